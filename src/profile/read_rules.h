// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/reader.h"
#include "profile/rules.h"

namespace junkai::profile {

/// Reads the keys of all chapters from profile.json; the keys of the version itself (id, rule, ...) are the
/// caller's.
Rules read_rules(ObjectReader& profile);

// Parts, each in its own file.
RosterRules read_roster(ObjectReader roles);
VisitRules read_visits(ObjectReader visit);

}  // namespace junkai::profile
