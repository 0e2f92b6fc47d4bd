// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/ops.h"

#include <string_view>
#include <vector>

namespace junkai::forms {

/// The serial of a print as a QR code (error correction M) in a square of that size; the quiet zone is
/// outside of it.
void compose_qr(std::string_view serial, double x, double y, double size, std::vector<Op>& into);

}  // namespace junkai::forms
