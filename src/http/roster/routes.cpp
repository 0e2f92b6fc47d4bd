// SPDX-License-Identifier: Apache-2.0
#include "app/roster/assignments.h"
#include "app/roster/designations.h"
#include "app/roster/officers.h"
#include "base/json_writer.h"
#include "http/api.h"
#include "http/caller.h"
#include "http/json_reader.h"
#include "http/json_shared.h"
#include "http/paging.h"
#include "http/station_query.h"

namespace junkai::http {
namespace {

using domain::code_of;

constexpr std::size_t kLongestName = 60;
constexpr std::size_t kLongestReason = 200;
constexpr std::size_t kMostPlaces = 1000;

void write_members(JsonWriter& json, const domain::roster::Officer& officer)
{
    json.field("id", officer.id.str()).field("officer_no", officer.number.str()).field("name", officer.name);
    if (!officer.name_kana.empty()) json.field("name_kana", officer.name_kana);
    if (!officer.rank.empty()) json.field("rank", officer.rank);
    json.field("post", code_of(officer.post)).field("community_officer", officer.is_community_officer);
}

void write_officer(JsonWriter& json, const storage::StoredOfficer& stored)
{
    json.begin_object();
    write_members(json, stored.officer);
    json.field("active", stored.active).end_object();
}

template <class AnId>
void write_ids(JsonWriter& json, std::string_view name, const std::vector<AnId>& ids)
{
    if (ids.empty()) return;
    json.key(name).begin_array();
    for (const AnId& id : ids)
        json.value(id.str());
    json.end_array();
}

void write_designation(JsonWriter& json, const app::DesignationView& view)
{
    const auto& one = view.designation;
    json.begin_object().field("id", one.id.str()).key("officer");
    write_officer(json, view.officer);
    json.field("role", code_of(one.role)).field("from", one.in_force.from).field("to", one.in_force.to);
    json.field("acting", one.acting).field("clause", one.clause).field("reason", one.reason);
    if (!view.scope.empty()) json.field("scope", view.scope);
    write_ids(json, "block_ids", one.blocks);
    if (one.site) json.field("site_id", one.site->str());
    write_ids(json, "beat_ids", one.beats);
    write_ids(json, "unit_ids", one.units);
    if (!one.shift_group.empty()) json.field("shift_group", one.shift_group);
    json.field("current", view.current).end_object();
}

void write_assignment(JsonWriter& json, const app::AssignmentView& view)
{
    const auto& one = view.assignment;
    json.begin_object().field("id", one.id.str()).key("officer");
    write_officer(json, view.officer);
    json.key("beat");
    write_beat(json, view.beat);
    json.field("kind", code_of(one.kind)).field("from", one.in_force.from).field("to", one.in_force.to);
    json.field("reason", one.reason).field("current", view.current).end_object();
}

Result<app::RosterPage> roster_page(const Request& request)
{
    const Page page = JUNKAI_TRY(page_of(request));
    app::RosterPage out{.after = {}, .limit = page.limit, .station = JUNKAI_TRY(station_of(request))};
    if (page.cursor.empty()) return out;
    const auto after = Uuid::parse(page.cursor);
    if (!after) return bad_cursor();
    out.after = *after;
    return out;
}

Result<Response> list_officers(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const Page page = JUNKAI_TRY(page_of(request));
    const auto station = JUNKAI_TRY(station_of(request));
    if (!page.cursor.empty() && !domain::OfficerNo::parse(page.cursor)) return bad_cursor();
    const auto officers = JUNKAI_TRY(app::list_officers(api.app, caller, station, page.cursor, page.limit));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const auto& officer : officers)
        write_officer(json, officer);
    json.end_array();
    if (officers.size() == static_cast<std::size_t>(page.limit))
        json.field("next", officers.back().officer.number.str());
    json.end_object();
    return Response::json(200, json.take());
}

Response created_officer(int status, const app::CreatedOfficer& created)
{
    JsonWriter json;
    json.begin_object().key("officer");
    write_officer(json, created.officer);
    if (created.first_password) json.field("first_password", created.first_password->reveal());
    json.end_object();
    return Response::json(status, json.take());
}

Result<Response> create_officer(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto command = JUNKAI_TRY(read_body(request, [](ObjectReader& in) {
        const auto number = domain::OfficerNo::parse(in.required_text("officer_no", 10));
        if (!number) in.add("officer_no", "field.not_an_officer_no");
        app::CreateOfficer out{.number = number ? *number : *domain::OfficerNo::parse("0000"),
                               .name = in.required_text("name", kLongestName)};
        out.name_kana = in.optional_text("name_kana", kLongestName).value_or("");
        out.rank = in.optional_text("rank", kLongestName).value_or("");
        out.post = in.required_enum<domain::roster::Post>("post");
        out.is_community_officer = in.required_bool("community_officer");
        out.station = in.optional_id<domain::StationId>("station_id");
        return out;
    }));
    return created_officer(201, JUNKAI_TRY(app::create_officer(api.app, caller, command)));
}

Result<Response> reset_password(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto officer = JUNKAI_TRY(params.id<domain::OfficerId>("officer"));
    JUNKAI_TRY(read_body(request, [](ObjectReader&) { return true; }));
    return created_officer(200, JUNKAI_TRY(app::reset_password(api.app, caller, officer)));
}

template <class View, class Write>
Response page_json(const std::vector<View>& views, int limit, Write write, const Uuid& last)
{
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const View& view : views)
        write(json, view);
    json.end_array();
    if (views.size() == static_cast<std::size_t>(limit)) json.field("next", last.str());
    json.end_object();
    return Response::json(200, json.take());
}

