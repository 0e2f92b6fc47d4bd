// SPDX-License-Identifier: Apache-2.0
#include "storage/places/places.h"

#include "base/invariant.h"
#include "db/bulk.h"
#include "sql/places.h"
#include "storage/rows.h"

namespace junkai::storage {

using domain::BeatId;
using domain::BuildingId;
using domain::CardId;
using domain::code_of;
using domain::DwellingId;
using domain::StationId;
using domain::UnitId;
using domain::places::Address;
using domain::places::AddressKind;
using domain::places::Building;
using domain::places::Dwelling;
using domain::places::DwellingKind;
using domain::places::HubKind;
using domain::places::Unit;
using domain::places::UnitKind;
using domain::places::UnitState;
using domain::visits::VisitClass;

namespace {

Door read_door(const db::Row& row, StationId station)
{
    Door door{.unit = {.id = row.id<UnitId>(0),
                       .station = station,
                       .beat = row.id<BeatId>(1),
                       .dwelling = row.id<DwellingId>(2),
                       .kind = code_at<UnitKind>(row, 3),
                       .state = code_at<UnitState>(row, 4),
                       .hub = row.is_null(5) ? std::nullopt : std::optional(code_at<HubKind>(row, 5))}};
    door.visit_class = code_at<VisitClass>(row, 6);
    door.walk_order = string_at(row, 7);
    door.exempt = row.flag(8);
    door.last_met_on = row.maybe(9, &db::Row::date);
    door.last_try_on = row.maybe(10, &db::Row::date);
    door.tries_since_met = static_cast<int>(row.integer(11));
    door.not_before = row.maybe(12, &db::Row::date);
    door.card = maybe_id<CardId>(row, 13);
    door.building = maybe_id<BuildingId>(row, 14);
    door.dwelling_kind = code_at<DwellingKind>(row, 15);
    door.address = Address{.written = string_at(row, 17),
                           .kind = code_at<AddressKind>(row, 18),
                           .town = string_at(row, 16),
                           .block = string_at(row, 19),
                           .number = string_at(row, 20),
                           .room = string_at(row, 21)};
    if (!row.is_null(22)) door.building_name = string_at(row, 22);
    door.building_closed_at = row.maybe(23, &db::Row::instant);
    return door;
}

}  // namespace

void Places::add(const Unit& unit, const std::string& walk_order, Instant now)
{
    const NewUnit one{unit, walk_order};
    add_all(std::span(&one, 1), now);
}

void Places::add_all(std::span<const Building> buildings, Instant now)
{
    constexpr std::size_t kWidth = 9;
    std::vector<db::Value> rows;
    rows.reserve(buildings.size() * kWidth);
    for (const Building& one : buildings)
        rows.insert(rows.end(),
                    {station_,
                     one.id,
                     one.beat,
                     one.name,
                     one.name_kana,
                     one.address.town,
                     one.address.written,
                     code_of(one.address.kind),
                     now});
    transaction_.bulk(sql::places::kInsertBuildings, rows);
}

void Places::add_all(std::span<const Dwelling> dwellings,
                     std::span<const std::string> external_keys,
                     Instant now)
{
    invariant(external_keys.empty() || external_keys.size() == dwellings.size(),
              "some dwellings came without their keys");
    constexpr std::size_t kWidth = 13;
    std::vector<db::Value> rows;
    rows.reserve(dwellings.size() * kWidth);
    for (std::size_t i = 0; i < dwellings.size(); ++i) {
        const Dwelling& one = dwellings[i];
        const bool has_key = !external_keys.empty() && !external_keys[i].empty();
        rows.insert(rows.end(),
                    {station_,
                     one.id,
                     one.beat,
                     one.building,
                     one.address.town,
                     one.address.written,
                     code_of(one.address.kind),
                     code_of(one.kind),
                     one.address.block,
                     one.address.number,
                     one.address.room,
                     has_key ? db::Value(external_keys[i]) : db::Value(nullptr),
                     now});
    }
    transaction_.bulk(sql::places::kInsertDwellings, rows);
}

void Places::add_all(std::span<const NewUnit> units, Instant now)
{
    constexpr std::size_t kWidth = 14;

    struct Added {
        std::int64_t units = 0;
        std::int64_t cards = 0;
    };

    std::vector<db::Value> rows;
    rows.reserve(units.size() * kWidth);
    std::map<BeatId, Added> added;
    for (const auto& [unit, walk_order, standing] : units) {
        const db::Value hub = unit.hub ? db::Value(code_of(*unit.hub)) : db::Value(nullptr);
        rows.insert(rows.end(),
                    {station_,
                     unit.id,
                     unit.dwelling,
                     unit.beat,
                     code_of(unit.kind),
                     code_of(class_of(unit)),
                     hub,
                     walk_order,
                     now,
                     standing.last_met_on,
                     standing.last_try_on,
                     standing.tries_since_met,
                     standing.not_before,
                     standing.card});
        Added& in = added[unit.beat];
        ++in.units;
        in.cards += standing.card ? 1 : 0;
    }
    transaction_.bulk(sql::places::kInsertUnits, rows);
    std::vector<db::Value> counters;
    for (const auto& [beat, in] : added)
        counters.insert(counters.end(), {station_, beat, in.units, 0, in.cards});
    transaction_.bulk(sql::places::kAddToBeatCounter, counters);
}

std::set<std::string> Places::list_known_keys(std::span<const std::string> keys)
{
    std::vector<db::Value> rows;
    for (const std::string& key : keys)
        rows.insert(rows.end(), {station_, key});
    std::set<std::string> out;
    db::query_each(transaction_, sql::places::kListKnownKeys, rows, [&](const db::Row& row) {
        out.insert(string_at(row, 0));
    });
    return out;
}

std::map<BuildingPlace, BuildingId> Places::list_buildings_at(std::span<const BuildingPlace> places)
{
    std::vector<db::Value> rows;
    for (const auto& [town, address, name] : places)
        rows.insert(rows.end(), {station_, town, address, name});
    std::map<BuildingPlace, BuildingId> out;
    db::query_each(transaction_, sql::places::kListBuildingsAt, rows, [&](const db::Row& row) {
        out.emplace(BuildingPlace{string_at(row, 0), string_at(row, 1), string_at(row, 2)},
                    row.id<BuildingId>(3));
    });
    return out;
}

std::optional<Building> Places::find_building(BuildingId id)
{
    return transaction_.find(sql::places::kFindBuilding, {station_, id}, [](const db::Row& row) {
        return Building{.id = row.id<BuildingId>(0),
                        .station = row.id<StationId>(1),
                        .beat = row.id<BeatId>(2),
                        .name = string_at(row, 3),
                        .name_kana = string_at(row, 4),
                        .address = {.written = string_at(row, 6),
                                    .kind = code_at<AddressKind>(row, 7),
                                    .town = string_at(row, 5),
                                    .block = {},
                                    .number = {},
                                    .room = {}}};
    });
}

std::optional<Dwelling> Places::find_dwelling(DwellingId id)
{
    return transaction_.find(sql::places::kFindDwelling, {station_, id}, [](const db::Row& row) {
        return Dwelling{.id = row.id<DwellingId>(0),
                        .station = row.id<StationId>(1),
                        .beat = row.id<BeatId>(2),
                        .building = maybe_id<BuildingId>(row, 3),
                        .kind = code_at<DwellingKind>(row, 4),
                        .address = {.written = string_at(row, 6),
                                    .kind = code_at<AddressKind>(row, 7),
                                    .town = string_at(row, 5),
                                    .block = string_at(row, 8),
                                    .number = string_at(row, 9),
                                    .room = string_at(row, 10)},
                        .latitude = std::nullopt,
                        .longitude = std::nullopt};
    });
}

std::optional<Door> Places::find_door(UnitId id)
{
    return transaction_.find(
        sql::places::kFindDoor, {station_, id}, [&](const db::Row& row) { return read_door(row, station_); });
}

std::vector<Door> Places::list_doors(BeatId beat, const DoorCursor& after, int limit)
{
    std::vector<Door> doors;
    transaction_.query(sql::places::kListDoors,
                       {station_, beat, after.walk_order, after.unit, limit},
                       [&](const db::Row& row) { doors.push_back(read_door(row, station_)); });
    return doors;
}

VisitClass class_of(const Unit& unit)
{
    return unit.hub ? VisitClass::Hub : VisitClass::General;
}

}  // namespace junkai::storage
