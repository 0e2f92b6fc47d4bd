// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "http/message.h"

namespace junkai::http {

/// Whether our own pages sent the request. Browsers say so in Sec-Fetch-Site: "same-origin" passes, "none"
/// (typed by the user) passes for reads. Where that header is missing Origin must be this host; a write
/// without either is refused, a read passes, since no foreign page can see its answer. Refused:
/// "request.cross_site" (403).
Result<void> check_same_origin(const Request& request);

}  // namespace junkai::http
