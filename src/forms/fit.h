// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/text.h"

#include <vector>

namespace junkai::forms {

/// Clusters [first, last) of one printed line; the spaces at its end are not counted in the width.
struct Line {
    std::size_t first = 0;
    std::size_t last = 0;
    double width_em = 0;
};

struct Fitted {
    double size_pt = 0;
    std::vector<Line> lines;
    bool complete =
        true;  ///< False: it does not fit even at the smallest size; the whole text belongs on the annex.
};

/// Lines no wider than that; breaks where Japanese line breaking allows, inside a word only when nothing else
/// helps.
std::vector<Line> break_lines(const Paragraph& paragraph, double width_em);

/// A name shrinks on its line down to the smallest size, then wraps; running text wraps, then shrinks. Never
/// cut here.
Fitted fit(const Paragraph& paragraph, double width_pt, double height_pt, const domain::forms::Style& style);

}  // namespace junkai::forms
