// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/places/types.h"
#include "domain/visits/rules.h"
#include "domain/visits/types.h"

#include "base/result.h"

#include <vector>

namespace junkai::domain::visits {

/// Who went: 4-4c asks whether the others are community officers.
struct Visitor {
    OfficerId officer;
    bool is_community_officer = true;

    bool operator==(const Visitor&) const = default;
};

/// What an officer says he did.
struct VisitReport {
    VisitTarget target;
    VisitOutcome outcome = VisitOutcome::Absent;
    Deemed deemed = Deemed::None;
    std::optional<MetWhom> met_whom = {};
    /// The first is who records it.
    std::vector<Visitor> visitors = {};
    Instant started_at;
    Instant ended_at;
    std::optional<Instant> planned_end = {};
    std::vector<Topic> topics = {};
    PersonalText topic_text = {};
    std::optional<LeaveBehindNotice> notice = {};
    std::optional<SpecialOrderId> special_order = {};
    /// Why a night visit without approval is entered afterwards (kept as a violation).
    std::string violation_reason = {};
};

/// What is known of the door at that time.
struct DoorFacts {
    Coordinates place;
    bool is_hub = false;
    bool is_exempt = false;
    bool is_closed = false;
    /// A live card or old slip.
    bool has_card = false;
    /// The approval that the report names, if any.
    std::optional<NightApproval> approval = {};
    /// The building of the approval's unit, for a shut entrance on an approved evening.
    std::optional<BuildingId> approval_building = {};
};

enum class VisitWarning : std::uint8_t {
    OutsideCourtesyWindow,
    NoNoticeLeft,
    LateEntry,
};

/// What is recorded beside the report.
struct VisitDecision {
    VisitClass visit_class = VisitClass::General;
    NightStanding night = NightStanding::Day;
    std::vector<VisitWarning> warnings = {};
};

/// 巡回連絡の記録の可否 (4-3(1), 4-3(3), 4-4, 4-7(4), 4-7(5)). May this be recorded, and how does it stand to
/// the night rule? A violation is recorded with its reason rather than lost.
Result<VisitDecision>
decide_visit(const VisitReport& report, const DoorFacts& door, Instant now, const VisitRules& rules);

/// Nightfall on the civil day of that instant (4-4b): sunset there, or the profile's fixed hour.
Instant nightfall(Instant at, Coordinates place, const VisitRules& rules);

}  // namespace junkai::domain::visits

namespace junkai::domain {

/// Codes of warnings are message codes of the wire.
template <>
struct Codes<visits::VisitWarning> {
    static constexpr CodeRow<visits::VisitWarning> rows[] = {
        {visits::VisitWarning::OutsideCourtesyWindow, "visits.outside_courtesy_window"},
        {visits::VisitWarning::NoNoticeLeft,          "visits.no_notice_left"         },
        {visits::VisitWarning::LateEntry,             "visits.late_entry"             },
    };
};

}  // namespace junkai::domain
