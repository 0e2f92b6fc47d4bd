// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "domain/places/types.h"
#include "domain/visits/types.h"

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

/// 建物・住戸・世帯. Places are not personal data: they may be read before a permit, which depends on them.
namespace junkai::storage {

/// 世帯 with all that says where it is, and the counters that its visits keep.
struct Door {
    domain::places::Unit unit;
    domain::visits::VisitClass visit_class = domain::visits::VisitClass::General;
    domain::places::DwellingKind dwelling_kind = domain::places::DwellingKind::Detached;
    domain::places::Address address = {};
    std::optional<domain::BuildingId> building = {};
    std::string building_name = {};
    std::string walk_order = {};
    bool exempt = false;
    std::optional<Date> last_met_on = {};
    std::optional<Date> last_try_on = {};
    int tries_since_met = 0;
    std::optional<Date> not_before = {};
    std::optional<Instant> building_closed_at = {};
    /// The live card; who may not open it must not learn of it.
    std::optional<domain::CardId> card = {};
};

/// What the visits and the card of a unit have left in its row.
struct UnitStanding {
    std::optional<Date> last_met_on = {};
    std::optional<Date> last_try_on = {};
    int tries_since_met = 0;
    std::optional<Date> not_before = {};
    /// The live card.
    std::optional<domain::CardId> card = {};
};

/// A unit that comes into being, with its key of the walking order; `standing` is for one whose past comes
/// with it.
struct NewUnit {
    domain::places::Unit unit;
    std::string walk_order;
    UnitStanding standing = {};
};

/// A building by what lists say of it.
struct BuildingPlace {
    std::string town;
    std::string address;
    std::string name;

    auto operator<=>(const BuildingPlace&) const = default;
};

/// Where a list of doors goes on.
struct DoorCursor {
    std::string walk_order = {};
    Uuid unit = {};
};

class Places {
public:
    Places(db::Transaction& transaction, domain::StationId station)
        : transaction_(transaction), station_(station)
    {
    }

    void add(const domain::places::Building& building, Instant now) { add_all(std::span(&building, 1), now); }

    /// `external_key`: the importing list's own key, "" for none.
    void add(const domain::places::Dwelling& dwelling, const std::string& external_key, Instant now)
    {
        add_all(std::span(&dwelling, 1), std::span(&external_key, 1), now);
    }

    /// Counts it in its beat.
    void add(const domain::places::Unit& unit, const std::string& walk_order, Instant now);

    /// Many at once: buildings, then what stands in them, then who is there. `external_keys`: one beside each
    /// dwelling, or none at all.
    void add_all(std::span<const domain::places::Building> buildings, Instant now);
    void add_all(std::span<const domain::places::Dwelling> dwellings,
                 std::span<const std::string> external_keys,
                 Instant now);
    /// Counts them, and the cards they stand with, in their beats.
    void add_all(std::span<const NewUnit> units, Instant now);

    /// Which of these lists' own keys a dwelling has already.
    std::set<std::string> list_known_keys(std::span<const std::string> keys);
    /// Those of the buildings that are there; of several alike the first made.
    std::map<BuildingPlace, domain::BuildingId> list_buildings_at(std::span<const BuildingPlace> places);

    std::optional<domain::places::Building> find_building(domain::BuildingId id);
    std::optional<domain::places::Dwelling> find_dwelling(domain::DwellingId id);

    std::optional<Door> find_door(domain::UnitId id);
    /// In walking order.
    std::vector<Door> list_doors(domain::BeatId beat, const DoorCursor& after, int limit);

private:
    db::Transaction& transaction_;
    domain::StationId station_;
};

/// 拠点 for a unit with a hub kind, else 一般.
domain::visits::VisitClass class_of(const domain::places::Unit& unit);

}  // namespace junkai::storage
