// SPDX-License-Identifier: Apache-2.0
#include "app/cards/correct_card.h"
#include "app/cards/create_card.h"
#include "app/cards/get_card.h"
#include "app/cards/list_card_index.h"
#include "app/cards/print_card.h"
#include "app/cards/search_cards.h"
#include "app/visits/list_doors.h"
#include "app/visits/record_visit.h"
#include "base/japan_time.h"
#include "kit/world.h"

#include <algorithm>
#include <functional>
#include <set>

namespace junkai {

using app::CardView;
using app::CorrectCard;
using app::CreateCard;
using domain::CardId;
using domain::UnitId;
using domain::VisitId;
using domain::cards::CardContent;
using domain::cards::Field;
using domain::cards::PersonEntry;
using domain::cards::Route;
using domain::cards::ToldHow;
using domain::visits::MetWhom;
using domain::visits::VisitOutcome;

namespace {

PersonalText text(const std::string& value)
{
    return PersonalText(value);
}

template <class T>
std::string code_of(const Result<T>& result)
{
    return result ? std::string("done") : std::string(result.error().code.view());
}

}  // namespace

class Cards : public kit::WorldTest {
protected:
    /// A visit that ended now.
    VisitId visit(UnitId unit, VisitOutcome outcome = VisitOutcome::Met)
    {
        app::VisitWords words{.outcome = outcome};
        words.ended_at = world.clock.now();
        words.started_at = words.ended_at - std::chrono::minutes(5);
        if (outcome == VisitOutcome::Met || outcome == VisitOutcome::MetNoCard)
            words.met_whom = MetWhom::Self;
        const auto recorded = app::record_visit(app, world.once(world.caller("BEAT")), unit, words);
        EXPECT_TRUE(recorded) << code_of(recorded);
        return recorded->id;
    }

    static CardContent content(const std::string& family = "渡邉\U000E0107",
                               const std::string& given = "髙彦",
                               const std::string& family_kana = "わたなべ",
                               const std::string& given_kana = "たかひこ",
                               const std::string& phone = "")
    {
        PersonEntry person{.id = domain::PersonEntryId(Uuid{})};
        person.name = {.family = text(family),
                       .given = text(given),
                       .family_kana = text(family_kana),
                       .given_kana = text(given_kana)};
        CardContent out;
        out.address = text("見本町一丁目901番1号");
        out.home_phone = text(phone);
        out.persons = {person};
        return out;
    }

    CreateCard words(UnitId unit, VisitId at, CardContent what)
    {
        return {.unit = unit,
                .route = Route::SelfFilled,
                .visit = at,
                .notice_shown_at = world.clock.now() - std::chrono::minutes(4),
                .content = std::move(what)};
    }

    auto create(const CreateCard& command)
    {
        return app::create_card(app, world.once(world.caller("BEAT")), command);
    }

    CardView made(UnitId unit, const CardContent& what)
    {
        auto card = create(words(unit, visit(unit), what));
        EXPECT_TRUE(card) << code_of(card);
        return std::move(*card);
    }

    CorrectCard correction(const CardView& seen)
    {
        return {.card = seen.stored.card.id,
                .seen_version = seen.stored.card.version,
                .visit = visit(seen.stored.card.unit),
                .on = japan_date(world.clock.now()),
                .content = seen.stored.card.content};
    }

    auto correct(const CorrectCard& command)
    {
        return app::correct_card(app, world.once(world.caller("BEAT")), command);
    }

    std::int64_t cards() { return world.count("SELECT COUNT(*) FROM card"); }

    std::int64_t index_rows() { return world.count("SELECT COUNT(*) FROM card_index"); }

    std::vector<std::string> search(const std::string& words, const app::Caller& caller)
    {
        const auto answer = app::search_cards(app, caller, text(words));
        EXPECT_TRUE(answer) << code_of(answer);
        std::vector<std::string> out;
        for (const auto& item : answer->items)
            out.push_back(item.hit.name.reveal());
        return out;
    }

