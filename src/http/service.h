// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "http/lane.h"
#include "http/message.h"
#include "http/router.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace junkai::http {

/// What is to happen with a request, decided from its head alone, before any of its body is read.
struct Plan {
    /// The answer, when the head is enough for it (404, 405, wrong origin, too many requests, a static file).
    std::optional<Response> answer;
    RunOn run_on = RunOn::Worker;
    /// Whose turn it takes.
    Lane lane = {};
    std::size_t body_limit = 0;
    /// Empty when no route was found.
    std::string_view operation_id;
    const Route* route = nullptr;
    PathParams params;
};

/// What the server asks of whom it serves. plan() runs on I/O threads and does not block; handle() where the
/// plan says.
class Service {
public:
    virtual ~Service() = default;
    virtual Plan plan(Request& head) = 0;
    virtual Response handle(Request& request, Plan& plan) noexcept = 0;
    /// An answer of the server itself: framing, deadlines, caps.
    virtual Response refuse(int status, const Refusal& why) noexcept = 0;
    /// After the last byte was handed to the network, or the connection broke.
    virtual void finished(const Request& request,
                          const Plan& plan,
                          int status,
                          std::size_t body_bytes,
                          std::chrono::microseconds took) noexcept = 0;

    /// Raw header lines ("name: value\r\n") that stand on every answer, the server's own too.
    virtual std::string_view common_headers() const = 0;
};

}  // namespace junkai::http
