// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"

namespace junkai::app {

/// A job: forgets, after the profile's months, what came of visits that ended at request (4-7(5)). All visits
/// without a meeting of that age are treated alike: if only the ended ones were, what is missing would tell.
/// Each round that forgot something is in the station's ledger.
void forget_ended_visits(App& app);

}  // namespace junkai::app
