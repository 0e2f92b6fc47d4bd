// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/directory.h"

#include "sql/cards.h"
#include "storage/cards/places.h"
#include "storage/cards/search_cell.h"

#include <algorithm>

namespace junkai::storage {

using directory::KeyKind;
using directory::Match;
using directory::Page;
using directory::PageBuilder;
using directory::Query;
using directory::QueryWord;
using domain::BeatId;
using domain::CardId;
using domain::UnitId;

namespace {

/// With more single cards than this a beat is built anew.
constexpr std::size_t kMostLater = 64;
constexpr std::size_t kCardsOfBeat = 1500;
/// What a broad word collects before ranking; more would only cost time, since the caller shows far fewer.
constexpr std::size_t kMostCandidates = 5000;

void add_cell(PageBuilder& builder, const cards::SearchCell& cell, std::string_view address)
{
    for (const cards::NameKey& name : cell.names)
        builder.add_key(KeyKind::Name, name.key);
    for (const std::string_view reading : cell.readings)
        builder.add_key(KeyKind::Reading, reading);
    for (const std::string_view phone : cell.phones)
        builder.add_key(KeyKind::Phone, phone);
    builder.add_key(KeyKind::Address, address);
}

class RowReader {
public:
    RowReader(Scope& scope, PageBuilder& builder) : scope_(scope), builder_(builder) {}

