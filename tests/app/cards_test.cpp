// SPDX-License-Identifier: Apache-2.0
// How a card comes to be, is opened and is corrected.
#include "app/cards_kit.h"

namespace junkai {

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

}  // namespace junkai
