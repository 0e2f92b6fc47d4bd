// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/words.h"
#include "storage/places/places.h"

#include <span>
#include <string>
#include <vector>

namespace junkai::app::demo {

/// Ids of invented records: each a millisecond after the one before, so that they sort as they were made.
class Ids {
public:
    Ids(Instant first, RandomSource& random) : at_(first), random_(random) {}

    template <class AnId>
    AnId make()
    {
        at_ += std::chrono::milliseconds(1);
        return AnId::make(at_, random_);
    }

private:
    Instant at_;
    RandomSource& random_;
};

/// Where a beat lies: one town, or some of its 丁目.
struct Ground {
    Town town;
    /// Beats in the same town before this one, whose numbers it must not use again.
    int before = 0;

    static Ground of_beat(std::span<const Town> towns, std::size_t beat);
};

/// Everything that stands in one beat.
struct Neighbourhood {
    std::string municipality;
    std::vector<domain::places::Building> buildings;
    std::vector<domain::places::Dwelling> dwellings;
    std::vector<storage::NewUnit> units;
    /// Of each unit, where its dwelling stands above.
    std::vector<std::size_t> dwelling_of_unit;
    /// オートロック: buildings whose entrance stays shut.
    std::vector<domain::BuildingId> locked;
};

/// 建物・住戸・世帯 of a beat: blocks and lots numbered from 901, houses (several with one address),
/// apartments whose rooms skip 4 and 9, shops with the owner's household behind. Exactly so many units.
Neighbourhood invent_neighbourhood(
    const domain::places::Beat& beat, const Ground& ground, std::size_t units, Ids& ids, Lots lots);

}  // namespace junkai::app::demo
