// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/codes.h"
#include "domain/ids.h"

#include "base/personal.h"
#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace junkai::domain::visits {

/// 拠点・一般・特別 (4-2).
enum class VisitClass : std::uint8_t { Hub, General, Special };

/// 面接; 面接・未作成; 不在; 打切り; 建物立入不可. There is no word for refusing.
enum class VisitOutcome : std::uint8_t { Met, MetNoCard, Absent, EndedAtRequest, BuildingClosed };

/// みなし (4-3(3)): ア by intercom, イ card delivered, ウ in other police work. Counted apart from 面接 for
/// ever.
enum class Deemed : std::uint8_t { None, A, I, U };

/// Whom the officer met: a category, never a name.
enum class MetWhom : std::uint8_t { Self, Family, Employee, Manager, Other };

/// 指導連絡の事項 (4-5).
enum class Topic : std::uint8_t {
    LocalCrimeAndDisaster,  ///< 4-5(1): what happened in the area, and how to prevent it.
    LikelyHarm,             ///< 4-5(2): what this household is likely to suffer.
    FirstMeasures,          ///< 4-5(3): what to do first, and whom to call.
    WorriesAndOpinions,     ///< 4-5(4): how worries and requests are dealt with.
    NoticesToPolice,        ///< 4-5(5): how notices are filed.
    SafePeacefulLife,       ///< 4-5(6): whatever else; this one has words of its own.
};

/// 不在時に残す物 (4-7(4)): 連絡カード 様式第17 or パトロールカード.
enum class NoticeKind : std::uint8_t { ContactCard, PatrolCard };

enum class NoticePlacement : std::uint8_t { Mailbox, DoorGap, HandedToManager, Other };

/// 残した連絡カード. Says neither to whom nor whether a card exists.
struct LeaveBehindNotice {
    NoticeId id;
    NoticeKind kind = NoticeKind::ContactCard;
    /// Serial of the printed slip, when it was printed here.
    std::optional<PrintId> print = {};
    Instant left_at;
    NoticePlacement placement = NoticePlacement::Mailbox;
    /// The day the officer said he would come again.
    std::optional<Date> follow_up_on = {};
};

/// Where a visit goes: to a unit's door, or to a building whose entrance stayed shut.
using VisitTarget = std::variant<UnitId, BuildingId>;

/// How a visit stands to the night rule (4-4b).
enum class NightStanding : std::uint8_t {
    Day,
    /// Night with the general manager's prior approval.
    Approved,
    /// Planned to end before sunset and ran over: marked, no violation.
    Overran,
    /// Night without approval, entered afterwards: kept, with its reason, for the supervisors to see.
    Violation,
};

/// 巡回連絡の記録, as it is kept.
struct Visit {
    VisitId id;
    StationId station;
    BeatId beat;
    VisitTarget target;
    VisitClass visit_class = VisitClass::General;
    VisitOutcome outcome = VisitOutcome::Absent;
    Deemed deemed = Deemed::None;
    std::optional<MetWhom> met_whom = {};
    /// The first is who records it.
    std::vector<OfficerId> officers = {};
    Instant started_at;
    Instant ended_at;
    /// When it was meant to end; decides whether running past sunset is a night visit.
    std::optional<Instant> planned_end = {};
    std::vector<Topic> topics = {};
    /// Free words of topic 6.
    PersonalText topic_text = {};
    std::optional<LeaveBehindNotice> notice = {};
    std::optional<SpecialOrderId> special_order = {};
    NightStanding night = NightStanding::Day;
    std::optional<ApprovalId> night_approval = {};
    std::string violation_reason = {};
    OfficerId recorded_by;
    Instant recorded_at;
};

/// How the resident's wish for the night hour came (4-4b): no wish, no night visit.
enum class WishRoute : std::uint8_t { InPerson, ByPhone, InWriting, OnCard };

/// The other side's convenience, the first of the two conditions of 4-4b.
struct ResidentWish {
    WishRoute route = WishRoute::InPerson;
    Instant told_at;
};

enum class NightState : std::uint8_t { Waiting, Approved, SentBack, Withdrawn };

/// 夜間巡回連絡の承認 (4-4b, 4-4c).
struct NightApproval {
    ApprovalId id;
    StationId station;
    UnitId unit;
    BeatId beat;
    OfficerId requested_by;
    Instant requested_at;
    ResidentWish wish;
    Instant planned_start;
    Instant planned_end;
    NightState state = NightState::Waiting;
    /// Set by the decision: must two community officers go?
    std::optional<bool> two_officers = {};
    /// Why two are not needed, or why it is sent back.
    std::string reason = {};
    std::optional<OfficerId> decided_by = {};
    std::optional<Instant> decided_at = {};
};

/// 実施頻度 (4-2(1)): so many times in so many months.
struct Frequency {
    int times = 1;
    int per_months = 12;

    bool operator==(const Frequency&) const = default;
};

/// A frequency set by the general manager for a class, the whole station or one beat.
struct FrequencySetting {
    FrequencyId id;
    StationId station;
    std::optional<BeatId> beat = {};
    VisitClass visit_class = VisitClass::General;
    Frequency frequency;
    Date from;
    OfficerId by;
    std::string reason = {};
};

