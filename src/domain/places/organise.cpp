// SPDX-License-Identifier: Apache-2.0
#include "domain/places/organise.h"

#include <algorithm>

namespace junkai::domain::places {

namespace {

constexpr double kSouth = 20;
constexpr double kNorth = 46;
constexpr double kWest = 122;
constexpr double kEast = 154;

template <class Place>
bool is_code_taken(const Place& wanted, const std::vector<Place>& others)
{
    return std::ranges::any_of(others, [&](const Place& other) { return other.code == wanted.code; });
}

template <class Place, class AnId>
bool is_in_station(const std::vector<Place>& places, AnId id, StationId station)
{
    return std::ranges::any_of(
        places, [&](const Place& place) { return place.id == id && place.station == station; });
}

}  // namespace

Result<Station> decide_station(const Station& wanted, const std::vector<Station>& others)
{
    if (is_code_taken(wanted, others)) return Refusal{"places.code_taken", ""};
    if (!(wanted.latitude >= kSouth && wanted.latitude <= kNorth && wanted.longitude >= kWest &&
          wanted.longitude <= kEast))
        return Refusal{"places.not_in_japan", "4-4b"};
    return wanted;
}

Result<Block> decide_block(const Block& wanted, const std::vector<Block>& others)
{
    if (is_code_taken(wanted, others)) return Refusal{"places.code_taken", ""};
    return wanted;
}

Result<Site>
decide_site(const Site& wanted, const std::vector<Block>& blocks, const std::vector<Site>& others)
{
    if (wanted.block && !is_in_station(blocks, *wanted.block, wanted.station))
        return Refusal{"places.no_such_block", "3-3c"};
    if (is_code_taken(wanted, others)) return Refusal{"places.code_taken", ""};
    return wanted;
}

Result<Beat> decide_beat(const Beat& wanted, const std::vector<Site>& sites, const std::vector<Beat>& others)
{
    if (!is_in_station(sites, wanted.site, wanted.station)) return Refusal{"places.no_such_site", "3-1a"};
    if (is_code_taken(wanted, others)) return Refusal{"places.code_taken", ""};
    return wanted;
}

}  // namespace junkai::domain::places
