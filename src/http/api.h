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
