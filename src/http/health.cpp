// SPDX-License-Identifier: Apache-2.0
#include "http/health.h"

namespace junkai::http {
namespace {

bool is_loopback(std::string_view peer)
{
    return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

RouteOptions open_route(RunOn run_on)
{
    RouteOptions options;
    options.session = Session::NotNeeded;
    options.idempotency = Idempotency::NotNeeded;
    options.run_on = run_on;
    return options;
}

}  // namespace

std::vector<Route> health_routes(const Metrics& metrics, ReadyCheck ready, bool metrics_for_all)
{
    const auto alive = [](const Request&, const PathParams&) -> Result<Response> {
        return Response::text(200, "ok\n");
    };
    const auto readiness = [ready = std::move(ready)](const Request&, const PathParams&) -> Result<Response> {
        const std::string missing = ready ? ready() : "";
        if (missing.empty()) return Response::text(200, "ready\n");
        return Response::text(503, missing + "\n");
    };
    const auto numbers = [&metrics, metrics_for_all](const Request& request,
                                                     const PathParams&) -> Result<Response> {
        if (!metrics_for_all && !is_loopback(request.peer)) return Refusal{"request.not_found", ""};
        Response response = Response::text(200, metrics.render());
        response.headers.set("content-type", "text/plain; version=0.0.4; charset=utf-8");
        return response;
    };
    return {
        {Method::Get, "/healthz", "get_health", alive, open_route(RunOn::IoThread)},
        {Method::Get, "/readyz", "get_ready", readiness, open_route(RunOn::Worker)},
        {Method::Get, "/metrics", "get_metrics", numbers, open_route(RunOn::Worker)},
    };
}

}  // namespace junkai::http
