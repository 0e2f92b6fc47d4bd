// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/roster/support.h"

namespace junkai::app {

struct DesignationView {
    domain::roster::Designation designation;
    storage::StoredOfficer officer;
    /// Names of the blocks, the site and the beats that it is bound to; "" for the whole station.
    std::string scope;
    bool current = false;
};

Result<std::vector<DesignationView>>
list_designations(App& app, const Caller& caller, const RosterPage& page);

/// 役割の指定 (3-3, 6-2(1), 3-1b). What it says beside officer, role and time binds it to places.
struct Designate {
    domain::OfficerId officer;
    domain::roster::Role role = domain::roster::Role::CommunityOfficer;
    /// None: from now on.
    std::optional<Instant> from = {};
    std::optional<Instant> to = {};
    std::vector<domain::BlockId> blocks = {};
    std::optional<domain::SiteId> site = {};
    std::vector<domain::BeatId> beats = {};
    std::vector<domain::UnitId> units = {};
    std::string shift_group = {};
    bool acting = false;
    std::string reason = {};
};

Result<DesignationView> create_designation(App& app, const Caller& caller, const Designate& command);

/// Ends it at `at`, or now; the one who may appoint may end.
Result<DesignationView>
end_designation(App& app, const Caller& caller, domain::DesignationId id, const std::optional<Instant>& at);

}  // namespace junkai::app