/// Why a door is on today's list.
enum class DueReason : std::uint8_t {
    /// Nobody was ever met there.
    NeverMet,
    /// The period since the last meeting has run out.
    PeriodOver,
    /// The day told on the leave-behind notice has come.
    FollowUp,
    /// An approved night visit is planned for today.
    NightApproved,
    /// An order of HQ or the chief names it (4-2(2)).
    SpecialOrder,
    /// The building's entrance was shut the last time.
    BuildingWasClosed,
};

}  // namespace junkai::domain::visits

namespace junkai::domain {

template <>
struct Codes<visits::VisitClass> {
    static constexpr CodeRow<visits::VisitClass> rows[] = {
        {visits::VisitClass::Hub,     "HUB"    },
        {visits::VisitClass::General, "GENERAL"},
        {visits::VisitClass::Special, "SPECIAL"},
    };
};

template <>
struct Codes<visits::VisitOutcome> {
    static constexpr CodeRow<visits::VisitOutcome> rows[] = {
        {visits::VisitOutcome::Met,            "MET"             },
        {visits::VisitOutcome::MetNoCard,      "MET_NO_CARD"     },
        {visits::VisitOutcome::Absent,         "ABSENT"          },
        {visits::VisitOutcome::EndedAtRequest, "ENDED_AT_REQUEST"},
        {visits::VisitOutcome::BuildingClosed, "BUILDING_CLOSED" },
    };
};

template <>
struct Codes<visits::Deemed> {
    static constexpr CodeRow<visits::Deemed> rows[] = {
        {visits::Deemed::None, "NONE"},
        {visits::Deemed::A,    "A"   },
        {visits::Deemed::I,    "I"   },
        {visits::Deemed::U,    "U"   },
    };
};

template <>
struct Codes<visits::MetWhom> {
    static constexpr CodeRow<visits::MetWhom> rows[] = {
        {visits::MetWhom::Self,     "SELF"    },
        {visits::MetWhom::Family,   "FAMILY"  },
        {visits::MetWhom::Employee, "EMPLOYEE"},
        {visits::MetWhom::Manager,  "MANAGER" },
        {visits::MetWhom::Other,    "OTHER"   },
    };
};

/// The numbers under 4-5.
template <>
struct Codes<visits::Topic> {
    static constexpr CodeRow<visits::Topic> rows[] = {
        {visits::Topic::LocalCrimeAndDisaster, "1"},
        {visits::Topic::LikelyHarm,            "2"},
        {visits::Topic::FirstMeasures,         "3"},
        {visits::Topic::WorriesAndOpinions,    "4"},
        {visits::Topic::NoticesToPolice,       "5"},
        {visits::Topic::SafePeacefulLife,      "6"},
    };
};

template <>
struct Codes<visits::NoticeKind> {
    static constexpr CodeRow<visits::NoticeKind> rows[] = {
        {visits::NoticeKind::ContactCard, "CONTACT_CARD"},
        {visits::NoticeKind::PatrolCard,  "PATROL_CARD" },
    };
};

template <>
struct Codes<visits::NoticePlacement> {
    static constexpr CodeRow<visits::NoticePlacement> rows[] = {
        {visits::NoticePlacement::Mailbox,         "MAILBOX"          },
        {visits::NoticePlacement::DoorGap,         "DOOR_GAP"         },
        {visits::NoticePlacement::HandedToManager, "HANDED_TO_MANAGER"},
        {visits::NoticePlacement::Other,           "OTHER"            },
    };
};

template <>
struct Codes<visits::NightStanding> {
    static constexpr CodeRow<visits::NightStanding> rows[] = {
        {visits::NightStanding::Day,       "DAY"      },
        {visits::NightStanding::Approved,  "APPROVED" },
        {visits::NightStanding::Overran,   "OVERRAN"  },
        {visits::NightStanding::Violation, "VIOLATION"},
    };
};

template <>
struct Codes<visits::WishRoute> {
    static constexpr CodeRow<visits::WishRoute> rows[] = {
        {visits::WishRoute::InPerson,  "IN_PERSON" },
        {visits::WishRoute::ByPhone,   "BY_PHONE"  },
        {visits::WishRoute::InWriting, "IN_WRITING"},
        {visits::WishRoute::OnCard,    "ON_CARD"   },
    };
};

template <>
struct Codes<visits::NightState> {
    static constexpr CodeRow<visits::NightState> rows[] = {
        {visits::NightState::Waiting,   "WAITING"  },
        {visits::NightState::Approved,  "APPROVED" },
        {visits::NightState::SentBack,  "SENT_BACK"},
        {visits::NightState::Withdrawn, "WITHDRAWN"},
    };
};

template <>
struct Codes<visits::DueReason> {
    static constexpr CodeRow<visits::DueReason> rows[] = {
        {visits::DueReason::NeverMet,          "NEVER_MET"          },
        {visits::DueReason::PeriodOver,        "PERIOD_OVER"        },
        {visits::DueReason::FollowUp,          "FOLLOW_UP"          },
        {visits::DueReason::NightApproved,     "NIGHT_APPROVED"     },
        {visits::DueReason::SpecialOrder,      "SPECIAL_ORDER"      },
        {visits::DueReason::BuildingWasClosed, "BUILDING_WAS_CLOSED"},
    };
};

}  // namespace junkai::domain
