// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "http/message.h"

#include <cstdint>
#include <string>

namespace junkai::http {

/// The entity tag of a record's version: "v12", quotes included.
std::string etag_of(std::int64_t version);

/// The version that the writer has seen (If-Match). Missing: "precondition.missing" (428); a list, a weak
/// tag, "*" or a tag that is not ours: "precondition.unreadable" (400), since a write must name the one state
/// it was made from.
Result<std::int64_t> if_match(const Request& request);

/// Whether the reader has this tag already (If-None-Match).
bool none_match_has(const Request& request, std::string_view etag);

}  // namespace junkai::http
