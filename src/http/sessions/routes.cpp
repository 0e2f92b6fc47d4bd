// SPDX-License-Identifier: Apache-2.0
#include "app/sessions/describe.h"
#include "base/json_writer.h"
#include "http/api.h"
#include "http/caller.h"
#include "http/cookies.h"
#include "http/json_reader.h"
#include "http/json_shared.h"

namespace junkai::http {
namespace {

constexpr std::size_t kLongestPassword = 200;
constexpr std::size_t kLongestNumber = 20;

std::string session_json(const Api& api, const app::LoggedIn& who)
{
    const app::SessionView view = app::describe_session(api.app, who);
    const auto& officer = who.officer.officer;
    JsonWriter json;
    json.begin_object();
    json.key("officer").begin_object();
    json.field("id", officer.id.str()).field("officer_no", officer.number.str()).field("name", officer.name);
    json.field("post", domain::code_of(officer.post));
    json.end_object();
    const auto& station = view.station->station;
    json.key("station").begin_object();
    json.field("id", station.id.str()).field("code", station.code.str()).field("name", station.name);
    json.end_object();
    json.key("roles").begin_array();
    for (const app::HeldRole& role : view.roles) {
        json.begin_object().field("role", domain::code_of(role.role));
        json.field("acting", role.acting);
        if (!role.scope.empty()) json.field("scope", role.scope);
        json.end_object();
    }
    json.end_array();
    json.key("beats").begin_array();
    for (const app::BeatRef& beat : view.beats)
        write_beat(json, beat);
    json.end_array();
    json.key("operations").begin_array();
    for (const auto operation : view.operations)
        json.value(domain::code_of(operation));
    json.end_array();
    json.key("ruleset");
    write_ruleset(json, *view.rules);
    json.key("terms").begin_object();
    for (const profile::Term& term : view.rules->terms)
        json.field(term.key, term.term);
    json.end_object();
    json.field("expires_at", who.expires_at).field("fictional", view.station->fictional);
    json.field("must_change_password", who.must_change_password);
    json.end_object();
    return json.take();
}

struct LogIn {
    std::string officer_no;
    PersonalText password;
};

Result<Response> log_in(const Api& api, const Request& request, const PathParams&)
{
    const LogIn body = JUNKAI_TRY(read_body(request, [](ObjectReader& in) {
        return LogIn{in.required_text("officer_no", kLongestNumber),
                     in.required_personal("password", kLongestPassword)};
    }));
    // A number of no valid form is a wrong number, not another kind of answer.
    const auto number = domain::OfficerNo::parse(body.officer_no);
    if (!number) return Refusal{"session.wrong_number_or_password", ""};
    const app::Opened opened = JUNKAI_TRY(api.app.sessions.log_in(*number, body.password.reveal()));
    Response response = Response::json(200, session_json(api, *opened.who));
    const auto left = std::chrono::floor<std::chrono::seconds>(opened.who->expires_at - api.app.clock.now());
    response.headers.add("Set-Cookie", set_session_cookie(opened.cookie.reveal(), left));
    return response;
}

Result<Response> log_out(const Api& api, const Request& request, const PathParams&)
{
    api.app.sessions.log_out(who_of(request));
    Response response = Response::no_content();
    response.headers.add("Set-Cookie", clear_session_cookie());
    return response;
}

struct ChangePassword {
    PersonalText current;
    PersonalText fresh;
};

Result<Response> change_password(const Api& api, const Request& request, const PathParams&)
{
    const ChangePassword body = JUNKAI_TRY(read_body(request, [](ObjectReader& in) {
        return ChangePassword{in.required_personal("current", kLongestPassword),
                              in.required_personal("new", kLongestPassword)};
    }));
    JUNKAI_TRY(api.app.sessions.change_password(who_of(request), body.current.reveal(), body.fresh.reveal()));
    return Response::no_content();
}

Result<Response> get_session(const Api& api, const Request& request, const PathParams&)
{
    return Response::json(200, session_json(api, who_of(request)));
}

}  // namespace

std::vector<Route> session_routes(const Api& api)
{
    // Logging in, out and changing a password twice does no harm: no idempotency key.
    const RouteOptions open{.session = Session::NotNeeded, .idempotency = Idempotency::NotNeeded};
    // All that a session may do whose password is still the first one.
    const RouteOptions plain{.session = Session::ReadyOrNot, .idempotency = Idempotency::NotNeeded};
    return {
        {Method::Post, "/v1/session", "log_in", answering(api, log_in), open},
        {Method::Get, "/v1/session", "get_session", answering(api, get_session)},
        {Method::Delete, "/v1/session", "log_out", answering(api, log_out), plain},
        {Method::Post, "/v1/session/password", "change_password", answering(api, change_password), plain},
    };
}

}  // namespace junkai::http
