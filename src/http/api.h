// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "http/locales.h"
#include "http/message.h"
#include "http/problem.h"
#include "http/router.h"

#include <vector>

namespace junkai::http {

/// What the handlers of the API stand on.
struct Api {
    app::App& app;
    const Locales& locales;
};

/// A handler that ends in an answer or a refusal: the refusal becomes a problem.
using ApiHandler = Result<Response> (*)(const Api&, const Request&, const PathParams&);

inline Handler answering(const Api& api, ApiHandler handler)
{
    return [&api, handler](const Request& request, const PathParams& params) {
        auto response = handler(api, request, params);
        return response ? std::move(*response) : problem(response.error(), api.locales);
    };
}

/// A handler that only reads, for whoever the session belongs to.
using ReadHandler = Result<Response> (*)(const Api&, app::Caller, const Request&, const PathParams&);

/// Its answer, and its refusal too, is held until the ledger entry is durable: no worker waits for the disk,
/// and many reads share one flush.
Handler reading(const Api& api, ReadHandler handler);

// The routes of each chapter: src/http/<chapter>/routes.cpp.
std::vector<Route> session_routes(const Api& api);
std::vector<Route> rules_routes(const Api& api);
std::vector<Route> ledger_routes(const Api& api);
std::vector<Route> organisation_routes(const Api& api);
std::vector<Route> places_routes(const Api& api);
std::vector<Route> roster_routes(const Api& api);
std::vector<Route> visits_routes(const Api& api);
std::vector<Route> cards_routes(const Api& api);

/// All of them. `api` outlives the routes.
std::vector<Route> api_routes(const Api& api);

}  // namespace junkai::http
