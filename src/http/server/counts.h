// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/metrics.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace junkai::http {

/// Numbers that change all the time; shared with the gauges of the registry, which may outlive the server.
struct LiveCounts {
    std::atomic<std::size_t> open{0};
    std::atomic<std::size_t> running{0};
    std::atomic<std::size_t> queued{0};
};

/// What the server counts. Every way in which it turns someone away has a line of its own.
struct ServerCounters {
    explicit ServerCounters(Metrics& metrics, const std::shared_ptr<LiveCounts>& live);

    Counter& accepted;
    Counter& accept_errors;
    Counter& over_connections;
    Counter& over_address;
    Counter& queue_full;
    Counter& faults;
    Counter& broken;
    Counter& handshake_failures;
    Counter& header_timeouts;
    Counter& body_timeouts;
    Counter& write_timeouts;
    Counter& bytes_in;
    Counter& bytes_out;
};

/// How many connections an address has open. An IPv6 subscriber owns a /64, so that counts as one.
class AddressCaps {
public:
    explicit AddressCaps(std::size_t limit) : limit_(limit) {}

    /// False when the address has as many as it may; true counts one more.
    bool enter(const std::string& key);
    void leave(const std::string& key);

private:
    std::size_t limit_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t> open_;
};

}  // namespace junkai::http
