// SPDX-License-Identifier: Apache-2.0
#include "http/api.h"

#include <iterator>

namespace junkai::http {

std::vector<Route> api_routes(const Api& api)
{
    std::vector<Route> all;
    for (const auto routes : {session_routes,
                              rules_routes,
                              ledger_routes,
                              organisation_routes,
                              places_routes,
                              roster_routes,
                              visits_routes,
                              cards_routes})
        std::ranges::move(routes(api), std::back_inserter(all));
    return all;
}

}  // namespace junkai::http
