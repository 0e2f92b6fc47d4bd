// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "http/message.h"

#include <string>

namespace junkai::http {

/// Where a list goes on (the words of the answer before, "" at first) and how many items it gives.
struct Page {
    std::string cursor;
    int limit = 100;
};

/// From the query: `limit` 1 to 500, default 100; a wrong one is a field problem.
Result<Page> page_of(const Request& request);

/// A cursor that no answer of ours gave.
Refusal bad_cursor();

}  // namespace junkai::http
