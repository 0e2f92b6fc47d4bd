// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace junkai::http {

/// The session's cookie: the prefix makes browsers insist on Secure, Path=/ and no Domain.
inline constexpr std::string_view kSessionCookie = "__Host-sid";

/// The value of a cookie; nothing when it is absent or comes twice (which of the two is meant, nobody knows).
std::optional<std::string_view> find_cookie(const Request& request, std::string_view name);

/// A Set-Cookie value: Secure, HttpOnly, SameSite=Strict, Path=/. The value is of the characters of
/// base64url.
std::string set_session_cookie(std::string_view value, std::chrono::seconds max_age);
std::string clear_session_cookie();

}  // namespace junkai::http
