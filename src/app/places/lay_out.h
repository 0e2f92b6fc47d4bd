// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"

#include <optional>
#include <string>

/// 署を区分する (3-1a): blocks, sites and beats, in that order. Each is there from the next request on.
namespace junkai::app {

/// What they have in common. `since` none: from today.
struct NewPlace {
    domain::StationId station;
    domain::PlaceCode code;
    std::string name;
    std::optional<Date> since = {};
};

Result<domain::places::Block> add_block(App& app, const Caller& caller, const NewPlace& place);

Result<domain::places::Site> add_site(App& app,
                                      const Caller& caller,
                                      const NewPlace& place,
                                      domain::places::SiteKind kind,
                                      const std::optional<domain::BlockId>& block);

Result<domain::places::Beat>
add_beat(App& app, const Caller& caller, const NewPlace& place, domain::SiteId site);

}  // namespace junkai::app
