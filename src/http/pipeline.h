// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "http/lanes.h"
#include "http/locales.h"
#include "http/metrics.h"
#include "http/rate_limit.h"
#include "http/router.h"
#include "http/service.h"
#include "http/static_files.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace junkai::http {

/// One finished request for the log: no path, no query, no header, no address, since each of them can tell of
/// a person.
struct AccessRecord {
    std::string_view method;
    /// Empty: a static file, or a path that is none.
    std::string_view operation_id;
    std::string_view trace_id;
    int status;
    std::size_t body_bytes;
    std::chrono::microseconds took;
};

/// Something failed inside. `what` is the text of our own exceptions, which carry no personal data, or the
/// type's name of any other.
struct IncidentRecord {
    std::string_view number;
    std::string_view operation_id;
    std::string_view kind;
    std::string_view what;
};

struct PipelineOptions {
    /// Session → who asks. Runs on a worker; a refusal is the answer (401). Needed as soon as a route wants a
    /// session.
    std::function<Result<std::shared_ptr<const Principal>>(const Request&)> authenticate = nullptr;
    RateRule per_address = {};
    RateRule per_session = {};
    std::function<void(const AccessRecord&)> log_access = nullptr;
    std::function<void(const IncidentRecord&)> log_incident = nullptr;
};

/// What stands between the server and the handlers, in this order. On the head: rate of the address, route,
/// origin, media type. With the body: session, rate of the session, idempotency key, handler. Whatever
/// happens becomes an answer.
class Pipeline final : public Service {
public:
    /// Router, files, locales and metrics outlive the pipeline; the router is complete.
    Pipeline(const Router& router,
             const StaticFiles& files,
             const Locales& locales,
             Metrics& metrics,
             PipelineOptions options);

    Plan plan(Request& head) override;
    Response handle(Request& request, Plan& plan) noexcept override;
    Response refuse(int status, const Refusal& why) noexcept override;
    void finished(const Request& request,
                  const Plan& plan,
                  int status,
                  std::size_t body_bytes,
                  std::chrono::microseconds took) noexcept override;
    std::string_view common_headers() const override;

private:
    Response refused(const Refusal& why, std::string_view extra = "") const;
    Response too_many(std::chrono::seconds wait) const;
    Plan plan_route(const Request& head, RouteMatch match) const;
    Response run(Request& request, const Plan& plan);
    Response failed(const Plan& plan, int status, std::string_view kind, std::string_view what) noexcept;

    const Router& router_;
    const StaticFiles& files_;
    const Locales& locales_;
    PipelineOptions options_;
    RateLimiter addresses_;
    RateLimiter sessions_;
    Lanes lanes_;
    SystemRandom random_;
    std::map<std::string_view, Histogram*> latencies_;
    Histogram& other_latency_;
    std::array<Counter*, 5> by_class_;
    Counter& incidents_;
};

}  // namespace junkai::http
