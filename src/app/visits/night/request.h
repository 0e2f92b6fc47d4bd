// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/visits/night/types.h"

namespace junkai::app {

/// What is asked for a unit; the rest is the caller and the clock.
struct NightWish {
    domain::visits::ResidentWish wish = {};
    Instant planned_start = {};
    Instant planned_end = {};
};

/// 夜間巡回連絡の承認申請 (4-4b).
Result<NightLine>
request_night_approval(App& app, const Caller& caller, domain::UnitId unit, const NightWish& wish);

}  // namespace junkai::app
