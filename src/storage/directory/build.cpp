// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/build.h"

#include "sql/cards.h"
#include "storage/cards/places.h"
#include "vault/errors.h"

namespace junkai::storage::directory {

namespace {

/// An opened cell on its way into a page.
struct OpenCell {
    Bytes bytes;

    ~OpenCell() { wipe(bytes); }
};

}  // namespace

void SealedRows::read_beat(Scope& scope, domain::BeatId beat)
{
    scope.transaction.query(
        sql::cards::kListSearchCells, {scope.station, beat}, [&](const db::Row& row) { read(row); });
}

void SealedRows::read_card(Scope& scope, domain::CardId card)
{
    scope.transaction.query(
        sql::cards::kFindSearchRow, {scope.station, card}, [&](const db::Row& row) { read(row); });
}

/// card, unit, key, cell, town, address, room, building.
void SealedRows::read(const db::Row& row)
{
    const BytesView cell = row.bytes(3);
    Row out{.card = {row.id<domain::CardId>(0), row.id<domain::UnitId>(1)},
            .key = {static_cast<std::uint64_t>(row.integer(2))},
            .cell_at = cells_.size(),
            .cell_size = cell.size(),
            .text_at = texts_.size(),
            .text_sizes = {}};
    cells_.insert(cells_.end(), cell.begin(), cell.end());
    for (std::size_t i = 0; i < out.text_sizes.size(); ++i) {
        const int column = 4 + static_cast<int>(i);
        if (row.is_null(column)) continue;
        const std::string_view text = row.text(column);
        out.text_sizes[i] = static_cast<std::uint32_t>(text.size());
        texts_ += text;
    }
    rows_.push_back(out);
}

PlaceText SealedRows::place_of(const Row& row) const
{
    std::size_t at = row.text_at;
    const auto next = [&](std::size_t i) {
        const auto out = std::string_view(texts_).substr(at, row.text_sizes[i]);
        at += out.size();
        return out;
    };
    PlaceText out;
    out.town = next(0);
    out.address = next(1);
    out.room = next(2);
    out.building = next(3);
    return out;
}

Page SealedRows::build(const Sealer& sealer) const
{
    PageBuilder builder(rows_.size());
    OpenCell open;
    cards::SearchCell cell;
    AddressKeys keys;
    for (const Row& row : rows_) {
        try {
            sealer.open_into(row.key,
                             cards::search_place(row.card.card.uuid()),
                             BytesView(cells_).subspan(row.cell_at, row.cell_size),
                             open.bytes);
        } catch (const vault::KeyDestroyed&) {
            // The order went before the row: nobody is to find this card any more.
            continue;
        }
        cards::decode_search_cell(open.bytes, cell);
        const PlaceText place = place_of(row);
        builder.add(row.card, open.bytes, cell, place, keys.of(place));
    }
    return builder.build();
}

Page merge(std::span<const Page* const> pages, FunctionRef<bool(std::size_t, const PageCard&)> stands)
{
    std::size_t cards = 0;
    for (const Page* page : pages)
        cards += page->count();
    PageBuilder builder(cards);
    cards::SearchCell cell;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const Page& page = *pages[i];
        for (std::size_t at = 0; at < page.count(); ++at) {
            const auto card = static_cast<CardAt>(at);
            if (!stands(i, page.card(card))) continue;
            page.read_cell(card, cell);
            builder.add(page.card(card), page.cell(card), cell, page.place(card), page.address_key(card));
        }
    }
    return builder.build();
}

}  // namespace junkai::storage::directory
