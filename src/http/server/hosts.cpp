// SPDX-License-Identifier: Apache-2.0
#include "http/server/hosts.h"

#include "http/target.h"

#include <algorithm>

namespace junkai::http {
namespace {

/// The colons inside of an IPv6 address stand in brackets.
std::string_view without_port(std::string_view host)
{
    const std::size_t bracket = host.rfind(']');
    const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    return host.substr(0, std::min(colon, host.size()));
}

}  // namespace

bool is_among(const std::vector<std::string>& hosts, std::string_view host)
{
    if (hosts.empty()) return true;
    const std::string_view name = without_port(host);
    return std::any_of(hosts.begin(), hosts.end(), [&](const std::string& ours) {
        return equals_ignoring_case(ours, host) || equals_ignoring_case(ours, name);
    });
}

}  // namespace junkai::http
