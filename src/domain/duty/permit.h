// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/duty/types.h"

#include "base/result.h"

#include <vector>

namespace junkai::domain::duty {

/// 職務権限の判断 (domain: authority matrix). May this actor do this to this subject at this instant?
/// Another station is invisible: whoever has no appointment there gets `duty.not_found`, the same answer as
/// for a thing that does not exist. Within the station the refusal is `duty.not_permitted` and names the
/// clause. Operations that open residents' data demand a purpose (6-6).
Result<Permit> permit(const Actor& actor,
                      Operation operation,
                      const Subject& subject,
                      Instant at,
                      const DutySettings& settings,
                      std::optional<Purpose> purpose = std::nullopt);

/// The one answer for what does not exist, what is refused and what lies out of the actor's right.
Refusal neutral_refusal();

/// Every place that the actor's active appointments open to an operation in one station, for lists and
/// searches that span "what the actor may see". Rights under different roles add up.
struct Reach {
    bool whole_station = false;
    std::vector<BlockId> blocks;
    std::vector<SiteId> sites;
    std::vector<BeatId> beats;
    std::vector<UnitId> units;

    bool is_nothing() const
    {
        return !whole_station && blocks.empty() && sites.empty() && beats.empty() && units.empty();
    }
};

/// The operation that appoints to a role (2.2, "appointed by").
Operation operation_to_designate(roster::Role role);

/// What the actor may see or do under an operation in one station.
Reach reach(
    const Actor& actor, Operation operation, StationId station, Instant at, const DutySettings& settings);

}  // namespace junkai::domain::duty
