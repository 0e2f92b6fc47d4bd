// SPDX-License-Identifier: Apache-2.0
#include "http/cookies.h"

#include "base/invariant.h"
#include "http/target.h"

#include <algorithm>

namespace junkai::http {
namespace {

constexpr std::string_view kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Strict";

bool is_cookie_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

}  // namespace

std::optional<std::string_view> find_cookie(const Request& request, std::string_view name)
{
    std::string_view rest = request.headers.find("cookie").value_or("");
    std::optional<std::string_view> value;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view pair = trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
        if (value) return std::nullopt;
        value = pair.substr(equals + 1);
    }
    return value;
}

std::string set_session_cookie(std::string_view value, std::chrono::seconds max_age)
{
    invariant(std::all_of(value.begin(), value.end(), is_cookie_character), "a session cookie is base64url");
    std::string cookie(kSessionCookie);
    cookie += '=';
    cookie += value;
    cookie += kAttributes;
    cookie += "; Max-Age=" + std::to_string(max_age.count());
    return cookie;
}

std::string clear_session_cookie()
{
    return set_session_cookie("", std::chrono::seconds(0));
}

}  // namespace junkai::http
