// SPDX-License-Identifier: Apache-2.0
#include "http/pipeline.h"

#include "app/outcome_unknown.h"
#include "base/bytes.h"
#include "base/errors.h"
#include "http/idempotency.h"
#include "http/problem.h"
#include "http/same_origin.h"
#include "http/security_headers.h"
#include "http/target.h"

#include <algorithm>
#include <typeinfo>

namespace junkai::http {
namespace {

constexpr std::string_view kOutcomeUnknown = "unknown";
constexpr const char* kLatency = "junkai_http_request_seconds";
constexpr const char* kLatencyHelp =
    "Time from a request's head to the last byte of its answer, by operation.";

bool has_body(const Request& head)
{
    return head.headers.find("transfer-encoding") || head.headers.find("content-length").value_or("0") != "0";
}

// "application/json" or "application/json; charset=utf-8": what we read is UTF-8, and a body that says it is
// something else, or is packed, is not guessed at.
bool is_media_type(const Request& head, std::string_view wanted)
{
    if (!equals_ignoring_case(head.headers.find("content-encoding").value_or("identity"), "identity"))
        return false;
    const std::string_view given = head.headers.find("content-type").value_or("");
    const std::size_t end = std::min(given.find(';'), given.size());
    if (!equals_ignoring_case(trim(given.substr(0, end)), wanted)) return false;
    if (end == given.size()) return true;
    const std::string_view parameter = trim(given.substr(end + 1));
    return equals_ignoring_case(parameter, "charset=utf-8") ||
           equals_ignoring_case(parameter, "charset=\"utf-8\"");
}

Plan answered(Response response)
{
    Plan plan;
    plan.answer = std::move(response);
    return plan;
}

}  // namespace

Pipeline::Pipeline(const Router& router,
                   const StaticFiles& files,
                   const Locales& locales,
                   Metrics& metrics,
                   PipelineOptions options)
    : router_(router), files_(files), locales_(locales), options_(std::move(options)),
      addresses_(options_.per_address), sessions_(options_.per_session),
      other_latency_(metrics.histogram(kLatency, kLatencyHelp, "operation=\"other\"")),
      incidents_(metrics.counter("junkai_http_incidents_total", "Requests that ended in a failure of ours."))
{
    for (const auto& route : router_.routes()) {
        invariant(route->options.session == Session::NotNeeded || options_.authenticate,
                  "a route that needs a session needs someone who knows sessions");
        const std::string label = "operation=\"" + std::string(route->operation_id) + "\"";
        latencies_.emplace(route->operation_id, &metrics.histogram(kLatency, kLatencyHelp, label));
    }
    for (std::size_t i = 0; i < by_class_.size(); ++i)
        by_class_[i] = &metrics.counter("junkai_http_requests_total",
                                        "Requests answered, by class of status.",
                                        "status=\"" + std::to_string(i + 1) + "xx\"");
}

Plan Pipeline::plan(Request& head)
{
    if (const auto wait = addresses_.take(head.peer, std::chrono::steady_clock::now()))
        return answered(too_many(*wait));
    auto found = router_.find(head.method, head.path);
    if (auto* match = std::get_if<RouteMatch>(&found)) return plan_route(head, std::move(*match));
    if (const auto* wrong = std::get_if<MethodNotAllowed>(&found)) {
        Response response = refused(Refusal{"request.method_not_allowed", ""});
        response.headers.add("allow", wrong->allow);
        return answered(std::move(response));
    }
    // A page of the UI may have any name, but nothing below /v1 is one.
    const bool api = head.path == "/v1" || head.path.starts_with("/v1/");
    if (!api)
        if (auto file = files_.find(head)) return answered(std::move(*file));
    return answered(refused(Refusal{"request.not_found", ""}));
}

Plan Pipeline::plan_route(const Request& head, RouteMatch match) const
{
    Plan plan;
    plan.route = match.route;
    plan.operation_id = match.route->operation_id;
    plan.params = std::move(match.params);
    plan.run_on = match.route->options.run_on;
    plan.lane = lanes_.find(head);
    plan.body_limit = match.route->options.body_limit;
    if (const auto same = check_same_origin(head); !same) {
        plan.answer = refused(same.error());
    } else if (has_body(head) && !is_media_type(head, match.route->options.media_type)) {
        plan.answer = refused(Refusal{"request.media_type", ""});
    }
    return plan;
}

Response Pipeline::handle(Request& request, Plan& plan) noexcept
{
    try {
        Response response = run(request, plan);
        response.headers.set("request-id", request.trace_id);
        return response;
    } catch (const app::OutcomeUnknown& error) {
        return failed(plan, 503, kOutcomeUnknown, error.what());
    } catch (const StorageUnavailable& error) {
        return failed(plan, 503, "unavailable", error.what());
    } catch (const StorageError& error) {
        return failed(plan, 500, "storage", error.what());
    } catch (const CryptoError& error) {
        return failed(plan, 500, "crypto", error.what());
    } catch (const ProfileError& error) {
        return failed(plan, 500, "profile", error.what());
    } catch (const InvariantError& error) {
        return failed(plan, 500, "invariant", error.what());
    } catch (const std::bad_alloc&) {
        return failed(plan, 503, "memory", "out of memory");
    } catch (const std::exception& error) {
        // A text we did not write may quote what it choked on.
        return failed(plan, 500, "exception", typeid(error).name());
    } catch (...) {
        return failed(plan, 500, "exception", "not a std::exception");
    }
}

Response Pipeline::run(Request& request, const Plan& plan)
{
    const RouteOptions& wanted = plan.route->options;
    if (wanted.session != Session::NotNeeded) {
        auto principal = options_.authenticate(request);
        if (!principal) return refused(principal.error());
        request.principal = std::move(*principal);
        if (plan.lane.group == 0) lanes_.learn(request, *request.principal);
        const auto wait = sessions_.take(request.principal->rate_key(), std::chrono::steady_clock::now());
        if (wait) return too_many(*wait);
        const Refusal* hindrance = request.principal->hindrance();
        if (hindrance != nullptr && wanted.session == Session::Needed) return refused(*hindrance);
    }
    if (is_write(plan.route->method) && wanted.idempotency == Idempotency::Needed) {
        const auto key = read_idempotency_key(request);
        if (!key) return refused(key.error());
        request.idempotency_key = *key;
    }
    Result<Response> result = plan.route->handler(request, plan.params);
    if (!result) return refused(result.error());
    Response response = std::move(*result);
    if (response.refusal) {
        Response problem = refused(*response.refusal, response.body);
        problem.hold = std::move(response.hold);
        return problem;
    }
    if (!response.headers.find("cache-control")) response.headers.add("cache-control", "no-store");
    return response;
}

Response Pipeline::refuse(int status, const Refusal& why) noexcept
{
    try {
        return problem(status, why, locales_);
    } catch (const std::exception&) {
        // Memory is short: the status alone still tells the truth.
        return Response(status);
    }
}

Response Pipeline::failed(const Plan& plan, int status, std::string_view kind, std::string_view what) noexcept
{
    try {
        incidents_.add();
        std::byte bytes[6];
        SystemRandom().fill(bytes);
        const std::string number = to_hex(bytes);
        if (options_.log_incident) options_.log_incident({number, plan.operation_id, kind, what});
        return kind == kOutcomeUnknown ? outcome_unknown(number, locales_)
                                       : incident(status, number, locales_);
    } catch (const std::exception&) {
        return Response(status);
    }
}

Response Pipeline::refused(const Refusal& why, std::string_view extra) const
{
    return problem(why, locales_, extra);
}

Response Pipeline::too_many(std::chrono::seconds wait) const
{
    Response response = refused(Refusal{"request.too_many", ""});
    response.headers.set("retry-after", std::to_string(wait.count()));
    return response;
}

void Pipeline::finished(const Request& request,
                        const Plan& plan,
                        int status,
                        std::size_t body_bytes,
                        std::chrono::microseconds took) noexcept
{
    const auto of_class = static_cast<std::size_t>(std::clamp(status / 100, 1, 5)) - 1;
    by_class_[of_class]->add();
    const auto known = latencies_.find(plan.operation_id);
    (known != latencies_.end() ? *known->second : other_latency_).observe(took);
    if (!options_.log_access) return;
    try {
        options_.log_access(
            {method_name(request.method), plan.operation_id, request.trace_id, status, body_bytes, took});
    } catch (const std::exception&) {
        // The answer has left; a log that fails shows in its own counter, not here.
        incidents_.add();
    }
}

std::string_view Pipeline::common_headers() const
{
    return kSecurityHeaders;
}

}  // namespace junkai::http
