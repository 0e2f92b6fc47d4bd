// SPDX-License-Identifier: Apache-2.0
#include "http/api.h"
#include "http/caller.h"
#include "http/door_cursor.h"
#include "http/visits/json.h"

#include <charconv>

namespace junkai::http {
namespace {

using domain::ApprovalId;
using domain::BeatId;
using domain::BuildingId;
using domain::UnitId;
using domain::visits::NightState;

/// A word of the query from the domain's table; none when it is not given.
template <domain::Coded E>
Result<std::optional<E>> query_word(const Request& request, std::string_view name, Refusal wrong)
{
    const auto text = request.query.find(name);
    if (!text) return std::optional<E>();
    const auto value = domain::from_code<E>(*text);
    if (!value) return wrong;
    return value;
}

/// A cursor of visits: the instant of the start in microseconds, and the id.
Result<storage::VisitCursor> visit_cursor(const std::string& text)
{
    if (text.empty()) return storage::VisitCursor{};
    const auto dot = text.find('.');
    if (dot == std::string::npos) return bad_cursor();
    std::int64_t micros = 0;
    const auto end = std::from_chars(text.data(), text.data() + dot, micros);
    const auto id = Uuid::parse(std::string_view(text).substr(dot + 1));
    if (end.ec != std::errc() || end.ptr != text.data() + dot || !id) return bad_cursor();
    return storage::VisitCursor{from_micros(micros), *id};
}

std::string visit_cursor_of(const domain::visits::Visit& visit)
{
    return std::to_string(to_micros(visit.started_at)) + "." + visit.id.str();
}

template <class T, class Write>
Response answer(int status, const T& value, Write write)
{
    JsonWriter json;
    write(json, value);
    return Response::json(status, json.take());
}

Result<Response> list_doors(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto beat = JUNKAI_TRY(params.id<BeatId>("beat"));
    const Page page = JUNKAI_TRY(page_of(request));
    const auto after = JUNKAI_TRY(door_cursor(page.cursor));
    const Refusal wrong{"request.fields", "", {}, {{"/show", "field.not_in_list"}}};
    const auto shown = JUNKAI_TRY(query_word<app::DoorsShown>(request, "show", wrong));
    const app::DoorsOfDay doors = JUNKAI_TRY(
        app::list_doors(api.app, caller, beat, shown.value_or(app::DoorsShown::Due), after, page.limit));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const app::DoorLine& line : doors.lines)
        write_door(json, line, doors.date);
    json.end_array();
    if (!doors.is_last_page) json.field("next", cursor_of(doors.lines.back().door));
    json.key("counts").begin_object();
    json.field("done_today", doors.done_today).field("left", doors.left).end_object();
    json.field("date", doors.date).field("sunset", doors.sunset).field("night_now", doors.night_now);
    json.end_object();
    return Response::json(200, json.take());
}

Result<Response> list_visits(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto unit = JUNKAI_TRY(params.id<UnitId>("unit"));
    const Page page = JUNKAI_TRY(page_of(request));
    const auto before = JUNKAI_TRY(visit_cursor(page.cursor));
    const auto lines = JUNKAI_TRY(app::list_visits(api.app, caller, unit, before, page.limit));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const app::VisitLine& line : lines)
        write_visit(json, line);
    json.end_array();
    if (lines.size() == static_cast<std::size_t>(page.limit))
        json.field("next", visit_cursor_of(lines.back().visit));
    json.end_object();
    return Response::json(200, json.take());
}

Result<Response> record_visit(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto unit = JUNKAI_TRY(params.id<UnitId>("unit"));
    const auto words = JUNKAI_TRY(read_body(request, read_visit));
    const auto recorded = JUNKAI_TRY(app::record_visit(api.app, caller, unit, words));
    return answer(201, recorded, write_recorded);
}

