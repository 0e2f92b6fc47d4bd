// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/cards/cards.h"
#include "storage/directory/page.h"
#include "storage/directory/query.h"
#include "storage/scope.h"

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <unordered_map>
#include <vector>

/// 検索の索引 of one station, in locked memory only: built from the search cells, brought up to date after
/// each commit, and built again for a beat that somebody else changed.
namespace junkai::storage {

/// A card that the words fit, before its rows have been asked.
struct Candidate {
    domain::CardId card;
    domain::UnitId unit;
    domain::BeatId beat;
    /// Small is better.
    int rank = 0;
};

class Directory {
public:
    /// Cards of these beats that fit all words of the query, the best first; at most `most`. Pages that are
    /// behind the transaction's rows are built first.
    std::vector<Candidate> search(Scope& scope,
                                  std::span<const domain::BeatId> beats,
                                  const directory::Query& query,
                                  std::size_t most);

    /// After the commit of `scope`'s transaction the card is found by its new keys.
    void follow(Scope& scope, const DirectoryChange& change);

    /// Bytes of locked memory, and beats whose pages stand.
    struct Size {
        std::size_t bytes = 0;
        std::size_t beats = 0;
        std::size_t cards = 0;
    };

    Size size() const;

private:
    using PageRef = std::shared_ptr<const directory::Page>;

    /// The page of a beat and, one page each, the cards that were written since.
    struct Beat {
        std::int64_t version = 0;
        PageRef base;
        std::vector<PageRef> later;
        /// Where each of those cards stands now, counted from 1 in `later`.
        std::unordered_map<domain::CardId, std::size_t> newest;
    };

    using BeatRef = std::shared_ptr<const Beat>;

    std::vector<std::pair<domain::BeatId, BeatRef>> beats_now(Scope& scope,
                                                              std::span<const domain::BeatId> beats);
    BeatRef find(domain::BeatId beat) const;
    void put(domain::BeatId beat, BeatRef fresh);
    void apply(domain::BeatId beat, std::int64_t version, domain::CardId card, PageRef page);

    mutable std::shared_mutex mutex_;
    std::unordered_map<domain::BeatId, BeatRef> beats_;
};

}  // namespace junkai::storage
