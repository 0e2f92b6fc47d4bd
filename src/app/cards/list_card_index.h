// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/view.h"

namespace junkai::app {

struct IndexPage {
    std::vector<storage::StoredIndexRow> rows;
    /// The number of the first row in the whole list, from 1.
    std::size_t first_no = 1;
    bool is_last = true;
};

/// 巡回連絡カード索引 (5-3) of a beat, the rows after `after`.
Result<IndexPage> list_card_index(App& app,
                                  const Caller& caller,
                                  domain::BeatId beat,
                                  storage::IndexOrder order,
                                  const std::optional<domain::CardId>& after,
                                  int limit);

}  // namespace junkai::app
