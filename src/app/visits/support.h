// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/unit.h"
#include "base/sunset.h"
#include "domain/visits/rules.h"
#include "storage/visits/visits.h"

namespace junkai::app {

/// What a version of a prefecture's rules says about visits, as the rules of the domain take it.
domain::visits::VisitRules visit_rules(const profile::Profile& profile);

/// 通達, clause 0: the version in force on the day of the visit judges it.
Result<const profile::Profile*> rules_of_day(UnitOfWork& work, Instant started_at);

/// Where the sunset of a station is computed (4-4b).
Coordinates place_of(const Station& station);

/// The outcome that a reader may be told, if any (4-7(5)).
std::optional<domain::visits::VisitOutcome> outcome_shown(const storage::StoredVisit& stored,
                                                          bool may_see_ended);

/// 4-7(5): the last day whose visits without a meeting are forgotten by today.
Date last_day_to_forget(const Station& station, Date today);

}  // namespace junkai::app
