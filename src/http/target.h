// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace junkai::http {

/// A request target taken apart and decoded.
struct Target {
    std::string path;
    Query query;
};

/// Origin form only ("/path?query"). Refuses what two readers could read differently: bad or NUL escapes, an
/// escaped slash, "." and ".." however written, empty segments, bytes that are not UTF-8 after decoding,
/// control characters, a fragment, a query name that is empty or comes twice. `what` names the reason.
std::optional<Target> parse_target(std::string_view text, std::string_view& what);

/// ASCII only; what HTTP compares without regard to case is ASCII.
std::string to_lower(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);

/// Without spaces and tabs at both ends.
std::string_view trim(std::string_view text);

}  // namespace junkai::http
