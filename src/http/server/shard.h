// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to server.cpp, the only file that pays for Asio.

#include "base/random.h"
#include "base/time.h"
#include "http/server/counts.h"
#include "http/server/server.h"
#include "http/server/worker_pool.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

namespace junkai::http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using SteadyTime = std::chrono::steady_clock::time_point;

/// What all threads of one server share.
struct Core {
    Core(ServerOptions opts, Service& served, Metrics& metrics, const Clock& time)
        : options(std::move(opts)), service(served), clock(time), live(std::make_shared<LiveCounts>()),
          counters(metrics, live), addresses(options.caps.connections_per_address),
          pool(options.workers, {.limit = options.caps.queue, .group_share = group_share(options)})
    {
    }

    static std::size_t group_share(const ServerOptions& options)
    {
        if (options.caps.workers_per_group > 0) return options.caps.workers_per_group;
        return std::max<std::size_t>(options.workers - options.workers / 4, 1);
    }

    ServerOptions options;
    Service& service;
    const Clock& clock;
    std::shared_ptr<LiveCounts> live;
    ServerCounters counters;
    AddressCaps addresses;
    WorkerPool pool;
    std::atomic<bool> draining{false};
};

/// One connection as its thread's timer sees it.
class Tracked {
public:
    virtual ~Tracked() = default;
    /// Called at each tick, and with `draining` once when the drain begins.
    virtual void check(SteadyTime now) = 0;
    virtual void begin_drain() = 0;
    virtual void cut() = 0;

    std::size_t slot = 0;
};

/// One I/O thread. Everything here is touched by that thread only.
struct Shard {
    explicit Shard(Core& shared) : core(shared) {}

    void add(Tracked& connection)
    {
        connection.slot = connections.size();
        connections.push_back(&connection);
    }

    void remove(Tracked& connection)
    {
        connections[connection.slot] = connections.back();
        connections[connection.slot]->slot = connection.slot;
        connections.pop_back();
    }

    /// "Mon, 23 Nov 2026 04:41:04 GMT", made once a second.
    const std::string& http_date()
    {
        const std::time_t now = std::chrono::system_clock::to_time_t(
            std::chrono::time_point_cast<std::chrono::seconds>(core.clock.now()));
        if (now != date_at || date.empty()) {
            std::tm parts{};
            gmtime_r(&now, &parts);
            char text[40];
            // The C locale's names are the ones of RFC 9110.
            date.assign(text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts));
            date_at = now;
        }
        return date;
    }

    std::string trace_id()
    {
        std::byte bytes[16];
        random.fill(bytes);
        return to_hex(bytes);
    }

    static std::uint64_t seed()
    {
        std::uint64_t value = 0;
        SystemRandom().fill(std::as_writable_bytes(std::span(&value, 1)));
        return value;
    }

    Core& core;
    std::vector<Tracked*> connections;
    std::size_t refusing = 0;
    SeededRandom random{seed()};
    std::string date;
    std::time_t date_at = 0;
    // Below what the coroutines use: they end with the context.
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    asio::steady_timer ticker{io};
    std::thread thread;
};

}  // namespace junkai::http
