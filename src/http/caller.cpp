// SPDX-License-Identifier: Apache-2.0
#include "http/caller.h"

#include "base/invariant.h"
#include "http/cookies.h"

#include <algorithm>

namespace junkai::http {
namespace {

/// 架空データ. Said before anybody is known, so that the log-in screen of a demonstration says so too.
Facts fictional(const app::App& app)
{
    const bool all = std::ranges::all_of(app.stations->all(),
                                         [](const auto& station) { return station->stored().fictional; });
    return {{"fictional", all ? "yes" : "no"}};
}

}  // namespace

Result<std::shared_ptr<const Principal>> authenticate(app::App& app, const Request& request)
{
    const auto cookie = find_cookie(request, kSessionCookie);
    auto who = cookie ? app.sessions.find(*cookie) : nullptr;
    if (!who) return Refusal{"session.none", "", fictional(app)};
    auto hindrance = app::hindrance_of(*who);
    if (hindrance) hindrance->facts = fictional(app);
    return std::shared_ptr<const Principal>(
        std::make_shared<SessionPrincipal>(std::move(who), std::move(hindrance)));
}

const app::LoggedIn& who_of(const Request& request)
{
    const auto* principal = dynamic_cast<const SessionPrincipal*>(request.principal.get());
    invariant(principal != nullptr, "a handler asked for a session on a route that needs none");
    return principal->who();
}

Result<app::Caller> caller_of(const Request& request)
{
    const app::LoggedIn& who = who_of(request);
    app::Caller caller{who.actor, who.station};
    if (const auto word = request.query.find("purpose")) {
        caller.purpose = domain::from_code<domain::Purpose>(*word);
        if (!caller.purpose) return Refusal{"request.fields", "", {}, {{"/purpose", "field.not_in_list"}}};
    }
    if (request.idempotency_key) {
        // What makes two requests the same act: the method, where it goes, the version it was made from, the
        // body.
        const auto version = request.headers.find("if-match");
        caller.one_time =
            app::one_time(domain::RequestKey(*request.idempotency_key),
                          {method_name(request.method), request.path, version.value_or(""), request.body});
    }
    return caller;
}

}  // namespace junkai::http
