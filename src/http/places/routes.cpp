// SPDX-License-Identifier: Apache-2.0
#include "app/places/add_unit.h"
#include "app/places/read_places.h"
#include "base/json_writer.h"
#include "domain/places/order.h"
#include "http/api.h"
#include "http/caller.h"
#include "http/door_cursor.h"
#include "http/json_reader.h"
#include "http/json_shared.h"
#include "http/paging.h"
#include "http/places/json.h"
#include "http/station_query.h"

namespace junkai::http {
namespace {

using domain::code_of;
using domain::places::Address;
using domain::places::AddressKind;
using domain::places::DwellingKind;
using domain::places::UnitKind;

void write_place(JsonWriter& json, const storage::Door& door)
{
    json.field("town", door.address.town).field("address", door.address.written);
    json.field("address_kind", code_of(door.address.kind));
    if (door.building)
        json.field("building_id", door.building->str()).field("building_name", door.building_name);
    if (!door.address.room.empty()) json.field("room", door.address.room);
}

Result<Response> get_places(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto station = JUNKAI_TRY(station_of(request));
    const app::OrganisationView view = JUNKAI_TRY(app::get_places(api.app, caller, station));
    JsonWriter json;
    json.begin_object().key("blocks").begin_array();
    for (const auto& block : view.frame->blocks)
        write_block(json, block);
    json.end_array().key("sites").begin_array();
    for (const auto& site : view.frame->sites)
        write_site(json, site);
    json.end_array().key("beats").begin_array();
    for (const auto& beat : view.frame->beats) {
        const auto officer = view.officers.find(beat.id);
        write_beat(json, beat, officer == view.officers.end() ? std::string_view() : officer->second);
    }
    json.end_array().end_object();
    return Response::json(200, json.take());
}

/// One dwelling a line: its units follow one another in walking order.
Result<Response> list_dwellings(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto beat = JUNKAI_TRY(params.id<domain::BeatId>("beat"));
    const Page page = JUNKAI_TRY(page_of(request));
    const auto after = JUNKAI_TRY(door_cursor(page.cursor));
    const auto doors = JUNKAI_TRY(app::list_dwellings(api.app, caller, beat, after, page.limit));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (std::size_t i = 0; i < doors.size();) {
        const storage::Door& door = doors[i];
        json.begin_object().field("id", door.unit.dwelling.str());
        write_place(json, door);
        json.field("dwelling_kind", code_of(door.dwelling_kind)).key("units").begin_array();
        for (; i < doors.size() && doors[i].unit.dwelling == door.unit.dwelling; ++i)
            json.begin_object()
                .field("id", doors[i].unit.id.str())
                .field("kind", code_of(doors[i].unit.kind))
                .end_object();
        json.end_array().end_object();
    }
    json.end_array();
    if (doors.size() == static_cast<std::size_t>(page.limit)) json.field("next", cursor_of(doors.back()));
    json.end_object();
    return Response::json(200, json.take());
}

Result<Response> get_unit(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto unit = JUNKAI_TRY(params.id<domain::UnitId>("unit"));
    const app::UnitView view = JUNKAI_TRY(app::get_unit(api.app, caller, unit));
    JsonWriter json;
    json.begin_object().field("id", view.door.unit.id.str()).field("kind", code_of(view.door.unit.kind));
    json.key("beat");
    write_beat(json, view.beat);
    write_place(json, view.door);
    if (view.door.card) json.field("card_id", view.door.card->str());
    json.field("sunset_today", view.sunset).key("may").begin_array();
    for (const auto operation : view.may)
        json.value(code_of(operation));
    json.end_array().end_object();
    return Response::json(200, json.take());
}

struct NewDwelling {
    Address address;
    DwellingKind kind;
    std::optional<domain::BuildingId> building;
};

NewDwelling read_dwelling(ObjectReader& in)
{
    const std::string town = in.required_text("town", 100);
    const std::string written = in.required_text("address", 200);
    // The parts serve only the order of doors; what is written stays as it is.
    Address address = domain::places::read_address(written, town);
    address.kind = in.required_enum<AddressKind>("address_kind");
    address.block = in.optional_text("block", 20).value_or(address.block);
    address.number = in.optional_text("number", 20).value_or(address.number);
    address.room = in.optional_text("room", 40).value_or(address.room);
    const auto kind = in.required_enum<DwellingKind>("dwelling_kind");
    return {address, kind, in.optional_id<domain::BuildingId>("building_id")};
}

Result<Response> add_unit(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto beat = JUNKAI_TRY(params.id<domain::BeatId>("beat"));
    const app::AddUnit command = JUNKAI_TRY(read_body(request, [&](ObjectReader& in) {
        app::AddUnit out{.beat = beat};
        out.kind = in.required_enum<UnitKind>("kind");
        out.dwelling = in.optional_id<domain::DwellingId>("dwelling_id");
        if (auto dwelling = in.optional_object("dwelling", read_dwelling)) {
            out.address = dwelling->address;
            out.dwelling_kind = dwelling->kind;
            out.building = dwelling->building;
        }
        if (out.dwelling.has_value() == out.address.has_value()) in.add("dwelling", "field.one_of_two");
        return out;
    }));
    const auto unit = JUNKAI_TRY(app::add_unit(api.app, caller, command));
    JsonWriter json;
    json.begin_object().field("id", unit.id.str()).field("kind", code_of(unit.kind)).end_object();
    return Response::json(201, json.take());
}

}  // namespace

std::vector<Route> places_routes(const Api& api)
{
    return {
        {Method::Get, "/v1/places", "get_places", answering(api, get_places)},
        {Method::Get, "/v1/beats/{beat}/dwellings", "list_dwellings", answering(api, list_dwellings)},
        {Method::Post, "/v1/beats/{beat}/dwellings", "add_unit", answering(api, add_unit)},
        {Method::Get, "/v1/units/{unit}", "get_unit", answering(api, get_unit)},
    };
}

}  // namespace junkai::http
