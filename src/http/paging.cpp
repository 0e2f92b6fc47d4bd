// SPDX-License-Identifier: Apache-2.0
#include "http/paging.h"

#include <charconv>

namespace junkai::http {

Result<Page> page_of(const Request& request)
{
    constexpr int kMost = 500;
    Page page;
    if (const auto cursor = request.query.find("cursor")) page.cursor = *cursor;
    if (const auto limit = request.query.find("limit")) {
        const auto end = std::from_chars(limit->data(), limit->data() + limit->size(), page.limit);
        if (end.ec != std::errc() || end.ptr != limit->data() + limit->size() || page.limit < 1 ||
            page.limit > kMost)
            return Refusal{"request.fields", "", {}, {{"/limit", "field.out_of_range"}}};
    }
    return page;
}

Refusal bad_cursor()
{
    return {"request.fields", "", {}, {{"/cursor", "field.unreadable"}}};
}

}  // namespace junkai::http
