// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/forms/layout.h"
#include "forms/ops.h"
#include "forms/text.h"

#include <vector>

namespace junkai::forms {

constexpr double to_points(double millimetres)
{
    return millimetres * 72 / 25.4;
}

double line_width(domain::forms::Weight weight);

/// The same place, moved.
domain::forms::Place moved(domain::forms::Place place, double dx, double dy);

/// The shade and the frame of a cell.
void place_cell(const domain::forms::Place& place, std::vector<Op>& into);

/// Sets a paragraph into its place. False, and nothing set, when it does not fit even at the smallest size.
[[nodiscard]] bool
place_text(const Paragraph& paragraph, const domain::forms::Place& place, std::vector<Op>& into);

/// Sets the clusters [first, last) on one line from x (points) on.
void set_line(const Paragraph& paragraph,
              std::size_t first,
              std::size_t last,
              double x,
              double baseline,
              double size,
              double extra_advance,
              std::vector<Op>& into);

}  // namespace junkai::forms
