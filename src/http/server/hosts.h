// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace junkai::http {

/// Whether a Host header, whose form the gate has passed, names one of `hosts`. A name without a port goes
/// with any port; no names at all go with everything.
bool is_among(const std::vector<std::string>& hosts, std::string_view host);

}  // namespace junkai::http
