// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command_line.h"
#include "http/rate_limit.h"
#include "http/server/server.h"
#include "main/settings.h"

#include <cstddef>
#include <string>

namespace junkai {

/// What one server takes on: the settings where they say something, else what suits the address. On loopback
/// the other side is this machine or a proxy that stands for everybody, so one address has no limit of its
/// own; to the outside a terminal has.
struct HttpLimits {
    http::RateRule per_address;
    http::RateRule per_session;
    http::ServerOptions server;
};

/// Without `tls`, which comes later. Throws ProfileError when --listen has no address in it.
HttpLimits http_limits(const cli::Serve& command, const HttpSettings& settings);

/// Raises the number of descriptors to what the machine allows and lowers the connections to what they are
/// enough for; what to tell the operator then, "" for nothing.
std::string fit_descriptors(http::ServerOptions& options);

/// Why the address cannot be had and what to do about it, for the person who typed it.
std::string explain(const http::ListenError& failure);

}  // namespace junkai
