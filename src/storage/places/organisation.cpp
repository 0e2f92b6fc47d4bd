// SPDX-License-Identifier: Apache-2.0
#include "storage/places/organisation.h"

#include "sql/organisation.h"
#include "storage/rows.h"

#include <cmath>

namespace junkai::storage {

namespace places = domain::places;
using domain::BeatId;
using domain::BlockId;
using domain::code_of;
using domain::PlaceCode;
using domain::SiteId;
using domain::StationCode;
using domain::StationId;

namespace {

std::int64_t micro_degrees(double degrees)
{
    return std::llround(degrees * 1e6);
}

StoredStation read_station(const db::Row& row)
{
    return {.station = {.id = row.id<StationId>(0),
                        .code = checked_at<StationCode>(row, 1),
                        .name = string_at(row, 2),
                        .has_chiiki_kacho = row.flag(5),
                        .latitude = static_cast<double>(row.integer(6)) / 1e6,
                        .longitude = static_cast<double>(row.integer(7)) / 1e6,
                        .phone = string_at(row, 8)},
            .prefecture = string_at(row, 3),
            .profile = string_at(row, 4),
            .fictional = row.flag(9),
            .headquarters = row.flag(10)};
}

}  // namespace

void Organisation::add(const StoredStation& stored)
{
    const places::Station& station = stored.station;
    transaction_.execute(sql::organisation::kInsertStation,
                         {station.id,
                          station.code.str(),
                          station.name,
                          stored.prefecture,
                          stored.profile,
                          station.has_chiiki_kacho,
                          micro_degrees(station.latitude),
                          micro_degrees(station.longitude),
                          station.phone,
                          stored.fictional,
                          stored.headquarters});
}

std::optional<StoredStation> Organisation::find_station(StationId id)
{
    return transaction_.find(sql::organisation::kFindStation, {id}, read_station);
}

std::vector<StoredStation> Organisation::list_stations()
{
    std::vector<StoredStation> out;
    transaction_.query(
        sql::organisation::kListStations, {}, [&](const db::Row& row) { out.push_back(read_station(row)); });
    return out;
}

void Organisation::add(const places::Block& block)
{
    transaction_.execute(sql::organisation::kInsertBlock,
                         {block.station, block.id, block.code.str(), block.name, block.since});
}

void Organisation::add(const places::Site& site)
{
    transaction_.execute(
        sql::organisation::kInsertSite,
        {site.station, site.id, site.block, site.code.str(), site.name, code_of(site.kind), site.since});
}

void Organisation::add(const places::Beat& beat)
{
    transaction_.execute(sql::organisation::kInsertBeat,
                         {beat.station, beat.id, beat.site, beat.code.str(), beat.name, beat.since});
    transaction_.execute(sql::organisation::kInsertBeatCounter, {beat.station, beat.id});
}

std::vector<places::Block> Organisation::list_blocks(StationId station)
{
    std::vector<places::Block> out;
    transaction_.query(sql::organisation::kListBlocks, {station}, [&](const db::Row& row) {
        out.push_back({.id = row.id<BlockId>(0),
                       .station = row.id<StationId>(1),
                       .code = checked_at<PlaceCode>(row, 2),
                       .name = string_at(row, 3),
                       .since = row.maybe(4, &db::Row::date)});
    });
    return out;
}

std::vector<places::Site> Organisation::list_sites(StationId station)
{
    std::vector<places::Site> out;
    transaction_.query(sql::organisation::kListSites, {station}, [&](const db::Row& row) {
        out.push_back({.id = row.id<SiteId>(0),
                       .station = row.id<StationId>(1),
                       .block = maybe_id<BlockId>(row, 2),
                       .code = checked_at<PlaceCode>(row, 3),
                       .name = string_at(row, 4),
                       .kind = code_at<places::SiteKind>(row, 5),
                       .since = row.maybe(6, &db::Row::date)});
    });
    return out;
}

std::vector<places::Beat> Organisation::list_beats(StationId station)
{
    std::vector<places::Beat> out;
    transaction_.query(sql::organisation::kListBeats, {station}, [&](const db::Row& row) {
        out.push_back({.id = row.id<BeatId>(0),
                       .station = row.id<StationId>(1),
                       .site = row.id<SiteId>(2),
                       .code = checked_at<PlaceCode>(row, 3),
                       .name = string_at(row, 4),
                       .since = row.maybe(5, &db::Row::date)});
    });
    return out;
}

vault::Position Organisation::find_vault_position(StationId station)
{
    return transaction_
        .find(sql::organisation::kFindVaultPosition,
              {station},
              [](const db::Row& row) {
                  return vault::Position{static_cast<std::uint64_t>(row.integer(0)),
                                         static_cast<std::uint64_t>(row.integer(1))};
              })
        .value_or(vault::Position());
}

void Organisation::put_vault_position(StationId station, const vault::Position& position)
{
    transaction_.execute(
        sql::organisation::kPutVaultPosition,
        {station, static_cast<std::int64_t>(position.epoch), static_cast<std::int64_t>(position.handed_out)});
}

}  // namespace junkai::storage
