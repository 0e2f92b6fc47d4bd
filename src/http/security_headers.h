// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace junkai::http {

/// Raw header lines that stand on every answer, errors included: content policy with Trusted Types, no
/// framing, no sniffing, no referrer, no sensor but the place. Nothing in the web UI may need more than this.
inline constexpr std::string_view kSecurityHeaders =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html junkai-sw\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Permissions-Policy: geolocation=(self)\r\n";

}  // namespace junkai::http
