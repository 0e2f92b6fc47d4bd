// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/view.h"
#include "domain/forms/data.h"
#include "domain/forms/layout.h"

namespace junkai::app {

/// The words of a card on its form, with the corrected values struck through (5-5(1)). `layout` brings the
/// labels of fields and choices.
domain::forms::FormData card_form(const CardView& view,
                                  const storage::StoredStation& station,
                                  const domain::forms::FormLayout& layout);

/// What stands on a blank one: whom to ask.
domain::forms::FormData blank_form(const storage::StoredStation& station);

}  // namespace junkai::app