    /// card, unit, key, cell, town, address, room, building.
    void read(const db::Row& row)
    {
        const auto card = row.id<CardId>(0);
        const crypto::KeyRef key{static_cast<std::uint64_t>(row.integer(2))};
        const auto opened = scope_.sealer.open(key, cards::search_place(card.uuid()), row.bytes(3));
        cards::decode_search_cell(opened.reveal(), cell_);
        builder_.add_card({card, row.id<UnitId>(1), cell_.serial});
        const std::string_view building = row.is_null(7) ? std::string_view() : row.text(7);
        add_cell(builder_, cell_, directory::address_key({row.text(4), row.text(5), row.text(6), building}));
    }

private:
    Scope& scope_;
    PageBuilder& builder_;
    cards::SearchCell cell_;
};

Page build_beat(Scope& scope, BeatId beat)
{
    PageBuilder builder(kCardsOfBeat);
    RowReader reader(scope, builder);
    scope.transaction.query(
        sql::cards::kListSearchCells, {scope.station, beat}, [&](const db::Row& row) { reader.read(row); });
    return builder.build();
}

Page build_card(Scope& scope, CardId card)
{
    PageBuilder builder(1);
    RowReader reader(scope, builder);
    scope.transaction.query(
        sql::cards::kFindSearchRow, {scope.station, card}, [&](const db::Row& row) { reader.read(row); });
    return builder.build();
}

void find_word(const Page& page, const QueryWord& word, std::vector<Match>& out)
{
    page.find(KeyKind::Name, word.name_key.reveal(), out);
    page.find(KeyKind::Reading, word.reading_key.reveal(), out);
    page.find(KeyKind::Address, word.name_key.reveal(), out);
    page.find(KeyKind::Phone, word.digits.reveal(), out);
    if (word.card_no) page.find_serial(word.card_no->serial(), out);
}

/// Whole names before their beginnings before parts, persons before addresses.
int rank_of(const Match& match)
{
    return match.rank + (match.kind == KeyKind::Address ? 4 : 0);
}

constexpr int kUnfit = -1;

/// For each card of a page the sum of its best ranks over all words; kUnfit when one of them does not fit.
std::vector<int> find_all(const Page& page, const Query& query)
{
    std::vector<int> fitting(page.cards().size(), 0);
    std::vector<Match> matches;
    for (const QueryWord& word : query.words) {
        matches.clear();
        find_word(page, word, matches);
        if (matches.empty()) return {};
        std::vector<int> best(fitting.size(), kUnfit);
        for (const Match& match : matches) {
            if (fitting[match.card] == kUnfit) continue;
            const int rank = fitting[match.card] + rank_of(match);
            int& there = best[match.card];
            if (there == kUnfit || rank < there) there = rank;
        }
        fitting = std::move(best);
    }
    return fitting;
}

}  // namespace

Directory::BeatRef Directory::find(BeatId beat) const
{
    const std::shared_lock lock(mutex_);
    const auto at = beats_.find(beat);
    return at == beats_.end() ? nullptr : at->second;
}

void Directory::put(BeatId beat, BeatRef fresh)
{
    const std::unique_lock lock(mutex_);
    BeatRef& there = beats_[beat];
    if (!there || there->version < fresh->version) there = std::move(fresh);
}

std::vector<std::pair<BeatId, Directory::BeatRef>> Directory::beats_now(Scope& scope,
                                                                        std::span<const BeatId> beats)
{
    std::unordered_map<BeatId, std::int64_t> versions;
    scope.transaction.query(sql::cards::kListDirectoryVersions, {scope.station}, [&](const db::Row& row) {
        versions.emplace(row.id<BeatId>(0), row.integer(1));
    });
    std::vector<std::pair<BeatId, BeatRef>> out;
    for (const BeatId beat : beats) {
        const auto version = versions.find(beat);
        if (version == versions.end()) continue;
        BeatRef known = find(beat);
        // A page may know more than this snapshot: its hits are asked of the rows anyway.
        if (!known || known->version < version->second) {
            auto fresh = std::make_shared<Beat>();
            fresh->version = version->second;
            fresh->base = std::make_shared<Page>(build_beat(scope, beat));
            known = fresh;
            put(beat, known);
        }
        out.emplace_back(beat, std::move(known));
    }
    return out;
}

std::vector<Candidate>
Directory::search(Scope& scope, std::span<const BeatId> beats, const Query& query, std::size_t most)
{
    std::vector<Candidate> out;
    if (query.words.empty()) return out;
    for (const auto& [beat, known] : beats_now(scope, beats)) {
        const auto collect = [&, id = beat](const Page& page, std::size_t place) {
            const std::vector<int> ranks = find_all(page, query);
            for (std::size_t at = 0; at < ranks.size() && out.size() < kMostCandidates; ++at) {
                if (ranks[at] == kUnfit) continue;
                const auto& card = page.cards()[at];
                const auto newest = known->newest.find(card.card);
                const std::size_t stands_at = newest == known->newest.end() ? 0 : newest->second;
                if (stands_at == place) out.push_back({card.card, card.unit, id, ranks[at]});
            }
        };
        collect(*known->base, 0);
        for (std::size_t i = 0; i < known->later.size(); ++i)
            collect(*known->later[i], i + 1);
    }
    const auto before = [](const Candidate& a, const Candidate& b) {
        return std::tie(a.rank, a.card) < std::tie(b.rank, b.card);
    };
    const std::size_t wanted = std::min(most, out.size());
    std::ranges::partial_sort(out, out.begin() + static_cast<std::ptrdiff_t>(wanted), before);
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(wanted), out.end());
    return out;
}

void Directory::follow(Scope& scope, const DirectoryChange& change)
{
    auto page = std::make_shared<const Page>(build_card(scope, change.card));
    scope.transaction.after_commit(
        [this, change, page] { apply(change.beat, change.version, change.card, page); });
}

void Directory::apply(BeatId beat, std::int64_t version, CardId card, PageRef page)
{
    const std::unique_lock lock(mutex_);
    const auto at = beats_.find(beat);
    if (at == beats_.end()) return;
    const BeatRef& there = at->second;
    // Out of order or too many: the next search builds the beat anew.
    if (there->version + 1 != version || there->later.size() >= kMostLater) return;
    auto fresh = std::make_shared<Beat>(*there);
    fresh->version = version;
    fresh->later.push_back(std::move(page));
    fresh->newest[card] = fresh->later.size();
    at->second = std::move(fresh);
}

Directory::Size Directory::size() const
{
    const std::shared_lock lock(mutex_);
    Size out;
    out.beats = beats_.size();
    for (const auto& [id, beat] : beats_) {
        out.bytes += beat->base->size();
        out.cards += beat->base->cards().size();
        for (const PageRef& page : beat->later)
            out.bytes += page->size();
    }
    return out;
}

}  // namespace junkai::storage