Result<Response> record_building_visit(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto building = JUNKAI_TRY(params.id<BuildingId>("building"));
    const auto words = JUNKAI_TRY(read_body(request, read_building_visit));
    const auto recorded = JUNKAI_TRY(app::record_building_visit(api.app, caller, building, words));
    return answer(201, recorded, write_recorded);
}

Result<Response> request_night_approval(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto unit = JUNKAI_TRY(params.id<UnitId>("unit"));
    const auto wish = JUNKAI_TRY(read_body(request, read_night_wish));
    const auto line = JUNKAI_TRY(app::request_night_approval(api.app, caller, unit, wish));
    return answer(201, line, write_night);
}

Result<Response> list_night_approvals(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const Page page = JUNKAI_TRY(page_of(request));
    Uuid before;
    before.bytes.fill(std::byte{0xff});
    if (!page.cursor.empty()) {
        const auto parsed = Uuid::parse(page.cursor);
        if (!parsed) return bad_cursor();
        before = *parsed;
    }
    std::optional<NightState> state;
    if (request.query.find("state") != std::string_view("ALL")) {
        const Refusal wrong{"request.fields", "", {}, {{"/state", "field.not_in_list"}}};
        state = JUNKAI_TRY(query_word<NightState>(request, "state", wrong)).value_or(NightState::Waiting);
    }
    const auto listed = JUNKAI_TRY(app::list_night_approvals(api.app, caller, state, before, page.limit));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const app::NightLine& line : listed.lines)
        write_night(json, line);
    json.end_array();
    if (listed.next) json.field("next", listed.next->str());
    json.end_object();
    return Response::json(200, json.take());
}

Result<Response> decide_night_approval(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto approval = JUNKAI_TRY(params.id<ApprovalId>("approval"));
    const auto decision = JUNKAI_TRY(read_body(request, read_night_decision));
    const auto line = JUNKAI_TRY(app::decide_night_approval(api.app, caller, approval, decision));
    return answer(200, line, write_night);
}

Result<Response> withdraw_night_approval(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto approval = JUNKAI_TRY(params.id<ApprovalId>("approval"));
    JUNKAI_TRY(read_body(request, [](ObjectReader&) { return true; }));
    const auto line = JUNKAI_TRY(app::withdraw_night_approval(api.app, caller, approval));
    return answer(200, line, write_night);
}

Result<Response> get_progress(const Api& api, app::Caller caller, const Request&, const PathParams&)
{
    const auto beats = JUNKAI_TRY(app::get_progress(api.app, caller));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const app::BeatProgress& beat : beats)
        write_progress(json, beat);
    json.end_array().field("as_of", api.app.clock.now()).end_object();
    return Response::json(200, json.take());
}

}  // namespace

std::vector<Route> visits_routes(const Api& api)
{
    const auto visits = answering(api, list_visits);
    const auto record = answering(api, record_visit);
    const auto closed = answering(api, record_building_visit);
    const auto ask = answering(api, request_night_approval);
    const auto nights = answering(api, list_night_approvals);
    const auto decide = answering(api, decide_night_approval);
    const auto withdraw = answering(api, withdraw_night_approval);
    return {
        {Method::Get, "/v1/beats/{beat}/doors", "list_doors", answering(api, list_doors)},
        {Method::Get, "/v1/units/{unit}/visits", "list_visits", visits},
        {Method::Post, "/v1/units/{unit}/visits", "record_visit", record},
        {Method::Post, "/v1/buildings/{building}/visits", "record_building_visit", closed},
        {Method::Post, "/v1/units/{unit}/night-approvals", "request_night_approval", ask},
        {Method::Get, "/v1/night-approvals", "list_night_approvals", nights},
        {Method::Post, "/v1/night-approvals/{approval}/decision", "decide_night_approval", decide},
        {Method::Post, "/v1/night-approvals/{approval}/withdrawal", "withdraw_night_approval", withdraw},
        {Method::Get, "/v1/progress", "get_progress", reading(api, get_progress)},
    };
}

}  // namespace junkai::http
