// SPDX-License-Identifier: Apache-2.0
#include "domain/visits/due.h"

#include "base/japan_time.h"
#include "base/period.h"

#include <algorithm>

namespace junkai::domain::visits {

namespace {

constexpr int kDaysOfAMonth = 30;

Date day_after(Date day)
{
    return add_days(day, 1);
}

}  // namespace

std::optional<Due> due_reason(const places::Unit& unit,
                              const DoorHistory& history,
                              const std::optional<Frequency>& set_frequency,
                              bool is_exempt,
                              Date today,
                              const VisitRules& rules)
{
    // 4-1b: not the exempt ones, and not what is gone.
    if (is_exempt || unit.state == places::UnitState::Closed) return std::nullopt;
    const auto due = [&](DueReason reason, std::optional<Date> since) {
        return Due{reason, since, history.last_met, history.absences};
    };
    // 4-2(2): at any time. 4-4b: on the evening that was approved, whatever was tried by day.
    const bool met_today = history.last_met == today;
    if (history.special_order && !met_today) return due(DueReason::SpecialOrder, std::nullopt);
    if (history.night_on == today && !met_today) return due(DueReason::NightApproved, today);
    if (history.night_on && *history.night_on > today) return std::nullopt;
    // One attempt a day is enough.
    if (history.last_tried && *history.last_tried >= today) return std::nullopt;
    if (history.not_before && today < *history.not_before) return std::nullopt;
    // 4-7(4): the officer said he would come again on that day.
    if (history.follow_up_on) {
        if (today < *history.follow_up_on) return std::nullopt;
        const bool kept = history.last_tried && *history.last_tried >= *history.follow_up_on;
        if (!kept) return due(DueReason::FollowUp, history.follow_up_on);
    }
    // 4-1a: every unit. 4-2(1): again when the period since the last meeting is over.
    std::optional<Date> since;
    if (history.last_met) {
        since = due_again_on(*history.last_met, frequency_of(unit, set_frequency, rules));
        if (today < *since) return std::nullopt;
    }
    const bool was_shut = history.building_closed_on &&
                          (!history.last_tried || *history.building_closed_on >= *history.last_tried) &&
                          (!history.last_met || *history.building_closed_on > *history.last_met);
    if (was_shut) {
        if (*history.building_closed_on >= today) return std::nullopt;
        return due(DueReason::BuildingWasClosed, since);
    }
    return due(history.last_met ? DueReason::PeriodOver : DueReason::NeverMet, since);
}

Date due_again_on(Date met, const Frequency& frequency)
{
    const int months = frequency.per_months / frequency.times;
    if (months >= 1) return day_after(period_of_months(met, months).last);
    return day_after(
        period_of_days(met, std::max(1, frequency.per_months * kDaysOfAMonth / frequency.times)).last);
}

Frequency
frequency_of(const places::Unit& unit, const std::optional<Frequency>& set_frequency, const VisitRules& rules)
{
    if (set_frequency) return *set_frequency;
    return unit.hub ? rules.hub : rules.general;
}

std::optional<Date> not_before_after(const Visit& visit, const VisitRules& rules)
{
    const Date day = japan_date(visit.started_at);
    if (visit.notice && visit.notice->follow_up_on) return visit.notice->follow_up_on;
    if (visit.outcome == VisitOutcome::EndedAtRequest)
        return day_after(period_of_months(day, rules.refusal_space_months).last);
    return std::nullopt;
}

Date forget_ended_on(Date visited, const VisitRules& rules)
{
    return day_after(period_of_months(visited, rules.refusal_keep_months).last);
}

}  // namespace junkai::domain::visits
