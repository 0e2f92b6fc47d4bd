// SPDX-License-Identifier: Apache-2.0
// Stations and how they are laid out: what a new installation begins with.
#include "app/places/create_station.h"
#include "app/places/lay_out.h"
#include "base/json_writer.h"
#include "http/api.h"
#include "http/caller.h"
#include "http/json_reader.h"
#include "http/places/json.h"

namespace junkai::http {
namespace {

using domain::StationId;

constexpr std::size_t kLongestName = 60;
constexpr std::size_t kLongestCode = 16;
constexpr std::size_t kLongestPhone = 40;
constexpr double kRightAngle = 90;
constexpr double kHalfTurn = 180;

void write_station(JsonWriter& json, const storage::StoredStation& stored)
{
    const domain::places::Station& station = stored.station;
    json.begin_object().field("id", station.id.str()).field("code", station.code.str());
    json.field("name", station.name).field("headquarters", stored.headquarters);
    json.field("has_chiiki_kacho", station.has_chiiki_kacho);
    json.field("latitude", station.latitude).field("longitude", station.longitude);
    if (!station.phone.empty()) json.field("phone", station.phone);
    json.end_object();
}

template <class Write>
Response made(Write write)
{
    JsonWriter json;
    write(json);
    return Response::json(201, json.take());
}

/// A code of the kind; the value of a wrong one is never used.
template <class Code>
Code read_code(ObjectReader& in)
{
    const std::string text = in.required_text("code", kLongestCode);
    const auto code = Code::parse(text);
    if (!code && !text.empty()) in.add("code", "field.not_a_code");
    return code ? *code : *Code::parse("none");
}

app::NewPlace read_place(ObjectReader& in, StationId station)
{
    app::NewPlace place{.station = station,
                        .code = read_code<domain::PlaceCode>(in),
                        .name = in.required_text("name", kLongestName)};
    place.since = in.optional_date("since");
    return place;
}

Result<Response> list_stations(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto stations = JUNKAI_TRY(app::list_stations(api.app, caller));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const storage::StoredStation& station : stations)
        write_station(json, station);
    json.end_array().end_object();
    return Response::json(200, json.take());
}

Result<Response> create_station(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto command = JUNKAI_TRY(read_body(request, [](ObjectReader& in) {
        app::CreateStation out{.code = read_code<domain::StationCode>(in),
                               .name = in.required_text("name", kLongestName)};
        out.has_chiiki_kacho = in.required_bool("has_chiiki_kacho");
        out.latitude = in.required_number("latitude", -kRightAngle, kRightAngle);
        out.longitude = in.required_number("longitude", -kHalfTurn, kHalfTurn);
        out.phone = in.optional_text("phone", kLongestPhone).value_or("");
        return out;
    }));
    const auto stored = JUNKAI_TRY(app::create_station(api.app, caller, command));
    return made([&](JsonWriter& json) { write_station(json, stored); });
}

Result<Response> add_block(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto station = JUNKAI_TRY(params.id<StationId>("station"));
    const auto place =
        JUNKAI_TRY(read_body(request, [&](ObjectReader& in) { return read_place(in, station); }));
    const auto block = JUNKAI_TRY(app::add_block(api.app, caller, place));
    return made([&](JsonWriter& json) { write_block(json, block); });
}

struct NewSite {
    app::NewPlace place;
    domain::places::SiteKind kind;
    std::optional<domain::BlockId> block;
};

Result<Response> add_site(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto station = JUNKAI_TRY(params.id<StationId>("station"));
    const auto asked = JUNKAI_TRY(read_body(request, [&](ObjectReader& in) {
        app::NewPlace place = read_place(in, station);
        const auto kind = in.required_enum<domain::places::SiteKind>("kind");
        return NewSite{std::move(place), kind, in.optional_id<domain::BlockId>("block_id")};
    }));
    const auto site = JUNKAI_TRY(app::add_site(api.app, caller, asked.place, asked.kind, asked.block));
    return made([&](JsonWriter& json) { write_site(json, site); });
}

struct NewBeat {
    app::NewPlace place;
    domain::SiteId site;
};

Result<Response> add_beat(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto station = JUNKAI_TRY(params.id<StationId>("station"));
    const auto asked = JUNKAI_TRY(read_body(request, [&](ObjectReader& in) {
        app::NewPlace place = read_place(in, station);
        return NewBeat{std::move(place), in.required_id<domain::SiteId>("site_id")};
    }));
    const auto beat = JUNKAI_TRY(app::add_beat(api.app, caller, asked.place, asked.site));
    return made([&](JsonWriter& json) { write_beat(json, beat, ""); });
}

}  // namespace

std::vector<Route> organisation_routes(const Api& api)
{
    const std::string_view stations = "/v1/stations";
    return {
        {Method::Get, stations, "list_stations", answering(api, list_stations)},
        {Method::Post, stations, "create_station", answering(api, create_station)},
        {Method::Post, "/v1/stations/{station}/blocks", "add_block", answering(api, add_block)},
        {Method::Post, "/v1/stations/{station}/sites", "add_site", answering(api, add_site)},
        {Method::Post, "/v1/stations/{station}/beats", "add_beat", answering(api, add_beat)},
    };
}

}  // namespace junkai::http
