// SPDX-License-Identifier: Apache-2.0
#include "http/etag.h"

#include "http/target.h"

#include <charconv>

namespace junkai::http {

std::string etag_of(std::int64_t version)
{
    return "\"v" + std::to_string(version) + "\"";
}

Result<std::int64_t> if_match(const Request& request)
{
    const auto tag = request.headers.find("if-match");
    if (!tag) return Refusal{"precondition.missing", ""};
    const bool quoted = tag->size() >= 4 && tag->starts_with("\"v") && tag->ends_with('"');
    const std::string_view digits = quoted ? tag->substr(2, tag->size() - 3) : std::string_view();
    std::int64_t version = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    // Written back it must be the same: "v007" and "v-1" are nobody's tags.
    if (failed != std::errc() || end != digits.data() + digits.size() || version < 0 ||
        etag_of(version) != *tag)
        return Refusal{"precondition.unreadable", ""};
    return version;
}

bool none_match_has(const Request& request, std::string_view etag)
{
    auto list = request.headers.find("if-none-match");
    while (list) {
        const std::size_t comma = list->find(',');
        std::string_view one = trim(list->substr(0, comma));
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == etag || one == "*") return true;
        if (comma == std::string_view::npos) return false;
        list->remove_prefix(comma + 1);
    }
    return false;
}

}  // namespace junkai::http
