// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "storage/places/places.h"

namespace junkai::app {

/// 新しい世帯 (4-1): at a dwelling that is known, or at a new one.
struct AddUnit {
    domain::BeatId beat;
    domain::places::UnitKind kind = domain::places::UnitKind::Household;
    std::optional<domain::DwellingId> dwelling = {};
    /// When no dwelling is named.
    std::optional<domain::places::Address> address = {};
    domain::places::DwellingKind dwelling_kind = domain::places::DwellingKind::Detached;
    std::optional<domain::BuildingId> building = {};
};

Result<domain::places::Unit> add_unit(App& app, const Caller& caller, const AddUnit& command);

}  // namespace junkai::app
