// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/visits/night/types.h"

namespace junkai::app {

/// 取下げ (4-4b): by who asked, while nobody has decided.
Result<NightLine> withdraw_night_approval(App& app, const Caller& caller, domain::ApprovalId id);

}  // namespace junkai::app
