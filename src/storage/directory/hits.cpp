// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/hits.h"

#include "base/invariant.h"
#include "sql/cards.h"
#include "storage/cards/search_cell.h"
#include "storage/cards/tag.h"
#include "storage/rows.h"

#include <algorithm>
#include <array>

namespace junkai::storage {

using directory::Query;
using domain::BeatId;
using domain::CardId;
using domain::UnitId;

namespace {

/// The statement asks for so many tags at once.
constexpr std::size_t kTagsAtOnce = 16;

crypto::KeyRef key_at(const db::Row& row, int column)
{
    return {static_cast<std::uint64_t>(row.integer(column))};
}

SearchHit show(const Query& query, const Candidate& candidate, cards::SearchCell& cell)
{
    const directory::Page& page = *candidate.page;
    page.read_cell(candidate.at, cell);
    const directory::PlaceText place = page.place(candidate.at);
    return {.card = candidate.card,
            .unit = candidate.unit,
            .beat = candidate.beat,
            .name = PersonalText(std::string(cell.name)),
            .kana = PersonalText(std::string(cell.kana)),
            .town = std::string(place.town),
            .address = std::string(place.address),
            .room = std::string(place.room),
            .tag = {},
            .why = directory::reasons(query, cell, page.address_key(candidate.at))};
}

/// The hit as its rows say; nothing when the card is gone or the words no longer fit.
std::optional<SearchHit> ask_rows(Scope& scope, const Query& query, CardId id)
{
    std::optional<SearchHit> hit;
    scope.transaction.query(sql::cards::kFindHit, {scope.station, id}, [&](const db::Row& row) {
        const crypto::KeyRef key = key_at(row, 2);
        const auto opened = scope.sealer.open(key, cards::search_place(id.uuid()), row.bytes(3));
        cards::SearchCell cell;
        cards::decode_search_cell(opened.reveal(), cell);
        const std::string building = row.is_null(7) ? std::string() : string_at(row, 7);
        const std::string address = directory::address_key({row.text(4), row.text(5), row.text(6), building});
        auto why = directory::reasons(query, cell, address);
        if (why.empty()) return;
        hit = SearchHit{.card = id,
                        .unit = row.id<UnitId>(1),
                        .beat = row.id<BeatId>(8),
                        .name = PersonalText(std::string(cell.name)),
                        .kana = PersonalText(std::string(cell.kana)),
                        .town = string_at(row, 4),
                        .address = string_at(row, 5),
                        .room = string_at(row, 6),
                        .tag = cards::open_tag(scope.sealer, key, id, row.bytes(9)),
                        .why = std::move(why)};
    });
    return hit;
}

bool is_allowed(const SearchHit& hit, const SearchArea& area)
{
    return std::ranges::find(area.beats, hit.beat) != area.beats.end() ||
           std::ranges::find(area.units, hit.unit) != area.units.end();
}

/// Tags of hits that were shown from a page: opened once, then kept there.
class TagReader {
public:
    explicit TagReader(Scope& scope) : scope_(scope) {}

    void read(SearchHit& hit, const Candidate& candidate)
    {
        if (const auto known = candidate.page->tag(candidate.at))
            hit.tag = *known;
        else
            missing_.push_back(candidate);
    }

    void fill(std::vector<SearchHit>& hits)
    {
        for (std::size_t first = 0; first < missing_.size(); first += kTagsAtOnce)
            fetch(std::span(missing_).subspan(first, std::min(kTagsAtOnce, missing_.size() - first)));
        for (const Candidate& one : missing_) {
            const auto tag = one.page->tag(one.at);
            invariant(tag.has_value(), "a card of a current page has no row");
            std::ranges::find(hits, one.card, &SearchHit::card)->tag = *tag;
        }
    }

private:
    void fetch(std::span<const Candidate> some)
    {
        std::vector<db::Value> values{scope_.station};
        for (std::size_t i = 0; i < kTagsAtOnce; ++i)
            values.emplace_back(some[std::min(i, some.size() - 1)].card);
        scope_.transaction.query(sql::cards::kListCardTags, values, [&](const db::Row& row) {
            const auto card = row.id<CardId>(0);
            const auto one = std::ranges::find(some, card, &Candidate::card);
            one->page->remember_tag(one->at,
                                    cards::open_tag(scope_.sealer, key_at(row, 1), card, row.bytes(2)));
        });
    }

    Scope& scope_;
    std::vector<Candidate> missing_;
};

}  // namespace

SearchHits
find_hits(Scope& scope, Directory& directory, const SearchArea& area, const Query& query, std::size_t most)
{
    SearchHits out;
    TagReader tags(scope);
    cards::SearchCell cell;
    for (const Candidate& candidate : directory.search(scope, area, query, most + 1)) {
        auto hit = candidate.is_current ? std::optional(show(query, candidate, cell))
                                        : ask_rows(scope, query, candidate.card);
        if (!hit || (!candidate.is_current && !is_allowed(*hit, area))) continue;
        out.more = out.items.size() == most;
        if (out.more) break;
        if (candidate.is_current) tags.read(*hit, candidate);
        out.items.push_back(std::move(*hit));
    }
    tags.fill(out.items);
    return out;
}

}  // namespace junkai::storage
