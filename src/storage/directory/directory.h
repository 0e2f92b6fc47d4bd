// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/cards/cards.h"
#include "storage/directory/build.h"
#include "storage/directory/query.h"

#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

/// 検索の索引 of one station, in locked memory only: built from the search cells, brought up to date after
/// each commit, and built again for a beat that somebody else changed.
namespace junkai::storage {

/// Where a search may look: all cards of some beats, and single units wherever they stand.
struct SearchArea {
    std::vector<domain::BeatId> beats;
    std::vector<domain::UnitId> units = {};
    /// Beats in which those units may stand.
    std::vector<domain::BeatId> beats_of_units = {};
};

/// A card that the words fit.
struct Candidate {
    domain::CardId card;
    domain::UnitId unit;
    domain::BeatId beat;
    /// Small is better.
    int rank = 0;
    /// Where its opened cell lies.
    std::shared_ptr<const directory::Page> page;
    directory::CardAt at = 0;
    /// The page says what the rows of this transaction say. Otherwise it knows more than they do, and they
    /// have to be asked.
    bool is_current = false;
};

class Directory {
public:
    /// Cards of the area that fit all words of the query, the best first, then by beat and age; at most
    /// `most`, more only where rows have to be asked. Pages that are behind the transaction's rows are built
    /// first.
    std::vector<Candidate>
    search(Scope& scope, const SearchArea& area, const directory::Query& query, std::size_t most);

    /// After the commit of `scope`'s transaction the card is found by its new keys.
    void follow(Scope& scope, const DirectoryChange& change);

    /// Wipes the pages of a beat, once searches that are under way have ended: before a destruction is
    /// certified.
    void forget(domain::BeatId beat);

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

        bool stands(std::size_t place, domain::CardId card) const;
    };

    using BeatRef = std::shared_ptr<const Beat>;

    struct Versioned {
        domain::BeatId beat;
        std::int64_t version = 0;
    };

    /// All beats that stand, by id. Replaced as a whole, so that a search holds one thing only.
    struct Standing {
        domain::BeatId beat;
        BeatRef pages;
    };

    using Snapshot = std::vector<Standing>;

    struct Known {
        domain::BeatId beat;
        const Beat* pages = nullptr;
        bool is_current = false;
    };

    class Search;

    static const Standing* find(const Snapshot& all, domain::BeatId beat);
    std::shared_ptr<const Snapshot> now() const;
    /// The beats as asked for, with pages that are not behind; they live as long as the snapshot.
    std::vector<Known>
    beats_now(Scope& scope, std::span<const domain::BeatId> beats, std::shared_ptr<const Snapshot>& snapshot);
    std::vector<Versioned> behind(std::span<const Versioned> wanted) const;
    void build(Scope& scope, std::span<const Versioned> wanted);
    void put(domain::BeatId beat, BeatRef fresh);
    void apply(const DirectoryChange& change, PageRef page);

    mutable std::mutex mutex_;
    std::shared_ptr<const Snapshot> snapshot_ = std::make_shared<Snapshot>();
    /// Held while pages are built, so that many first searches build them once.
    std::mutex building_;
};

}  // namespace junkai::storage
