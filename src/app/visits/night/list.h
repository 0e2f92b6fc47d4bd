// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/visits/night/types.h"

namespace junkai::app {

struct NightPage {
    std::vector<NightLine> lines;
    /// Where the list goes on; none at its end.
    std::optional<Uuid> next;
};

/// 夜間承認, the newest first, of one state or of all, as far as the caller may see them.
Result<NightPage> list_night_approvals(App& app,
                                       const Caller& caller,
                                       const std::optional<domain::visits::NightState>& state,
                                       const Uuid& before,
                                       int limit);

}  // namespace junkai::app
