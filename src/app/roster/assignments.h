// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/beat_ref.h"
#include "app/roster/support.h"

namespace junkai::app {

struct AssignmentView {
    domain::roster::BeatAssignment assignment;
    storage::StoredOfficer officer;
    BeatRef beat;
    bool current = false;
};

Result<std::vector<AssignmentView>> list_assignments(App& app, const Caller& caller, const RosterPage& page);

/// 巡連区の受持ちの指定 (3-1).
struct AssignABeat {
    domain::OfficerId officer;
    domain::BeatId beat;
    domain::roster::AssignmentKind kind = domain::roster::AssignmentKind::Main;
    std::optional<Instant> from = {};
    std::optional<Instant> to = {};
    std::string reason = {};
};

Result<AssignmentView> create_assignment(App& app, const Caller& caller, const AssignABeat& command);
Result<AssignmentView>
end_assignment(App& app, const Caller& caller, domain::AssignmentId id, const std::optional<Instant>& at);

}  // namespace junkai::app
