// SPDX-License-Identifier: Apache-2.0
#include "base/japan_time.h"
#include "kit/world.h"
#include "sql/cards.h"
#include "storage/cards/cards.h"
#include "storage/cards/places.h"
#include "storage/directory/hits.h"
#include "storage/places/places.h"

#include <gmock/gmock.h>
#include <set>

namespace junkai {
namespace {

using domain::BeatId;
using domain::CardId;
using domain::UnitId;
using storage::Directory;
using storage::SearchArea;
using Ids = std::set<CardId>;

constexpr std::size_t kMost = 50;

/// Many letters shared, so that words fit often and in many ways.
constexpr const char* kFamilies[] = {"佐藤", "佐々木", "藤", "伊藤", "髙橋", "高木", "渡邉", "小渡辺"};
constexpr const char* kFamilyKana[] = {
    "さとう", "ささき", "ふじ", "いとう", "たかはし", "たかぎ", "わたなべ", "こわたなべ"};
constexpr const char* kGivens[] = {"高", "藤子", "佐", "一", "渡", "木一"};
constexpr const char* kGivenKana[] = {"たかし", "ふじこ", "さとし", "はじめ", "わたる", "きいち"};
constexpr const char* kWords[] = {"佐藤",        "藤",      "さ",        "さと", "わたなべ",
                                  "渡辺 高",     "佐 藤",   "見本町",    "901",  "901番1",
                                  "1号",         "0001234", "00012340",  "ふじ", "藤子",
                                  "たかはし た", "ない語",  "見本 さと", "一",   "いとうふじ"};

}  // namespace

class DirectorySearch : public kit::WorldTest {
protected:
    storage::Scope scope(db::Transaction& transaction, storage::Sealer& sealer)
    {
        return {transaction, world.here.id, sealer, world.random, world.clock.now()};
    }

    template <class T, std::size_t N>
    std::size_t any(T (&)[N])
    {
        return world.random.below(N);
    }

    domain::cards::CardContent content()
    {
        domain::cards::CardContent out;
        out.address = PersonalText("見本町一丁目901番1号");
        out.home_phone = PersonalText("000123" + std::to_string(4000 + world.random.below(30)));
        for (std::uint64_t left = 1 + world.random.below(2); left > 0; --left) {
            const auto family = any(kFamilies);
            const auto given = any(kGivens);
            domain::cards::PersonEntry person{
                .id = domain::PersonEntryId::make(world.clock.now(), world.random)};
            person.name = {.family = PersonalText(kFamilies[family]),
                           .given = PersonalText(kGivens[given]),
                           .family_kana = PersonalText(kFamilyKana[family]),
                           .given_kana = PersonalText(kGivenKana[given])};
            out.persons.push_back(std::move(person));
        }
        return out;
    }

    /// Only the binder's class depends on it.
    domain::places::Dwelling somewhere() const
    {
        return {.id = domain::DwellingId(Uuid{}), .station = world.here.id, .beat = world.here.beats[0]};
    }

    void add_card(std::size_t beat, std::initializer_list<Directory*> followers)
    {
        world.clock.advance(std::chrono::milliseconds(1));
        const UnitId unit = world.add_house(world.here, world.here.beats[beat]);
        world.database().write([&](db::Transaction& transaction) {
            storage::Sealer sealer(world.station().vault());
            storage::Scope here = scope(transaction, sealer);
            storage::Cards cards(here);
            const auto change = cards.add({
                .card = {.id = CardId::make(world.clock.now(), world.random),
                         .station = world.here.id,
                         .unit = unit,
                         .number = cards.take_number(),
                         .notice_shown_at = world.clock.now(),
                         .visit = domain::VisitId::make(world.clock.now(), world.random),
                         .created_on = japan_date(world.clock.now()),
                         .created_at = world.clock.now(),
                         .created_by = world.here.people.begin()->second,
                         .content = content()},
                .beat = world.here.beats[beat],
                .dwelling = somewhere(),
                .ruleset = "test",
                .retention_ends_on = japan_date(world.clock.now())
            });
            cards_.emplace_back(change.card, unit);
            for (Directory* directory : followers)
                directory->follow(here, change);
        });
    }

    void correct_card(std::initializer_list<Directory*> followers)
    {
        const CardId id = cards_[world.random.below(cards_.size())].first;
        world.database().write([&](db::Transaction& transaction) {
            storage::Sealer sealer(world.station().vault());
            storage::Scope here = scope(transaction, sealer);
            storage::Cards cards(here);
            const auto before = cards.find(id);
            auto after = before->card;
            after.version += 1;
            after.content = content();
            after.corrections.push_back({.id = domain::CorrectionId::make(world.clock.now(), world.random),
                                         .version = after.version,
                                         .on = japan_date(world.clock.now()),
                                         .by = after.created_by,
                                         .recorded_at = world.clock.now()});
            const auto change = cards.put_correction(*before, after, somewhere());
            for (Directory* directory : followers)
                directory->follow(here, change);
        });
    }

