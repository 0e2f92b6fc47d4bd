// SPDX-License-Identifier: Apache-2.0
// How a card is listed, found, shown among doors and printed.
#include "app/cards_kit.h"

namespace junkai {

// [clause 5-3(1)] 番地順 and 50音順.
TEST_P(Cards, are_listed_by_address_and_by_reading)
{
    made(world.houses[0], content("山田", "一", "やまだ", "はじめ"));
    made(world.houses[1], content("阿部", "二", "あべ", "じ"));
    made(world.houses[2], content("加藤", "三", "かとう", "さん"));
    const auto names = [&](storage::IndexOrder order, const std::optional<CardId>& after, int limit) {
        const auto page =
            app::list_card_index(app, world.caller("BEAT"), world.here.beats[0], order, after, limit);
        EXPECT_TRUE(page) << code_of(page);
        std::vector<std::string> out;
        for (const auto& row : page->rows)
            out.push_back(row.name.reveal());
        return out;
    };
    using Names = std::vector<std::string>;
    EXPECT_EQ(names(storage::IndexOrder::Address, {}, 100), (Names{"山田 一", "阿部 二", "加藤 三"}));
    EXPECT_EQ(names(storage::IndexOrder::Kana, {}, 100), (Names{"阿部 二", "加藤 三", "山田 一"}));
    const auto first = app::list_card_index(
        app, world.caller("BEAT"), world.here.beats[0], storage::IndexOrder::Kana, std::nullopt, 2);
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->is_last);
    EXPECT_EQ(names(storage::IndexOrder::Kana, first->rows.back().card, 2), (Names{"山田 一"}));
}

TEST_P(Cards, are_found_by_what_is_written_on_them)
{
    made(world.houses[0], content("渡邉\U000E0107", "髙彦", "わたなべ", "たかひこ", "000-111-2222"));
    made(world.flats[0], content("葛\U000E0100西", "𠮷郎", "かさい", "よしろう"));
    using Names = std::vector<std::string>;
    const Names watanabe = {"渡邉\U000E0107 髙彦"};
    const Names kasai = {"葛\U000E0100西 𠮷郎"};
    EXPECT_EQ(search("渡辺"), watanabe);
    EXPECT_EQ(search("ワタナベ"), watanabe);
    EXPECT_EQ(search("渡辺 高彦"), watanabe);
    EXPECT_EQ(search("0001112222"), watanabe);
    EXPECT_EQ(search(domain::CardNo::of_serial(1).str()), watanabe);
    EXPECT_EQ(search("葛西"), kasai);
    EXPECT_EQ(search("吉郎"), kasai) << "𠮷 and 吉";
    EXPECT_EQ(search("見本荘"), kasai) << "the building";
    EXPECT_EQ(search("見本町一丁目").size(), 2U);
    EXPECT_EQ(search("鈴木"), Names{});
}

// The answer has one shape for nothing, nothing to see and another station.
TEST_P(Cards, out_of_right_are_not_found_and_the_words_are_sealed)
{
    made(world.houses[0], content());
    const auto nothing = search("鈴木");
    EXPECT_EQ(search("渡辺", world.caller("BEAT", 1)), nothing) << "the other beat";
    EXPECT_EQ(search("渡辺", world.caller(world.elsewhere, "BEAT")), nothing) << "the other station";
    auto nobody = world.caller("BEAT");
    nobody.actor.designations.clear();
    nobody.actor.assignments.clear();
    EXPECT_EQ(search("渡辺", nobody), nothing) << "no right to see any card";
    EXPECT_EQ(search("渡辺", world.caller("GM")).size(), 1U);
    auto without = world.caller("GM");
    without.purpose.reset();
    EXPECT_EQ(code_of(app::search_cards(app, without, text("渡辺"))), "duty.purpose_missing");
    int neutral = 0;
    for (const auto& entry : world.entries(world.here.id)) {
        if (entry.action != "cards.searched" || entry.outcome != ledger::Outcome::Neutral) continue;
        ++neutral;
        EXPECT_TRUE(entry.detail) << "the words are in the sealed detail";
    }
    EXPECT_EQ(neutral, 3);
}

