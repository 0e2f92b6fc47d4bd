// SPDX-License-Identifier: Apache-2.0
#include "domain/visits/record.h"

#include "base/japan_time.h"
#include "base/text/check.h"

#include <algorithm>
#include <set>

namespace junkai::domain::visits {

namespace {

constexpr auto kClockSkew = std::chrono::minutes(5);
constexpr auto kLongestVisit = std::chrono::hours(12);

bool is_met(VisitOutcome outcome)
{
    return outcome == VisitOutcome::Met || outcome == VisitOutcome::MetNoCard;
}

Result<void> check_times(const VisitReport& report, Instant now)
{
    if (report.ended_at < report.started_at || report.ended_at - report.started_at > kLongestVisit)
        return Refusal{"visits.times_impossible", "4-3(1)"};
    if (report.ended_at > now + kClockSkew) return Refusal{"visits.in_future", "4-3(1)"};
    if (report.planned_end && *report.planned_end < report.started_at)
        return Refusal{"visits.times_impossible", "4-3(1)"};
    return {};
}

Result<void> check_visitors(const VisitReport& report, const VisitRules& rules)
{
    if (report.visitors.empty() || report.visitors.size() > rules.max_officers)
        return Refusal{"visits.officers_count", "4-3(1)"};
    std::set<OfficerId> seen;
    for (const Visitor& visitor : report.visitors)
        if (!seen.insert(visitor.officer).second) return Refusal{"visits.officer_twice", "4-3(1)"};
    return {};
}

Result<void> check_target(const VisitReport& report, const DoorFacts& door)
{
    // 4-3(1): doors are units; a shut entrance is a fact about the building and never about each unit behind
    // it.
    const bool is_building = std::holds_alternative<BuildingId>(report.target);
    if (is_building != (report.outcome == VisitOutcome::BuildingClosed))
        return Refusal{"visits.outcome_not_for_target", "4-3(1)"};
    if (door.is_closed) return Refusal{"visits.unit_closed", "4-1a"};
    // 4-1b: a unit that the chief exempted is not visited until that is lifted; a special order goes before.
    if (door.is_exempt && !report.special_order) return Refusal{"visits.unit_exempt", "4-1b"};
    return {};
}

Result<void> check_ended(const VisitReport& report)
{
    // 4-7(5): refused after explaining, the visit ends; no reason, no words, no mark of any kind goes with
    // it.
    const bool carries = report.met_whom || !report.topics.empty() || !report.topic_text.reveal().empty() ||
                         report.notice || report.deemed != Deemed::None;
    if (report.outcome == VisitOutcome::EndedAtRequest && carries)
        return Refusal{"visits.ended_carries_nothing", "4-7(5)"};
    return {};
}

Result<void> check_meeting(const VisitReport& report, const VisitRules& rules)
{
    if (is_met(report.outcome)) {
        // 4-3(1): face to face, so somebody was met.
        if (!report.met_whom) return Refusal{"visits.met_whom_missing", "4-3(1)"};
    } else if (report.met_whom || !report.topics.empty() || !report.topic_text.reveal().empty()) {
        return Refusal{"visits.nobody_was_met", "4-3(1)"};
    }
    // 4-5: each topic once.
    std::set<Topic> seen(report.topics.begin(), report.topics.end());
    if (seen.size() != report.topics.size()) return Refusal{"visits.topic_twice", "4-5"};
    // 4-5(6): words for the last topic.
    if (const auto problem = check_text(report.topic_text.reveal(), rules.topic_text_max, Lines::Many))
        return Refusal{"visits.topic_text_unfit", "4-5(6)", {}, {{"/memo", *problem}}};
    return {};
}

Result<void> check_notice(const VisitReport& report)
{
    if (!report.notice) return {};
    // 4-7(4): left where nobody was met.
    if (report.outcome != VisitOutcome::Absent && report.outcome != VisitOutcome::BuildingClosed)
        return Refusal{"visits.notice_without_absence", "4-7(4)"};
    const auto& follow_up = report.notice->follow_up_on;
    if (follow_up && *follow_up < japan_date(report.started_at))
        return Refusal{"visits.follow_up_past", "4-7(4)"};
    return {};
}

Result<void> check_deemed(const VisitReport& report, const DoorFacts& door, const VisitRules& rules)
{
    switch (report.deemed) {
    case Deemed::None:
        return {};
    case Deemed::A:
        // 4-3(3)ア: at the door, by intercom, of a unit that has a card or old slip.
        if (!rules.deemed_a) return Refusal{"visits.deemed_not_allowed", "4-3(3)ア"};
        if (report.outcome != VisitOutcome::Met) return Refusal{"visits.deemed_needs_met", "4-3(3)ア"};
        if (!door.has_card) return Refusal{"visits.deemed_without_card", "4-3(3)ア"};
        return {};
    case Deemed::I:
        // 4-3(3)イ: credited when the card is delivered to a site, never recorded at a door.
        return Refusal{"visits.deemed_by_card_intake", "4-3(3)イ"};
    case Deemed::U:
        // 4-3(3)ウ: credited when the card is made in other police work.
        return Refusal{"visits.deemed_by_card_intake", "4-3(3)ウ"};
    }
    return {};
}

enum class Daylight { Day, Overran, Night };

Daylight daylight_of(const VisitReport& report, Instant nightfall_that_day)
{
    // 4-4b: night is after sunset. Before sunrise is not named; the courtesy window speaks of it.
    if (report.ended_at <= nightfall_that_day) return Daylight::Day;
    const bool began_by_day = report.started_at < nightfall_that_day;
    const bool planned_by_day = report.planned_end && *report.planned_end <= nightfall_that_day;
    return began_by_day && planned_by_day ? Daylight::Overran : Daylight::Night;
}

Result<void> check_approval(const VisitReport& report, const DoorFacts& door, const VisitRules& rules)
{
    // 4-4b: approved by the general manager beforehand, for this door and this hour.
    if (!door.approval || door.approval->state != NightState::Approved)
        return Refusal{"visits.night_not_approved", "4-4b"};
    const NightApproval& approval = *door.approval;
    const auto* unit = std::get_if<UnitId>(&report.target);
    const auto* building = std::get_if<BuildingId>(&report.target);
    const bool is_here = unit ? *unit == approval.unit : door.approval_building == *building;
    if (!is_here) return Refusal{"visits.night_other_door", "4-4b"};
    if (!approval.decided_at || *approval.decided_at >= report.started_at)
        return Refusal{"visits.night_approved_too_late", "4-4b"};
    const auto grace = std::chrono::minutes(rules.night_grace_minutes);
    if (report.started_at < approval.planned_start - grace || report.started_at > approval.planned_end)
        return Refusal{"visits.night_other_hour", "4-4b"};
    // 4-4c: two community officers where the approval says so.
    const auto officers = std::count_if(report.visitors.begin(),
                                        report.visitors.end(),
                                        [](const Visitor& one) { return one.is_community_officer; });
    if (approval.two_officers.value_or(true) && officers < 2)
        return Refusal{"visits.two_officers_needed", "4-4c"};
    return {};
}

Result<NightStanding>
decide_night_standing(const VisitReport& report, const DoorFacts& door, const VisitRules& rules)
{
    switch (daylight_of(report, nightfall(report.started_at, door.place, rules))) {
    case Daylight::Day:
        return NightStanding::Day;
    case Daylight::Overran:
        return NightStanding::Overran;
    case Daylight::Night:
        break;
    }
    const auto approved = check_approval(report, door, rules);
    if (approved) return NightStanding::Approved;
    // 4-4b: what happened must not be lost, so it is kept as a violation, but only with its reason.
    if (!report.violation_reason.empty()) return NightStanding::Violation;
    return approved.error();
}

std::vector<VisitWarning>
warnings_of(const VisitReport& report, NightStanding night, Instant now, const VisitRules& rules)
{
    std::vector<VisitWarning> out;
    // 4-4a: hours that do not bother the unit. An approved evening is the resident's own wish.
    const bool is_early = japan_minute_of_day(report.started_at) < rules.courtesy_from_minute;
    const bool is_late =
        rules.courtesy_to_minute && night == NightStanding::Day &&
        report.ended_at > japan_instant(japan_date(report.started_at), *rules.courtesy_to_minute);
    if (is_early || is_late || night == NightStanding::Overran || night == NightStanding::Violation)
        out.push_back(VisitWarning::OutsideCourtesyWindow);
    // 4-7(4): an absent household is asked for understanding by a card.
    if (report.outcome == VisitOutcome::Absent && !report.notice) out.push_back(VisitWarning::NoNoticeLeft);
    if (japan_date(report.started_at) < japan_date(now)) out.push_back(VisitWarning::LateEntry);
    return out;
}

}  // namespace

Result<VisitDecision>
decide_visit(const VisitReport& report, const DoorFacts& door, Instant now, const VisitRules& rules)
{
    JUNKAI_TRY(check_times(report, now));
    JUNKAI_TRY(check_visitors(report, rules));
    JUNKAI_TRY(check_target(report, door));
    JUNKAI_TRY(check_ended(report));
    JUNKAI_TRY(check_meeting(report, rules));
    JUNKAI_TRY(check_notice(report));
    JUNKAI_TRY(check_deemed(report, door, rules));
    VisitDecision out;
    // 4-2(2): special by its order; 4-2(1): hub by the unit's mark; all others are general visits.
    out.visit_class = report.special_order ? VisitClass::Special
                      : door.is_hub        ? VisitClass::Hub
                                           : VisitClass::General;
    out.night = JUNKAI_TRY(decide_night_standing(report, door, rules));
    out.warnings = warnings_of(report, out.night, now, rules);
    return out;
}

Instant nightfall(Instant at, Coordinates place, const VisitRules& rules)
{
    const Date day = japan_date(at);
    if (rules.night_fixed_minute) return japan_instant(day, *rules.night_fixed_minute);
    const auto computed = sunset(day, place);
    // The sun sets every day in Japan; a place where it does not is a mistyped coordinate.
    invariant(computed.has_value(), "a station stands where the sun does not set");
    return *computed;
}

}  // namespace junkai::domain::visits
