// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/directory/directory.h"

/// 検索結果: candidates of the directory asked again of their rows.
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

/// The hit as the rows of this transaction say; nothing when the card is gone or the words no longer fit.
std::optional<SearchHit> confirm(Scope& scope, const directory::Query& query, const Candidate& candidate);

}  // namespace junkai::storage
