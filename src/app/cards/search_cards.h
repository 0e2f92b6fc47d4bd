// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/view.h"
#include "storage/directory/hits.h"

namespace junkai::app {

struct FoundCard {
    storage::SearchHit hit;
    std::string beat_name;
};

struct SearchAnswer {
    std::vector<FoundCard> items;
    /// There is more than is shown; how much is not told.
    bool more = false;
};

inline constexpr std::size_t kMostHits = 50;

/// 検索 (6-6): what the caller may see, for a stated purpose. Nothing there, nothing to see and no right to
/// see anything give the same empty answer; the ledger knows better.
Result<SearchAnswer> search_cards(App& app, const Caller& caller, const PersonalText& words);

}  // namespace junkai::app
