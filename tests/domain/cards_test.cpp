// SPDX-License-Identifier: Apache-2.0
#include "domain/cards/check.h"
#include "domain/cards_kit.h"

namespace junkai::domain::cards {
namespace {

using Entry = CardEntry;
using Facts_ = CardFacts;
using visits::Deemed;
using visits::VisitOutcome;

// [clause 4-3(2)b] [clause 4-3(2)c] [clause 4-3(3)ア] [clause 5-5a] [clause 5-3(1)] [clause 5-9(1)]
TEST(DecideCreation, BeginsAtAMeetingAfterTheNotice)
{
    struct Row {
        const char* what;
        CardEntry entry;
        CardFacts facts;
        const char* expected;
    };

    const auto visited = [](const std::function<void(visits::Visit&)>& change) {
        CardFacts out = facts();
        change(out.visit);
        return out;
    };
    // clang-format off
    const Row rows[] = {
        {"filled in on the spot", entry(), facts(), ""},
        {"left with the resident", entry(Route::LeftWith), facts(), "cards.route_by_request"},
        {"in other police work", entry(Route::OtherPoliceWork), facts(), "cards.route_in_other_work"},
        {"met, no card", entry(), visited([](auto& v) { v.outcome = VisitOutcome::MetNoCard; }), "cards.needs_meeting"},
        {"absent", entry(), visited([](auto& v) { v.outcome = VisitOutcome::Absent; }), "cards.needs_meeting"},
        {"ended at request", entry(), visited([](auto& v) { v.outcome = VisitOutcome::EndedAtRequest; }), "cards.needs_meeting"},
        {"by intercom", entry(), visited([](auto& v) { v.deemed = Deemed::A; }), "cards.deemed_makes_no_card"},
        {"visit next door", entry(), visited([](auto& v) { v.target = id<UnitId>(2); }), "cards.visit_of_another_unit"},
        {"visit to the building", entry(), visited([](auto& v) { v.target = id<BuildingId>(1); }), "cards.visit_of_another_unit"},
        {"a business", entry(), with<Facts_>(facts(), [](auto& f) { f.unit_kind = places::UnitKind::Establishment; }), "cards.not_a_household"},
        {"a card is there", entry(), with<Facts_>(facts(), [](auto& f) { f.has_live_card = true; }), "cards.already_there"},
        {"an old slip is there", entry(), with<Facts_>(facts(), [](auto& f) { f.has_old_slip = true; }), "cards.old_slip_is_rewritten"},
        {"notice as the visit ends", with<Entry>(entry(), [](auto& e) { e.notice_shown_at = at(kDay, 10, 20); }), facts(), ""},
        {"notice after the visit", with<Entry>(entry(), [](auto& e) { e.notice_shown_at = at(kDay, 10, 21); }), facts(), "cards.notice_too_late"},
        {"nobody named", with<Entry>(entry(), [](auto& e) { e.content.persons.clear(); }), facts(), "cards.fields_unfit"},
    };
    // clang-format on
    for (const Row& row : rows)
        EXPECT_EQ(code(decide_creation(row.entry, row.facts, kNow, {})), row.expected) << row.what;
}

TEST(DecideCreation, MakesALiveCardOfTheDayOfTheVisit)
{
    const Instant next_morning = at(ymd(2026, 5, 13), 9, 0);
    const auto card = decide_creation(entry(), facts(), next_morning, {});
    ASSERT_TRUE(card);
    EXPECT_EQ(card->state, CardState::Live);
    EXPECT_EQ(card->version, 1);
    EXPECT_EQ(card->written_by, WrittenBy::Resident);
    EXPECT_EQ(card->created_on, kDay);
    EXPECT_EQ(card->created_at, next_morning);
    EXPECT_EQ(card->visit, id<VisitId>(1));
    EXPECT_EQ(card->number.serial(), 42U);
    EXPECT_TRUE(changes_between(card->content, content()).empty());
}

// [clause 4-7(3)]
TEST(DecideCreation, WhatTheOfficerWroteWasToldAndAgreed)
{
    const auto written = [](const std::function<void(CardEntry&)>& change) {
        CardEntry out = entry(Route::OfficerWritten);
        out.provenance = all_told(out.content);
        change(out);
        return decide_creation(out, facts(), kNow, {});
    };
    const auto good = written([](auto&) {});
    ASSERT_TRUE(good);
    EXPECT_EQ(good->written_by, WrittenBy::Officer);
    EXPECT_EQ(good->provenance.size(), 6U);

    EXPECT_EQ(problems(written([](auto& e) { e.provenance.clear(); })),
              (std::vector<std::string>{"cards.provenance_missing@/address",
                                        "cards.provenance_missing@/home_phone",
                                        "cards.provenance_missing@/persons/0/name",
                                        "cards.provenance_missing@/persons/0/relation",
                                        "cards.provenance_missing@/persons/0/birth",
                                        "cards.provenance_missing@/persons/1/name"}));
    EXPECT_EQ(problems(written([](auto& e) { e.provenance[1].agreed = false; })),
              std::vector<std::string>{"cards.not_agreed@/home_phone"});
    EXPECT_EQ(problems(written([](auto& e) { e.provenance[1].told_at = at(kDay, 10, 4); })),
              std::vector<std::string>{"cards.told_before_notice@/home_phone"});
    EXPECT_EQ(problems(written([](auto& e) { e.provenance[1].told_at = kNow + std::chrono::seconds(1); })),
              std::vector<std::string>{"cards.told_in_future@/home_phone"});
    EXPECT_EQ(problems(written([](auto& e) { e.provenance.push_back(e.provenance[1]); })),
              std::vector<std::string>{"cards.provenance_twice@/home_phone"});
    // Nothing may be said of a field that stayed empty: that would be a mark.
    EXPECT_EQ(code(written([](auto& e) {
                  e.provenance.push_back({
                      {Field::Requests, std::nullopt},
                      at(kDay, 10, 10), ToldHow::AtTheDoor, false
                  });
              })),
              "cards.provenance_of_nothing");
    CardRules whole;
    whole.fieldwise_consent = false;
    EXPECT_TRUE(decide_creation(entry(Route::OfficerWritten), facts(), kNow, whole));
}

// Both sides of each border of each field.
TEST(CheckContent, NamesEachFieldThatCannotStand)
{
    using Content = CardContent;

    struct Row {
        const char* what;
        std::function<void(Content&)> change;
        const char* expected;
    };

    const std::string name100(100, 'a');
    const std::string name101(101, 'a');
    // clang-format off
    const Row rows[] = {
        {"as it is", [](auto&) {}, ""},
        {"no address", [](auto& c) { c.address = text(""); }, "text.required@/address"},
        {"one name only", [](auto& c) { c.persons[0].name = {}; c.persons[0].name.latin = text("SUKARNO"); }, ""},
        {"alias only", [](auto& c) { c.persons[0].name = {}; c.persons[0].name.alias = text("見本 一郎"); }, ""},
        {"reading only", [](auto& c) { c.persons[0].name = {}; c.persons[0].name.family_kana = text("ミホン"); }, "cards.name_missing@/persons/0/name"},
        {"second person without a name", [](auto& c) { c.persons[1].name = {}; c.persons[1].birth = told(1990); }, ""},
        {"second person without anything", [](auto& c) { c.persons[1].name = {}; }, "cards.entry_empty@/persons/1"},
        {"the same entry twice", [](auto& c) { c.persons[1].id = c.persons[0].id; }, "cards.entry_twice@/persons/1"},
        {"an IVS is one character", [](auto& c) { std::string n; for (int i = 0; i < 100; ++i) n += "\xE8\xBE\xBA\xF3\xA0\x84\x80"; c.persons[0].name.family = PersonalText(n); }, ""},
        {"a hundred characters", [&](auto& c) { c.persons[0].name.latin = PersonalText(name100); }, ""},
        {"a hundred and one", [&](auto& c) { c.persons[0].name.latin = PersonalText(name101); }, "text.too_long@/persons/0/name/latin"},
        {"hiragana reading", [](auto& c) { c.persons[0].name.family_kana = text("みほん"); }, ""},
        {"katakana reading", [](auto& c) { c.persons[0].name.family_kana = text("ミホン"); }, ""},
        {"kanji reading", [](auto& c) { c.persons[0].name.family_kana = text("見本"); }, "cards.kana_expected@/persons/0/name/family_kana"},
        {"born today", [](auto& c) { c.persons[0].birth = told(2026, 5, 12); }, ""},
        {"born tomorrow", [](auto& c) { c.persons[0].birth = told(2026, 5, 13); }, "cards.date_in_future@/persons/0/birth"},
        {"born this month", [](auto& c) { c.persons[0].birth = told(2026, 5); }, ""},
        {"born next month", [](auto& c) { c.persons[0].birth = told(2026, 6); }, "cards.date_in_future@/persons/0/birth"},
        {"born in 1868", [](auto& c) { c.persons[0].birth = told(1868); }, ""},
        {"born in 1867", [](auto& c) { c.persons[0].birth = told(1867); }, "cards.date_too_old@/persons/0/birth"},
        {"only the words of the paper", [](auto& c) { c.persons[0].birth = Personal<ToldDate>({std::nullopt, "60年"}); }, ""},
        {"phone with hyphens", [](auto& c) { c.home_phone = text("000-0000-0000"); }, ""},
        {"phone in full width", [](auto& c) { c.home_phone = text("０００（００００）００００"); }, ""},
        {"phone with an extension", [](auto& c) { c.home_phone = text("000-0000-0000 内線12"); }, ""},
        {"two digits", [](auto& c) { c.home_phone = text("00"); }, "cards.phone_unreadable@/home_phone"},
        {"words for a phone", [](auto& c) { c.home_phone = text("000-0000-0000 夜のみ"); }, "cards.phone_unreadable@/home_phone"},
        {"sex, which the form leaves out", [](auto& c) { c.persons[0].sex = Personal<std::optional<Sex>>(Sex::Female); }, "cards.field_not_in_use@/persons/0/sex"},
        {"a word for silence", [](auto& c) { c.persons[0].workplace = text("拒否"); }, "cards.empty_means_empty@/persons/0/workplace"},
        {"a word for silence in a request", [](auto& c) { c.requests = text("不明"); }, "cards.empty_means_empty@/requests"},
        {"a request that has the word in it", [](auto& c) { c.requests = text("迷惑電話の拒否について相談したい"); }, ""},
        {"two lines of requests", [](auto& c) { c.requests = text("一つ目\n二つ目"); }, ""},
        {"two lines of address", [](auto& c) { c.address = text("見本市\n常盤"); }, "text.control_character@/address"},
        {"a contact without a name", [](auto& c) { c.contacts = {{.id = id<PersonEntryId>(9)}}; c.contacts[0].phone = text("000-0000-0000"); }, "cards.name_missing@/contacts/0/name"},
        {"four contacts", [](auto& c) { for (unsigned char i = 10; i < 14; ++i) { c.contacts.push_back({.id = id<PersonEntryId>(i)}); c.contacts.back().name.family = text("連絡"); } }, "cards.too_many@/contacts"},
        {"Saturday morning", [](auto& c) { c.convenient = Personal<std::vector<ConvenientTime>>({{32, 540, 720}}); }, ""},
        {"until midnight", [](auto& c) { c.convenient = Personal<std::vector<ConvenientTime>>({{127, 0, 1440}}); }, ""},
        {"no weekday", [](auto& c) { c.convenient = Personal<std::vector<ConvenientTime>>({{0, 540, 720}}); }, "cards.time_impossible@/convenient/0"},
        {"ends as it begins", [](auto& c) { c.convenient = Personal<std::vector<ConvenientTime>>({{1, 540, 540}}); }, "cards.time_impossible@/convenient/0"},
    };
    // clang-format on
    for (const Row& row : rows) {
        Content changed = content();
        row.change(changed);
        std::string found;
        for (const FieldProblem& one : check_content(changed, {}, kDay))
            found += (found.empty() ? "" : " ") + std::string(one.code.view()) + "@" + one.pointer;
        EXPECT_EQ(found, row.expected) << row.what;
    }
}

}  // namespace
}  // namespace junkai::domain::cards
