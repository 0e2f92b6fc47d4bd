// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "app/beat_ref.h"
#include "app/places/support.h"
#include "storage/places/places.h"

namespace junkai::app {

/// 署の組織: blocks, sites and beats, and who has each beat now.
struct OrganisationView {
    std::shared_ptr<const Frame> frame;
    /// Beat → name of its main officer; a beat without an entry is vacant (空き巡連区).
    std::unordered_map<domain::BeatId, std::string> officers;
};

/// `station`: of another one, for headquarters.
Result<OrganisationView>
get_places(App& app, const Caller& caller, const std::optional<domain::StationId>& station = {});

/// Doors of a beat in walking order, without any name.
Result<std::vector<storage::Door>> list_dwellings(
    App& app, const Caller& caller, domain::BeatId beat, const storage::DoorCursor& after, int limit);

/// One unit's place, and what the caller may do there now.
struct UnitView {
    storage::Door door;
    BeatRef beat;
    std::optional<Instant> sunset;
    std::vector<domain::duty::Operation> may;
};

Result<UnitView> get_unit(App& app, const Caller& caller, domain::UnitId unit);

}  // namespace junkai::app
