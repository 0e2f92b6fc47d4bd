// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cards/types.h"
#include "domain/places/types.h"

namespace junkai::domain::cards {

/// 巡回連絡カード索引の一行 (5-3(1), 5-3(2)). Derived from card and door, so that no card is without its row
/// and no row says otherwise than its card.
IndexRow index_row(const HouseholdCard& card, const places::Dwelling& dwelling);

/// 綴りの区分 (6-4(1)): apartments and the like apart from owner-occupied houses, by the kind of the
/// dwelling.
BinderClass binder_class(places::UnitKind unit, places::DwellingKind dwelling);

}  // namespace junkai::domain::cards
