// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"

#include <string>
#include <vector>

namespace junkai::app {

/// 警察署を設ける. Prefecture and rules are those of headquarters.
struct CreateStation {
    domain::StationCode code;
    std::string name;
    /// 地域課長の有無 (3-3d).
    bool has_chiiki_kacho = true;
    /// Degrees north and east, for its sunset (4-4b).
    double latitude = 0;
    double longitude = 0;
    std::string phone = {};
};

/// Stored and recorded first, then its vault is made and it is served; a repeat finishes what a crash between
/// the two left undone, and so does the next start.
Result<storage::StoredStation> create_station(App& app, const Caller& caller, const CreateStation& command);

/// 警察署の一覧, headquarters among them: for those who set up stations and their people.
Result<std::vector<storage::StoredStation>> list_stations(App& app, const Caller& caller);

}  // namespace junkai::app
