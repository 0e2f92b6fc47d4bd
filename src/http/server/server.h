// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/errors.h"
#include "http/metrics.h"
#include "http/server/framing.h"
#include "http/service.h"
#include "http/tls.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace junkai::http {

/// How long each phase of a connection may last. A body and an answer must also move: at least `rate` bytes a
/// second after the grace, whatever their size.
struct Deadlines {
    std::chrono::milliseconds handshake{10'000};
    std::chrono::milliseconds idle{60'000};
    std::chrono::milliseconds header{10'000};
    std::chrono::milliseconds body_grace{10'000};
    std::chrono::milliseconds write_grace{15'000};
    std::chrono::milliseconds linger{1'000};
    std::size_t body_rate = 4 * 1024;
    std::size_t write_rate = 4 * 1024;
    /// How exact they are: one timer a thread looks at all of its connections.
    std::chrono::milliseconds tick{100};
};

struct Caps {
    std::size_t connections = 4096;
    std::size_t connections_per_address = 256;
    /// Requests that may wait for a worker, of all together.
    std::size_t queue = 512;
    /// Workers that one station may hold while others ask too; 0: three of four.
    std::size_t workers_per_group = 0;
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    /// 0: any free port, see Server::port().
    std::uint16_t port = 0;
    std::size_t io_threads = 2;
    std::size_t workers = 16;
    HeadLimits head = {};
    Deadlines deadlines = {};
    Caps caps = {};
    /// Names that are ours in a Host header, with any port or, where one is given, only that; empty: any.
    /// Keeps a foreign name that resolves to us (DNS rebinding) out.
    std::vector<std::string> hosts = {};
    /// Null: plain HTTP, on a loopback address only.
    std::shared_ptr<TlsContext> tls = nullptr;
};

/// Why the address of the options cannot be listened on.
class ListenError : public ProfileError {
public:
    enum class Why { InUse, NotOurs, Privileged, Unreadable, PlainOutside, Other };

    ListenError(Why why, std::string address, std::uint16_t port, const std::string& what)
        : ProfileError("http: cannot listen on " + address + " port " + std::to_string(port) + ": " + what),
          why_(why), address_(std::move(address)), port_(port)
    {
    }

    Why why() const { return why_; }

    const std::string& address() const { return address_; }

    std::uint16_t port() const { return port_; }

private:
    Why why_;
    std::string address_;
    std::uint16_t port_;
};

/// Whether a text is an address that only this machine reaches.
bool is_loopback_address(const std::string& text);

/// The HTTP/1.1 server: I/O threads with a socket each on the same port, workers behind a bounded queue.
class Server {
public:
    /// Listens and serves at once; ListenError when it cannot. Clock, service and metrics outlive the server.
    Server(ServerOptions options, Service& service, Metrics& metrics, const Clock& clock);
    /// Stops without grace: cuts connections, but waits for running handlers and, ten seconds at most, for
    /// held answers.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;

    /// Takes no new connection and no new request, lets the running ones end, cuts what is left at `limit`.
    /// True when nothing had to be cut. For SIGTERM.
    bool drain(std::chrono::milliseconds limit);

    /// Connections open now.
    std::size_t connections() const;
    /// Requests between their last body byte and the end of their answer.
    std::size_t running() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace junkai::http
