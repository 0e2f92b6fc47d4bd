// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "domain/places/types.h"
#include "domain/visits/types.h"

#include <optional>
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

/// A unit that comes into being, with its key of the walking order.
struct NewUnit {
    domain::places::Unit unit;
    std::string walk_order;
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

    void add(const domain::places::Building& building, Instant now);
    /// `external_key`: the importing list's own key, "" for none.
    void add(const domain::places::Dwelling& dwelling, const std::string& external_key, Instant now);
    /// Counts it in its beat.
    void add(const domain::places::Unit& unit, const std::string& walk_order, Instant now);

    /// Many at once: buildings, then what stands in them, then who is there.
    void add_all(std::span<const domain::places::Building> buildings, Instant now);
    void add_all(std::span<const domain::places::Dwelling> dwellings, Instant now);
    void add_all(std::span<const NewUnit> units, Instant now);

    std::optional<domain::places::Building> find_building(domain::BuildingId id);
    std::optional<domain::BuildingId>
    find_building_at(const std::string& town, const std::string& address, const std::string& name);
    std::optional<domain::places::Dwelling> find_dwelling(domain::DwellingId id);
    bool has_dwelling(const std::string& external_key);

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