template <class View, class Write>
Response one_json(int status, const View& view, Write write)
{
    JsonWriter json;
    write(json, view);
    return Response::json(status, json.take());
}

Result<Response> list_designations(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto page = JUNKAI_TRY(roster_page(request));
    const auto views = JUNKAI_TRY(app::list_designations(api.app, caller, page));
    const Uuid last = views.empty() ? Uuid{} : views.back().designation.id.uuid();
    return page_json(views, page.limit, write_designation, last);
}

Result<Response> create_designation(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto command = JUNKAI_TRY(read_body(request, [](ObjectReader& in) {
        app::Designate out{.officer = in.required_id<domain::OfficerId>("officer_id")};
        out.role = in.required_enum<domain::roster::Role>("role");
        out.from = in.optional_instant("from");
        out.to = in.optional_instant("to");
        if (in.has("block_ids")) out.blocks = in.required_ids<domain::BlockId>("block_ids", kMostPlaces);
        out.site = in.optional_id<domain::SiteId>("site_id");
        if (in.has("beat_ids")) out.beats = in.required_ids<domain::BeatId>("beat_ids", kMostPlaces);
        if (in.has("unit_ids")) out.units = in.required_ids<domain::UnitId>("unit_ids", kMostPlaces);
        out.shift_group = in.optional_text("shift_group", kLongestName).value_or("");
        out.acting = in.optional_bool("acting").value_or(false);
        out.reason = in.optional_text("reason", kLongestReason).value_or("");
        return out;
    }));
    const auto view = JUNKAI_TRY(app::create_designation(api.app, caller, command));
    return one_json(201, view, write_designation);
}

/// {"at": …}, or nothing for now.
Result<std::optional<Instant>> end_of(const Request& request)
{
    return read_body(request, [](ObjectReader& in) { return in.optional_instant("at"); });
}

Result<Response> end_designation(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto id = JUNKAI_TRY(params.id<domain::DesignationId>("designation"));
    const auto at = JUNKAI_TRY(end_of(request));
    const auto view = JUNKAI_TRY(app::end_designation(api.app, caller, id, at));
    return one_json(200, view, write_designation);
}

Result<Response> list_assignments(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto page = JUNKAI_TRY(roster_page(request));
    const auto views = JUNKAI_TRY(app::list_assignments(api.app, caller, page));
    const Uuid last = views.empty() ? Uuid{} : views.back().assignment.id.uuid();
    return page_json(views, page.limit, write_assignment, last);
}

Result<Response> create_assignment(const Api& api, const Request& request, const PathParams&)
{
    using domain::roster::AssignmentKind;
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto command = JUNKAI_TRY(read_body(request, [](ObjectReader& in) {
        app::AssignABeat out{.officer = in.required_id<domain::OfficerId>("officer_id"),
                             .beat = in.required_id<domain::BeatId>("beat_id")};
        out.kind = in.optional_enum<AssignmentKind>("kind").value_or(AssignmentKind::Main);
        out.from = in.optional_instant("from");
        out.to = in.optional_instant("to");
        out.reason = in.optional_text("reason", kLongestReason).value_or("");
        return out;
    }));
    const auto view = JUNKAI_TRY(app::create_assignment(api.app, caller, command));
    return one_json(201, view, write_assignment);
}

Result<Response> end_assignment(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto id = JUNKAI_TRY(params.id<domain::AssignmentId>("assignment"));
    const auto at = JUNKAI_TRY(end_of(request));
    const auto view = JUNKAI_TRY(app::end_assignment(api.app, caller, id, at));
    return one_json(200, view, write_assignment);
}

}  // namespace

std::vector<Route> roster_routes(const Api& api)
{
    const std::string_view designations = "/v1/designations";
    const std::string_view assignments = "/v1/assignments";
    return {
        {Method::Get, "/v1/officers", "list_officers", answering(api, list_officers)},
        {Method::Post, "/v1/officers", "create_officer", answering(api, create_officer)},
        {Method::Post, "/v1/officers/{officer}/password", "reset_password", answering(api, reset_password)},
        {Method::Get, designations, "list_designations", answering(api, list_designations)},
        {Method::Post, designations, "create_designation", answering(api, create_designation)},
        {Method::Post,
         "/v1/designations/{designation}/end",
         "end_designation",
         answering(api, end_designation)},
        {Method::Get, assignments, "list_assignments", answering(api, list_assignments)},
        {Method::Post, assignments, "create_assignment", answering(api, create_assignment)},
        {Method::Post, "/v1/assignments/{assignment}/end", "end_assignment", answering(api, end_assignment)},
    };
}

}  // namespace junkai::http
