// SPDX-License-Identifier: Apache-2.0
#include "main/http_options.h"

#include "base/errors.h"

#include <sys/resource.h>

#include <algorithm>

namespace junkai {
namespace {

// Beside connections: the store's files and sockets, logs, search pages, and some for whoever debugs.
constexpr std::size_t kOtherDescriptors = 256;

constexpr std::size_t kOutsideConnectionsPerAddress = 256;
constexpr std::size_t kOutsideRatePerAddress = 500;
constexpr std::size_t kOutsideRatePerSession = 100;

/// "[::1]" is how an IPv6 address stands before a port.
std::string without_brackets(const std::string& address)
{
    if (address.size() > 2 && address.front() == '[' && address.back() == ']')
        return address.substr(1, address.size() - 2);
    return address;
}

/// Twice the rate at once: a screen asks for several things when it opens.
http::RateRule rule(std::size_t per_second)
{
    return {static_cast<double>(per_second), static_cast<double>(std::max<std::size_t>(per_second * 2, 1))};
}

}  // namespace

HttpLimits http_limits(const cli::Serve& command, const HttpSettings& settings)
{
    HttpLimits limits;
    http::ServerOptions& server = limits.server;
    server.address = without_brackets(command.address);
    server.port = command.port;
    const bool loopback = http::is_loopback_address(server.address);
    server.caps.connections = settings.connections.value_or(server.caps.connections);
    server.caps.connections_per_address = settings.connections_per_address.value_or(
        loopback ? server.caps.connections : kOutsideConnectionsPerAddress);
    server.workers = settings.workers.value_or(server.workers);
    server.caps.queue = settings.queue.value_or(server.caps.queue);
    server.hosts = settings.hosts;
    // A page of some other site whose name was made to resolve to 127.0.0.1 must not reach us. To the outside
    // the certificate keeps such names away.
    if (server.hosts.empty() && loopback) server.hosts = {"localhost", "127.0.0.1", "[::1]"};
    limits.per_address = rule(settings.rate_per_address.value_or(loopback ? 0 : kOutsideRatePerAddress));
    limits.per_session = rule(settings.rate_per_session.value_or(loopback ? 0 : kOutsideRatePerSession));
    return limits;
}

std::string fit_descriptors(http::ServerOptions& options)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return "";
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const auto have = static_cast<std::size_t>(limit.rlim_cur);
    if (have >= options.caps.connections + kOtherDescriptors) return "";
    const std::size_t wanted = options.caps.connections;
    options.caps.connections = have > 2 * kOtherDescriptors ? have - kOtherDescriptors : have / 2;
    options.caps.connections_per_address =
        std::min(options.caps.connections_per_address, options.caps.connections);
    return "only " + std::to_string(have) +
           " file descriptors (RLIMIT_NOFILE): " + std::to_string(options.caps.connections) +
           " connections instead of " + std::to_string(wanted);
}

std::string explain(const http::ListenError& failure)
{
    const std::string where = failure.address() + " ポート " + std::to_string(failure.port());
    switch (failure.why()) {
    case http::ListenError::Why::InUse:
        return where +
               " は別のプログラムが使っています。それを止めるか、--listen で別のポートを指定してください";
    case http::ListenError::Why::NotOurs:
        return failure.address() +
               " はこの機械のアドレスではありません。--listen にこの機械のアドレスを指定してください";
    case http::ListenError::Why::Privileged:
        return where + " を開く権限がありません。1024 以上のポートを指定するか、"
                       "CAP_NET_BIND_SERVICE を与えてください";
    case http::ListenError::Why::Unreadable:
        return "--listen のアドレスを読めません: " + failure.address() +
               " (例 127.0.0.1:8080、[::1]:8080、0.0.0.0:8443)";
    case http::ListenError::Why::PlainOutside:
        return failure.address() + " は外から届くアドレスです。暗号なしではループバック (127.0.0.1) "
                                   "だけで公開できます。--tls を付けてください";
    case http::ListenError::Why::Other:
        break;
    }
    return where + " を開けません: " + failure.what();
}

}  // namespace junkai
