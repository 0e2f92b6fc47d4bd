// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <optional>

namespace junkai {

/// Degrees, north and east positive.
struct Coordinates {
    double latitude;
    double longitude;
};

/// 日没. The instant of that civil date in Japan at which the sun's upper edge meets the horizon (centre
/// 90°50′), by NOAA's method, good to about a minute. Empty where the sun does not set that day, as beyond
/// the polar circles.
std::optional<Instant> sunset(Date date, Coordinates place);

/// 日出. As sunset().
std::optional<Instant> sunrise(Date date, Coordinates place);

}  // namespace junkai
