// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cards/rules.h"
#include "domain/cards/types.h"
#include "domain/visits/types.h"

#include "base/result.h"

namespace junkai::domain::cards {

/// What an officer enters as a correction: the whole content as it should stand now.
struct CorrectionEntry {
    CorrectionId id;
    /// The version he saw.
    int seen_version = 1;
    Date on;
    Cooperation with = Cooperation::Self;
    ToldHow how = ToldHow::AtTheDoor;
    CardContent content = {};
    /// For single fields; what is not named was told on that day in that way.
    std::vector<Provenance> provenance = {};
    OfficerId by;
};

/// 補正の可否 (5-5(1)). A changed content is corrected with the resident's cooperation: the same card, one
/// version more, the old values kept. `visit` is the visit at which it was learned; none when told by phone
/// or at a counter.
Result<HouseholdCard> decide_correction(const HouseholdCard& card,
                                        const CorrectionEntry& entry,
                                        const visits::Visit* visit,
                                        Instant now,
                                        const CardRules& rules);

}  // namespace junkai::domain::cards
