// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/forms/data.h"
#include "domain/forms/layout.h"
#include "forms/faces.h"
#include "forms/ops.h"
#include "forms/words.h"

#include <vector>

namespace junkai::forms {

/// Puts data into a layout: pages of drawing operations. What never changes is composed once, at
/// construction.
class Composer {
public:
    /// Throws ProfileError when a printed text does not fit its own box.
    Composer(const domain::forms::FormLayout& layout, FaceSet faces);

    std::vector<ComposedPage> compose(const domain::forms::FormData& data,
                                      const domain::forms::PrintStamp& stamp) const;

    const domain::forms::FormLayout& layout() const { return layout_; }

private:
    domain::forms::FormLayout layout_;
    FaceSet faces_;
    std::vector<std::vector<Op>> fixed_;  ///< The unchanging part of each page, in the order of the pages.
    std::vector<Op> fixed_annex_;
};

}  // namespace junkai::forms
