// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/hits.h"

#include "sql/cards.h"
#include "storage/cards/search_cell.h"
#include "storage/cards/tag.h"
#include "storage/rows.h"

namespace junkai::storage {

using domain::BeatId;
using domain::CardId;
using domain::UnitId;

std::optional<SearchHit> confirm(Scope& scope, const directory::Query& query, const Candidate& candidate)
{
    std::optional<SearchHit> hit;
    scope.transaction.query(sql::cards::kFindHit, {scope.station, candidate.card}, [&](const db::Row& row) {
        const auto card = row.id<CardId>(0);
        const crypto::KeyRef key{static_cast<std::uint64_t>(row.integer(2))};
        const auto opened = scope.sealer.open(key, cards::search_place(card.uuid()), row.bytes(3));
        cards::SearchCell cell;
        cards::decode_search_cell(opened.reveal(), cell);
        const std::string building = row.is_null(7) ? std::string() : string_at(row, 7);
        const std::string address = directory::address_key({row.text(4), row.text(5), row.text(6), building});
        auto why = directory::reasons(query, cell, address);
        if (why.empty()) return;
        hit = SearchHit{.card = card,
                        .unit = row.id<UnitId>(1),
                        .beat = row.id<BeatId>(8),
                        .name = PersonalText(std::string(cell.name)),
                        .kana = PersonalText(std::string(cell.kana)),
                        .town = string_at(row, 4),
                        .address = string_at(row, 5),
                        .room = string_at(row, 6),
                        .tag = cards::open_tag(scope.sealer, key, card, row.bytes(9)),
                        .why = std::move(why)};
    });
    return hit;
}

}  // namespace junkai::storage
