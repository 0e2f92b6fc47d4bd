// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/directory/directory.h"

/// 検索結果: what a search shows.
namespace junkai::storage {

struct SearchHit {
    domain::CardId card;
    domain::UnitId unit;
    domain::BeatId beat;
    PersonalText name;
    PersonalText kana;
    std::string town;
    std::string address;
    std::string room;
    Uuid tag;
    std::vector<directory::Reason> why;
};

struct SearchHits {
    std::vector<SearchHit> items;
    /// There is more than `most`; how much is not told.
    bool more = false;
};

/// The best hits as the rows of this transaction say. A page whose version is the rows' own says the same as
/// they do, since whatever changes a search cell raises the version with it; a hit of a page that knows more
/// is asked of its rows.
SearchHits find_hits(Scope& scope,
                     Directory& directory,
                     const SearchArea& area,
                     const directory::Query& query,
                     std::size_t most);

}  // namespace junkai::storage
