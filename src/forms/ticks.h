// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/forms/layout.h"

#include <vector>

namespace junkai::forms {

inline constexpr double kTickEm = 0.95;     // The box, in ems of its label.
inline constexpr double kTickGapEm = 0.25;  // Between the box and its label.

/// Where a tick box with its label begins (points).
struct TickSpot {
    double x = 0;
    double baseline = 0;
    double size = 0;
};

/// Tick boxes one after another with an even gap, or in so many columns: on one line if the smallest size
/// allows it, else on as many lines as the box holds. Widths are ems, box and label together.
std::vector<TickSpot>
place_ticks(const std::vector<double>& widths, int columns, const domain::forms::Place& place);

}  // namespace junkai::forms
