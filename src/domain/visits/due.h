// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/places/types.h"
#include "domain/visits/rules.h"
#include "domain/visits/types.h"

#include "base/time.h"

#include <optional>

namespace junkai::domain::visits {

/// What the door's own visits say: kept as counters with the unit.
struct DoorHistory {
    std::optional<Date> last_met = {};
    std::optional<Date> last_tried = {};
    int absences = 0;
    /// 次回の目安: not before that day, and never why.
    std::optional<Date> not_before = {};
    /// The day told on the leave-behind notice.
    std::optional<Date> follow_up_on = {};
    /// Last time that the building's entrance stayed shut.
    std::optional<Date> building_closed_on = {};
    /// The evening that is approved.
    std::optional<Date> night_on = {};
    bool special_order = false;
};

/// Why a door is due, for the officer to read.
struct Due {
    DueReason reason = DueReason::NeverMet;
    /// The first day on which it is due; none for a door never met.
    std::optional<Date> since = {};
    std::optional<Date> last_met = {};
    int absences = 0;

    bool operator==(const Due&) const = default;
};

/// 本日の訪問先の理由 (4-1a, 4-1b, 4-2). Empty when the door is not due today. The period since the last
/// meeting follows 民法140–143条: met on 2025-02-28 with four visits a year, it is due from 2025-06-01.
std::optional<Due> due_reason(const places::Unit& unit,
                              const DoorHistory& history,
                              const std::optional<Frequency>& set_frequency,
                              bool is_exempt,
                              Date today,
                              const VisitRules& rules);

/// The day from which a door last met on `met` is due again.
Date due_again_on(Date met, const Frequency& frequency);

/// The frequency that holds for a unit: the general manager's setting (4-2(1)), else the profile's.
Frequency frequency_of(const places::Unit& unit,
                       const std::optional<Frequency>& set_frequency,
                       const VisitRules& rules);

/// 次回の目安 after a visit, or none. A promise on the notice, or the spacing after a visit ended at request
/// (4-7(5)): the day tells nothing of which.
std::optional<Date> not_before_after(const Visit& visit, const VisitRules& rules);

/// 4-7(5): the first day on which a visit ended at request of that day must be forgotten.
Date forget_ended_on(Date visited, const VisitRules& rules);

}  // namespace junkai::domain::visits
