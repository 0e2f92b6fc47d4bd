// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/visits/night/types.h"

namespace junkai::app {

/// 承認・差戻し (4-4b, 4-4c), by the general manager and never by who asked.
Result<NightLine> decide_night_approval(App& app,
                                        const Caller& caller,
                                        domain::ApprovalId id,
                                        const domain::visits::NightDecision& decision);

}  // namespace junkai::app
