// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/directory/page.h"
#include "storage/scope.h"

/// Pages from rows. Reading them needs the transaction and its thread; opening and indexing needs neither.
namespace junkai::storage::directory {

/// Cards of one beat as the store has them, still sealed.
class SealedRows {
public:
    void read_beat(Scope& scope, domain::BeatId beat);
    void read_card(Scope& scope, domain::CardId card);

    /// Opens every cell; from any thread. A card whose key was destroyed meanwhile is left out.
    Page build(const Sealer& sealer) const;

private:
    struct Row {
        PageCard card;
        crypto::KeyRef key;
        std::size_t cell_at;
        std::size_t cell_size;
        std::size_t text_at;
        std::array<std::uint32_t, 4> text_sizes;  ///< town, address, room, building
    };

    void read(const db::Row& row);
    PlaceText place_of(const Row& row) const;

    std::vector<Row> rows_;
    Bytes cells_;
    std::string texts_;
};

/// The cards of `pages` in one page, without opening anything again; `stands(page, card)` says which count.
Page merge(std::span<const Page* const> pages, FunctionRef<bool(std::size_t, const PageCard&)> stands);

}  // namespace junkai::storage::directory
