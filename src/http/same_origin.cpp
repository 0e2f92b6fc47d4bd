// SPDX-License-Identifier: Apache-2.0
#include "http/same_origin.h"

#include "http/target.h"

namespace junkai::http {
namespace {

bool is_our_origin(std::string_view origin, const Request& request)
{
    const std::string_view host = request.headers.find("host").value_or("");
    if (equals_ignoring_case(origin, "https://" + std::string(host))) return true;
    // A proxy in front may speak TLS for us, never the other way round.
    return !request.secure && equals_ignoring_case(origin, "http://" + std::string(host));
}

bool is_same_origin(const Request& request)
{
    const auto site = request.headers.find("sec-fetch-site");
    const auto origin = request.headers.find("origin");
    if (site) return *site == "same-origin" || (*site == "none" && !is_write(request.method));
    if (origin) return is_our_origin(*origin, request);
    return !is_write(request.method);
}

}  // namespace

Result<void> check_same_origin(const Request& request)
{
    if (!is_same_origin(request)) return Refusal{"request.cross_site", ""};
    return {};
}

}  // namespace junkai::http
