// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

namespace junkai::forms {

/// Adds /Lang (ja) and "show the title in the window" to a PDF that cairo 1.16 wrote, as an incremental
/// update: cairo itself cannot say in which language a document is, and a screen reader reads Japanese as
/// English without it.
void set_language(Bytes& pdf);

}  // namespace junkai::forms
