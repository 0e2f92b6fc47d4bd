// SPDX-License-Identifier: Apache-2.0
#include "http/server/counts.h"

namespace junkai::http {
namespace {

constexpr const char* kRefused = "junkai_http_connections_refused_total";
constexpr const char* kRefusedHelp = "Connections turned away before their first request.";
constexpr const char* kTimeouts = "junkai_http_timeouts_total";
constexpr const char* kTimeoutsHelp = "Connections closed because a phase took too long.";
constexpr const char* kBytes = "junkai_http_bytes_total";
constexpr const char* kBytesHelp = "Bytes of requests and answers, before TLS.";

}  // namespace

ServerCounters::ServerCounters(Metrics& metrics, const std::shared_ptr<LiveCounts>& live)
    : accepted(metrics.counter("junkai_http_connections_accepted_total", "Connections accepted.")),
      accept_errors(metrics.counter("junkai_http_accept_errors_total",
                                    "accept() failed, mostly for want of descriptors.")),
      over_connections(metrics.counter(kRefused, kRefusedHelp, "reason=\"all\"")),
      over_address(metrics.counter(kRefused, kRefusedHelp, "reason=\"address\"")),
      queue_full(metrics.counter("junkai_http_queue_full_total",
                                 "Requests answered 503 because the queue was full.")),
      faults(metrics.counter("junkai_http_faults_total", "Requests that did not pass the framing gate.")),
      broken(
          metrics.counter("junkai_http_connections_broken_total", "Connections ended by a failure of ours.")),
      handshake_failures(
          metrics.counter("junkai_http_handshake_failures_total", "TLS handshakes that failed.")),
      header_timeouts(metrics.counter(kTimeouts, kTimeoutsHelp, "phase=\"header\"")),
      body_timeouts(metrics.counter(kTimeouts, kTimeoutsHelp, "phase=\"body\"")),
      write_timeouts(metrics.counter(kTimeouts, kTimeoutsHelp, "phase=\"write\"")),
      bytes_in(metrics.counter(kBytes, kBytesHelp, "direction=\"in\"")),
      bytes_out(metrics.counter(kBytes, kBytesHelp, "direction=\"out\""))
{
    const auto gauge = [&](const char* name, const char* help, std::atomic<std::size_t> LiveCounts::*member) {
        metrics.gauge(name, help, [live, member] { return static_cast<double>(((*live).*member).load()); });
    };
    gauge("junkai_http_connections", "Connections open now.", &LiveCounts::open);
    gauge("junkai_http_requests_running", "Requests being answered now.", &LiveCounts::running);
    gauge("junkai_http_queue_depth", "Requests waiting for a worker now.", &LiveCounts::queued);
}

bool AddressCaps::enter(const std::string& key)
{
    const std::lock_guard lock(mutex_);
    std::size_t& open = open_[key];
    if (open >= limit_) return false;
    ++open;
    return true;
}

void AddressCaps::leave(const std::string& key)
{
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(key);
    if (found != open_.end() && --found->second == 0) open_.erase(found);
}

}  // namespace junkai::http