    std::vector<std::string> search(const std::string& words) { return search(words, world.caller("BEAT")); }
};

JUNKAI_ENGINES(Cards);

// [clause 4-3(2)b] [clause 5-5a] A card begins with a meeting; [clause 5-3(1)] and comes with its index row.
TEST_P(Cards, are_made_at_a_visit_with_a_meeting)
{
    const UnitId unit = world.houses[0];
    const CardView card = made(unit, content());
    EXPECT_EQ(card.stored.card.version, 1);
    EXPECT_EQ(card.stored.card.number, domain::CardNo::of_serial(1));
    EXPECT_EQ(card.stored.card.written_by, domain::cards::WrittenBy::Resident);
    EXPECT_EQ(card.stored.card.content.persons[0].name.family.reveal(), "渡邉\U000E0107");
    EXPECT_NE(card.stored.card.content.persons[0].id.uuid(), Uuid{});
    // [clause 附] Every new card names its form and the rules it was made by.
    EXPECT_EQ(card.stored.card.form, domain::cards::FormVersion::New);
    ASSERT_NE(card.rules, nullptr);
    EXPECT_EQ(card.stored.ruleset, card.rules->id);
    // 2026-03-02 lies in the fiscal year 2025: thirty years from 2026-04-01.
    EXPECT_EQ(format_date(card.stored.retention_ends_on), "2056-03-31");
    EXPECT_EQ(cards(), 1);
    EXPECT_EQ(index_rows(), 1);
    EXPECT_EQ(world.count("SELECT SUM(cards) FROM beat_counter"), 1);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM unit WHERE card_id IS NOT NULL"), 1);
}

TEST_P(Cards, refuse_what_the_rules_refuse_and_keep_nothing)
{
    struct Row {
        const char* code;
        const char* what;
        std::function<CreateCard()> command;
    };

    const UnitId unit = world.houses[0];
    const UnitId other = world.houses[1];
    std::vector<Row> rows;
    const auto add = [&](const char* code, const char* what, std::function<CreateCard()> command) {
        rows.push_back({code, what, std::move(command)});
    };
    add("cards.needs_meeting", "nobody there", [&] {
        return words(unit, visit(unit, VisitOutcome::Absent), content());
    });
    add("cards.needs_meeting", "met without a card", [&] {
        return words(unit, visit(unit, VisitOutcome::MetNoCard), content());
    });
    add("cards.visit_of_another_unit", "a visit next door", [&] {
        return words(unit, visit(other), content());
    });
    add("cards.visit_of_another_unit", "a visit that is not there", [&] {
        return words(unit, VisitId(Uuid{}), content());
    });
    add("cards.route_by_request", "R2", [&] {
        auto out = words(unit, visit(unit), content());
        out.route = Route::LeftWith;
        return out;
    });
    add("cards.notice_too_late", "the purpose shown after the visit", [&] {
        auto out = words(unit, visit(unit), content());
        out.notice_shown_at = world.clock.now() + std::chrono::hours(1);
        return out;
    });
    add("cards.fields_unfit", "a mark in place of silence (4-7(3))", [&] {
        auto what = content();
        what.home_phone = text("不明");
        return words(unit, visit(unit), what);
    });
    add("cards.provenance_unfit", "R3 without a word on how it was told", [&] {
        auto out = words(unit, visit(unit), content());
        out.route = Route::OfficerWritten;
        return out;
    });
    add("request.fields", "a field that a card does not have", [&] {
        auto out = words(unit, visit(unit), content());
        out.told = {
            {"/religion", world.clock.now(), ToldHow::AtTheDoor, true}
        };
        return out;
    });
    add("duty.not_found", "a door of another station", [&] {
        return words(world.house_elsewhere, VisitId(Uuid{}), content());
    });
    for (const Row& row : rows)
        EXPECT_EQ(code_of(create(row.command())), row.code) << row.what;
    EXPECT_EQ(cards(), 0);
    EXPECT_EQ(index_rows(), 0);
    // A refused card gives its number back.
    EXPECT_EQ(made(unit, content()).stored.card.number, domain::CardNo::of_serial(1));
    EXPECT_EQ(code_of(create(words(unit, visit(unit), content()))), "cards.already_there");
}

// [clause 4-3(2)c] [clause 4-7(3)] What the officer wrote was told and agreed, field by field.
TEST_P(Cards, written_by_the_officer_carry_provenance_of_each_field)
{
    const UnitId unit = world.houses[0];
    CreateCard command = words(unit, visit(unit), content());
    command.route = Route::OfficerWritten;
    const Instant told_at = world.clock.now() - std::chrono::minutes(3);
    for (const char* pointer : {"/address", "/persons/0/name", "/persons/0/kana"})
        command.told.push_back({pointer, told_at, ToldHow::AtTheDoor, true});
    auto missing = command;
    missing.told.pop_back();
    EXPECT_EQ(code_of(create(missing)), "cards.provenance_unfit");
    auto not_agreed = command;
    not_agreed.told[0].agreed = false;
    EXPECT_EQ(code_of(create(not_agreed)), "cards.provenance_unfit");
    const auto card = create(command);
    ASSERT_TRUE(card) << code_of(card);
    EXPECT_EQ(card->stored.card.written_by, domain::cards::WrittenBy::Officer);
    EXPECT_EQ(card->stored.card.provenance.size(), 3U);
}

TEST_P(Cards, of_a_repeated_act_are_one_card)
{
    const UnitId unit = world.houses[0];
    const CreateCard command = words(unit, visit(unit), content());
    const auto key = domain::RequestKey::make(world.clock.now(), world.random);
    const auto first = app::create_card(app, world.once(world.caller("BEAT"), key, "same"), command);
    const auto again = app::create_card(app, world.once(world.caller("BEAT"), key, "same"), command);
    ASSERT_TRUE(first && again) << code_of(first) << code_of(again);
    EXPECT_EQ(first->stored.card.id, again->stored.card.id);
    EXPECT_EQ(cards(), 1);
    EXPECT_EQ(code_of(app::create_card(app, world.once(world.caller("BEAT"), key, "other"), command)),
              "request.key_used_for_another_body");
}

// 6-6: opened for a purpose, on record with the card's tag, and with nothing that names it.
TEST_P(Cards, are_opened_for_a_purpose_and_on_record)
{
    const CardView card = made(world.houses[0], content());
    const CardId id = card.stored.card.id;
    auto reader = world.caller("BEAT");
    ASSERT_TRUE(app::get_card(app, reader, id));
    const auto entries = world.entries(world.here.id);
    const auto opened = std::ranges::find(entries, "cards.opened", &ledger::Entry::action);
    ASSERT_NE(opened, entries.end());
    EXPECT_EQ(opened->tags, std::vector<Uuid>{card.stored.tag});
    EXPECT_NE(card.stored.tag, id.uuid());
    EXPECT_EQ(opened->purpose, "VISIT");
    const auto created = std::ranges::find(entries, "cards.created", &ledger::Entry::action);
    ASSERT_NE(created, entries.end());
    EXPECT_EQ(created->tags, std::vector<Uuid>{card.stored.tag});
    EXPECT_EQ(created->cells.size(), 3U) << "tag, content, search keys";
    reader.purpose.reset();
    EXPECT_EQ(code_of(app::get_card(app, reader, id)), "duty.purpose_missing");
    EXPECT_EQ(code_of(app::get_card(app, world.caller("BEAT", 1), id)), "duty.not_found");
    // Another station: the same answer as for a card that never was.
    EXPECT_EQ(code_of(app::get_card(app, world.caller(world.elsewhere, "BEAT"), id)), "duty.not_found");
    EXPECT_EQ(code_of(app::get_card(app, world.caller("BEAT"), CardId(Uuid{}))), "duty.not_found");
}

// [clause 5-5(1)] The same card, one version more; the old value stays. [clause 5-3(2)] The index follows.
TEST_P(Cards, corrected_keep_what_stood_there_before)
{
    const CardView before = made(world.houses[0], content("佐藤", "勇", "さとう", "いさむ", "000-111-2222"));
    CorrectCard command = correction(before);
    command.content.home_phone = text("000-111-3333");
    command.content.persons[0].name.family = text("齋藤");
    const auto after = correct(command);
    ASSERT_TRUE(after) << code_of(after);
    EXPECT_EQ(after->stored.card.version, 2);
    EXPECT_EQ(after->stored.card.number, before.stored.card.number);
    EXPECT_EQ(after->stored.retention_ends_on, before.stored.retention_ends_on) << "no new clock (trap 11)";
    const auto lines = app::list_card_versions(app, world.caller("BEAT"), before.stored.card.id);
    ASSERT_TRUE(lines) << code_of(lines);
    ASSERT_EQ(lines->size(), 2U);
    EXPECT_FALSE((*lines)[0].correction);
    EXPECT_EQ((*lines)[1].fields, (std::vector<std::string>{"/home_phone", "/persons/0/name"}));
    EXPECT_EQ((*lines)[1].correction->changes[0].old_text.reveal(), "000-111-2222");
    EXPECT_EQ((*lines)[1].correction->changes[0].new_text.reveal(), "000-111-3333");
    const auto index = app::list_card_index(
        app, world.caller("BEAT"), world.here.beats[0], storage::IndexOrder::Address, std::nullopt, 100);
    ASSERT_TRUE(index) << code_of(index);
    ASSERT_EQ(index->rows.size(), 1U);
    EXPECT_EQ(index->rows[0].name.reveal(), "齋藤 勇");
    EXPECT_TRUE(index->rows[0].corrected_on);
    EXPECT_EQ(search("佐藤"), std::vector<std::string>{});
    EXPECT_EQ(search("斎藤"), std::vector<std::string>{"齋藤 勇"});
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM card_version"), 1);
    EXPECT_EQ(index_rows(), 1);
}

TEST_P(Cards, corrected_from_an_older_version_are_refused)
{
    const CardView before = made(world.houses[0], content());
    CorrectCard first = correction(before);
    first.content.home_phone = text("000-111-3333");
    CorrectCard second = correction(before);
    second.content.home_phone = text("000-111-4444");
    ASSERT_TRUE(correct(first));
    EXPECT_EQ(code_of(correct(second)), "cards.stale_version");
    second.seen_version = 2;
    const auto merged = correct(second);
    ASSERT_TRUE(merged) << code_of(merged);
    EXPECT_EQ(merged->stored.card.version, 3);
    second.seen_version = 3;
    EXPECT_EQ(code_of(correct(second)), "cards.nothing_changed");
}

TEST_P(Cards, corrected_by_a_repeated_act_answer_with_that_version)
{
    const CardView before = made(world.houses[0], content());
    CorrectCard first = correction(before);
    first.content.home_phone = text("000-111-3333");
    const auto key = domain::RequestKey::make(world.clock.now(), world.random);
    ASSERT_TRUE(app::correct_card(app, world.once(world.caller("BEAT"), key), first));
    CorrectCard later = correction(before);
    later.seen_version = 2;
    later.content.home_phone = text("000-111-4444");
    ASSERT_TRUE(correct(later));
    const auto again = app::correct_card(app, world.once(world.caller("BEAT"), key), first);
    ASSERT_TRUE(again) << code_of(again);
    EXPECT_EQ(again->stored.card.version, 2);
    EXPECT_EQ(again->stored.card.content.home_phone.reveal(), "000-111-3333");
}

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
