// SPDX-License-Identifier: Apache-2.0
#include "storage/cards/names.h"

#include "base/errors.h"
#include "sql/cards.h"
#include "storage/cards/places.h"
#include "storage/cards/search_cell.h"
#include "storage/cards/tag.h"

#include <algorithm>
#include <array>

namespace junkai::storage {

using domain::CardId;

namespace {

/// The statement asks for so many at once.
constexpr std::size_t kAtOnce = 16;

}  // namespace

std::unordered_map<CardId, CardName> CardNames::of(std::span<const CardId> cards)
{
    std::unordered_map<CardId, CardName> out;
    out.reserve(cards.size());
    cards::SearchCell cell;
    for (std::size_t first = 0; first < cards.size(); first += kAtOnce) {
        const auto some = cards.subspan(first, std::min(kAtOnce, cards.size() - first));
        std::vector<db::Value> values{scope_.station};
        for (std::size_t i = 0; i < kAtOnce; ++i)
            values.emplace_back(some[std::min(i, some.size() - 1)]);
        scope_.transaction.query(sql::cards::kListCardNames, values, [&](const db::Row& row) {
            const auto card = row.id<CardId>(0);
            const crypto::KeyRef key{static_cast<std::uint64_t>(row.integer(1))};
            const auto opened = scope_.sealer.open(key, cards::search_place(card.uuid()), row.bytes(2));
            cards::decode_search_cell(opened.reveal(), cell);
            out.emplace(card,
                        CardName{PersonalText(std::string(cell.name)),
                                 PersonalText(std::string(cell.kana)),
                                 cards::open_tag(scope_.sealer, key, card, row.bytes(3))});
        });
    }
    return out;
}

}  // namespace junkai::storage
