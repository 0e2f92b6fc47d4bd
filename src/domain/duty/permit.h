// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/duty/types.h"

#include "base/result.h"

#include <vector>

namespace junkai::domain::duty {

/// 職務としての資格: the role under which the actor has an operation at all, somewhere.
struct Standing {
    roster::Role role;
    std::string_view clause;
};

/// Depends on the actor alone: whether some active appointment gives the operation at all, wherever that may
/// reach. If none does the refusal is `duty.not_permitted` and names the clause.
Result<Standing> stand(const Actor& actor, Operation operation, Instant at, const DutySettings& settings);

/// 職務権限の判断 (domain: authority matrix). May this actor do this to this subject at this instant? Judged
/// in an order that lets no refusal tell whether the subject is there:
/// 1. `duty.not_permitted` (403) when no appointment gives the operation at all, and `duty.purpose_missing`
///    when it opens residents' data and no purpose is stated (6-6): both said of the actor and the request
///    alone, before the subject is looked at;
/// 2. `duty.not_found` (404) when the subject is absent (none), of another station or out of the actor's
///    reach;
/// 3. `duty.self_approval` for one's own request, which its author knows of.
Result<Permit> permit(const Actor& actor,
                      Operation operation,
                      const std::optional<Subject>& subject,
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