TEST_P(Cards, found_are_capped_and_the_rest_is_not_counted)
{
    for (std::size_t i = 0; i <= app::kMostHits; ++i)
        made(world.add_house(world.here, world.here.beats[0]), content("田中", "某", "たなか", "ぼう"));
    const auto answer = app::search_cards(app, world.caller("GM"), text("田中"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->items.size(), app::kMostHits);
    EXPECT_TRUE(answer->more);
}

// More doors than one statement asks for; each name that is shown is on record by the tag of its card.
TEST_P(Cards, give_their_names_to_the_list_of_doors)
{
    constexpr std::size_t kDoors = 18;
    for (std::size_t i = 0; i < kDoors; ++i)
        made(world.add_house(world.here, world.here.beats[0]),
             content("田中", "某" + std::to_string(i), "たなか", "ぼう"));
    const auto doors =
        app::list_doors(app, world.caller("BEAT"), world.here.beats[0], app::DoorsShown::All, {}, 500);
    ASSERT_TRUE(doors) << code_of(doors);
    std::set<std::string> names;
    for (const auto& line : doors->lines)
        if (!line.name.reveal().empty()) names.insert(line.name.reveal());
    EXPECT_EQ(names.size(), kDoors);
    const auto entries = world.entries(world.here.id);
    const auto listed = std::ranges::find(entries, "visits.doors_listed", &ledger::Entry::action);
    ASSERT_NE(listed, entries.end());
    EXPECT_EQ(listed->tags.size(), kDoors);
}

// A cell moved to another row does not open: names cannot be swapped by hand.
TEST_P(Cards, do_not_open_with_the_cells_of_another)
{
    const CardView one = made(world.houses[0], content());
    const CardView two = made(world.houses[1], content("佐藤", "勇", "さとう", "いさむ"));
    const std::string swap =
        "UPDATE card SET content_cell = (SELECT content_cell FROM card WHERE card_id = $2), key_ref = "
        "(SELECT key_ref FROM card WHERE card_id = $2) WHERE card_id = $1";
    const db::Statement statement{"test_swap_cells", swap.c_str(), swap.c_str(), 2};
    world.database().write([&](db::Transaction& transaction) {
        EXPECT_EQ(transaction.execute(statement, {one.stored.card.id, two.stored.card.id}), 1);
    });
    EXPECT_THROW((void)app::get_card(app, world.caller("BEAT"), one.stored.card.id), CryptoError);
    EXPECT_TRUE(app::get_card(app, world.caller("BEAT"), two.stored.card.id));
}

// Trap 50: a printed card is a new copy, with a serial and on record.
TEST_P(Cards, are_printed_with_a_serial_each)
{
    const CardView card = made(world.houses[0], content());
    const CardId id = card.stored.card.id;
    const auto in_words = [](domain::Purpose) { return std::string("訪問"); };
    const auto key = domain::RequestKey::make(world.clock.now(), world.random);
    const auto first = app::print_card(app, world.once(world.caller("BEAT"), key), id, in_words);
    const auto again = app::print_card(app, world.once(world.caller("BEAT"), key), id, in_words);
    const auto other = app::print_card(app, world.once(world.caller("BEAT")), id, in_words);
    ASSERT_TRUE(first && again && other) << code_of(first) << code_of(again) << code_of(other);
    EXPECT_TRUE(text_of(first->pdf.reveal()).starts_with("%PDF-"));
    EXPECT_EQ(first->serial, again->serial);
    EXPECT_EQ(first->pdf.reveal(), again->pdf.reveal());
    EXPECT_NE(first->serial, other->serial);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM print"), 2);
    const auto blank = app::print_blank(app, world.once(world.caller("BEAT")), "household-card", in_words);
    ASSERT_TRUE(blank) << code_of(blank);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM print WHERE card_id IS NULL"), 1);
    EXPECT_EQ(code_of(app::print_blank(app, world.once(world.caller("BEAT")), "no-such-form", in_words)),
              "request.not_found");
    EXPECT_EQ(code_of(app::print_card(app, world.once(world.caller("BEAT", 1)), id, in_words)),
              "duty.not_found");
    const auto forms = app::list_forms(app, world.caller("BEAT"));
    EXPECT_EQ(forms.size(), 1U);
}

}  // namespace junkai
