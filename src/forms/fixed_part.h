// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/forms/layout.h"
#include "forms/ops.h"
#include "forms/text.h"

#include <vector>

namespace junkai::forms {

/// A text that names the print ({print.serial}, {row}) and so changes with it.
bool is_stamped(const domain::forms::TextItem& item);

/// Draws what no data and no stamp changes: lines, shades, labels. Throws ProfileError when a label does not
/// fit its box or no font has its characters.
void compose_fixed(const domain::forms::FormLayout& layout,
                   const FaceSet& faces,
                   const std::vector<domain::forms::Item>& items,
                   double shift,
                   std::vector<Op>& into);

}  // namespace junkai::forms
