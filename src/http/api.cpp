// SPDX-License-Identifier: Apache-2.0
#include "http/api.h"

#include "app/receipt.h"
#include "http/caller.h"

#include <iterator>

namespace junkai::http {

Handler reading(const Api& api, ReadHandler handler)
{
    return [&api, handler](const Request& request, const PathParams& params) {
        auto caller = caller_of(request);
        if (!caller) return problem(caller.error(), api.locales);
        const auto receipt = std::make_shared<app::Receipt>();
        caller->receipt = receipt.get();
        auto answer = handler(api, std::move(*caller), request, params);
        Response response = answer ? std::move(*answer) : problem(answer.error(), api.locales);
        if (receipt->is_due())
            response.hold = [&api, receipt](std::function<void(bool)> release) {
                receipt->record(api.app, std::move(release));
            };
        return response;
    };
}

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
