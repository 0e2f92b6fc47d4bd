// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cards/rules.h"
#include "domain/cards/types.h"
#include "domain/places/types.h"
#include "domain/visits/types.h"

#include "base/result.h"

namespace junkai::domain::cards {

/// What an officer enters as a new card.
struct CardEntry {
    CardId id;
    Route route = Route::SelfFilled;
    Instant notice_shown_at;
    std::string guide_language = {};
    CardContent content = {};
    std::vector<Provenance> provenance = {};
    OfficerId by;
};

/// What is known when it is entered.
struct CardFacts {
    StationId station;
    UnitId unit;
    places::UnitKind unit_kind = places::UnitKind::Household;
    /// The visit at which it was made.
    visits::Visit visit;
    bool has_live_card = false;
    bool has_old_slip = false;
    /// The next number of the station.
    CardNo number;
};

/// カード作成の可否 (4-3(2), 4-7(3), 5-5a). Routes R1 and R3 begin at a visit at which somebody was met; R2
/// and R4 have doors of their own and are refused here.
Result<HouseholdCard>
decide_creation(const CardEntry& entry, const CardFacts& facts, Instant now, const CardRules& rules);

/// 4-7(3): each filled field has been told and agreed where that is required, and nothing is said of an empty
/// one.
Result<void> check_provenance(const CardContent& content,
                              const std::vector<Provenance>& provenance,
                              bool is_required,
                              Instant notice_shown_at,
                              Instant now);

}  // namespace junkai::domain::cards