    /// What the rows say, cell by cell.
    Ids scan(const SearchArea& area, const char* words)
    {
        Ids out;
        const auto query = storage::directory::read_query(words);
        world.database().read([&](db::Transaction& transaction) {
            storage::Sealer sealer(world.station().vault());
            for (const BeatId beat : world.here.beats)
                transaction.query(
                    sql::cards::kListSearchCells, {world.here.id, beat}, [&](const db::Row& row) {
                        const auto id = row.id<CardId>(0);
                        const bool inside =
                            std::ranges::find(area.beats, beat) != area.beats.end() ||
                            std::ranges::find(area.units, row.id<UnitId>(1)) != area.units.end();
                        const crypto::KeyRef key{static_cast<std::uint64_t>(row.integer(2))};
                        const auto opened =
                            sealer.open(key, storage::cards::search_place(id.uuid()), row.bytes(3));
                        storage::cards::SearchCell cell;
                        storage::cards::decode_search_cell(opened.reveal(), cell);
                        const std::string address =
                            storage::directory::address_key({row.text(4), row.text(5), row.text(6), {}});
                        if (inside && !reasons(query, cell, address).empty()) out.insert(id);
                    });
        });
        return out;
    }

    storage::SearchHits search(Directory& directory, const SearchArea& area, const char* words)
    {
        storage::SearchHits out;
        world.database().read([&](db::Transaction& transaction) {
            storage::Sealer sealer(world.station().vault());
            storage::Scope here = scope(transaction, sealer);
            out = find_hits(here, directory, area, storage::directory::read_query(words), kMost);
        });
        return out;
    }

    void expect_same(Directory& directory, const SearchArea& area, const char* words)
    {
        const Ids wanted = scan(area, words);
        const auto found = search(directory, area, words);
        Ids shown;
        for (const auto& hit : found.items) {
            EXPECT_TRUE(shown.insert(hit.card).second) << words << ": the same card twice";
            EXPECT_TRUE(wanted.contains(hit.card)) << words << ": a card that does not fit";
            EXPECT_FALSE(hit.why.empty()) << words;
            EXPECT_NE(hit.tag, Uuid{}) << words;
        }
        EXPECT_EQ(shown.size(), std::min(kMost, wanted.size())) << words;
        EXPECT_EQ(found.more, wanted.size() > kMost) << words;
    }

    std::vector<std::pair<CardId, UnitId>> cards_;
};

JUNKAI_ENGINES(DirectorySearch);

// One directory follows each commit, the other is told nothing, as on another server: both say what the rows
// say, at any moment. The seed is fixed: a failure comes again.
TEST_P(DirectorySearch, says_what_the_rows_say_after_any_change)
{
    Directory follows;
    Directory told_nothing;
    const SearchArea all{.beats = world.here.beats};
    for (int round = 0; round < 40; ++round) {
        for (int i = 0; i < 3; ++i)
            add_card(world.random.below(3), {&follows});
        if (round % 2 == 1) correct_card({&follows});
        const char* words = kWords[any(kWords)];
        expect_same(follows, all, words);
        expect_same(told_nothing, all, words);
    }
    for (const char* words : kWords) {
        expect_same(follows, all, words);
        expect_same(told_nothing, all, words);
        expect_same(follows, {.beats = {world.here.beats[1]}}, words);
    }
}

TEST_P(DirectorySearch, shows_single_units_of_other_beats_and_no_more)
{
    Directory directory;
    for (int i = 0; i < 60; ++i)
        add_card(static_cast<std::size_t>(i) % 3, {});
    const SearchArea area{
        .beats = {world.here.beats[0]},
        .units = { cards_[1].second, cards_[2].second, cards_[50].second},
        .beats_of_units = world.here.beats
    };
    for (const char* words : kWords)
        expect_same(directory, area, words);
    const SearchArea units{.beats = {}, .units = {cards_[59].second}, .beats_of_units = world.here.beats};
    EXPECT_EQ(search(directory, units, "見本").items.size(), 1U);
}

TEST_P(DirectorySearch, forgets_a_beat_and_reads_it_again)
{
    Directory directory;
    add_card(0, {});
    const SearchArea all{.beats = world.here.beats};
    EXPECT_EQ(search(directory, all, "見本町").items.size(), 1U);
    EXPECT_EQ(directory.size().cards, 1U);
    directory.forget(world.here.beats[0]);
    EXPECT_EQ(directory.size().cards, 0U);
    EXPECT_EQ(search(directory, all, "見本町").items.size(), 1U);
}

}  // namespace junkai
