// SPDX-License-Identifier: Apache-2.0
#include "storage/places/places.h"

#include "sql/places.h"
#include "storage/rows.h"

#include <map>

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

void Places::add(const Building& building, Instant now)
{
    transaction_.execute(sql::places::kInsertBuilding,
                         {station_,
                          building.id,
                          building.beat,
                          building.name,
                          building.name_kana,
                          building.address.town,
                          building.address.written,
                          code_of(building.address.kind),
                          now});
}

void Places::add(const Dwelling& dwelling, const std::string& external_key, Instant now)
{
    const db::Value key = external_key.empty() ? db::Value(nullptr) : db::Value(external_key);
    transaction_.execute(sql::places::kInsertDwelling,
                         {station_,
                          dwelling.id,
                          dwelling.beat,
                          dwelling.building,
                          dwelling.address.town,
                          dwelling.address.written,
                          code_of(dwelling.address.kind),
                          code_of(dwelling.kind),
                          dwelling.address.block,
                          dwelling.address.number,
                          dwelling.address.room,
                          key,
                          now});
}

void Places::add(const Unit& unit, const std::string& walk_order, Instant now)
{
    const db::Value hub = unit.hub ? db::Value(code_of(*unit.hub)) : db::Value(nullptr);
    transaction_.execute(sql::places::kInsertUnit,
                         {station_,
                          unit.id,
                          unit.dwelling,
                          unit.beat,
                          code_of(unit.kind),
                          code_of(class_of(unit)),
                          hub,
                          walk_order,
                          now});
    transaction_.execute(sql::places::kAddToBeatCounter, {station_, unit.beat, 1, 0, 0});
}

void Places::add_all(std::span<const Building> buildings, Instant now)
{
    std::vector<db::Value> rows;
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
    transaction_.bulk(sql::places::kInsertBuilding, rows);
}

void Places::add_all(std::span<const Dwelling> dwellings, Instant now)
{
    std::vector<db::Value> rows;
    for (const Dwelling& one : dwellings)
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
                     nullptr,
                     now});
    transaction_.bulk(sql::places::kInsertDwelling, rows);
}

void Places::add_all(std::span<const NewUnit> units, Instant now)
{
    std::vector<db::Value> rows;
    std::map<BeatId, std::int64_t> counts;
    for (const auto& [unit, walk_order] : units) {
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
                     now});
        ++counts[unit.beat];
    }
    transaction_.bulk(sql::places::kInsertUnit, rows);
    for (const auto& [beat, count] : counts)
        transaction_.execute(sql::places::kAddToBeatCounter, {station_, beat, count, 0, 0});
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

std::optional<BuildingId>
Places::find_building_at(const std::string& town, const std::string& address, const std::string& name)
{
    return transaction_.find(sql::places::kFindBuildingAt,
                             {station_, town, address, name},
                             [](const db::Row& row) { return row.id<BuildingId>(0); });
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

bool Places::has_dwelling(const std::string& external_key)
{
    return transaction_.query(
               sql::places::kFindDwellingByKey, {station_, external_key}, [](const db::Row&) {}) > 0;
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
