// SPDX-License-Identifier: Apache-2.0
#include "domain/cards/check.h"
#include "domain/cards/correct.h"
#include "domain/cards/create.h"
#include "domain/cards/fields.h"
#include "domain/cards/index.h"

#include "base/japan_time.h"

#include <functional>

namespace junkai::domain::cards {
namespace {

template <class I>
I id(unsigned char value)
{
    Uuid uuid;
    uuid.bytes.back() = std::byte{value};
    return I(uuid);
}

constexpr Date ymd(int year, unsigned month, unsigned day)
{
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

Instant at(Date day, int hour, int minute)
{
    return japan_instant(day, hour * 60 + minute);
}

std::string code(const auto& result)
{
    return result ? "" : std::string(result.error().code.view());
}

/// "code@pointer", in order.
std::vector<std::string> problems(const auto& result)
{
    std::vector<std::string> out;
    if (!result)
        for (const FieldProblem& one : result.error().fields)
            out.push_back(std::string(one.code.view()) + "@" + one.pointer);
    return out;
}

const Date kDay = ymd(2026, 5, 12);
const Instant kNow = at(kDay, 17, 0);

PersonalText text(const char* value)
{
    return PersonalText(value);
}

Personal<ToldDate> told(int year, std::optional<unsigned> month = {}, std::optional<unsigned> day = {})
{
    return Personal<ToldDate>({
        PartialDate{year, month, day, false},
        ""
    });
}

PersonEntry person(unsigned char number, const char* family, const char* given)
{
    PersonEntry out{.id = id<PersonEntryId>(number)};
    out.name.family = text(family);
    out.name.given = text(given);
    return out;
}

CardContent content()
{
    CardContent out;
    out.address = text("見本市常盤六丁目901番4号");
    out.home_phone = text("000-0000-0001");
    out.persons = {person(1, "見本", "太郎"), person(2, "", "花子")};
    out.persons[0].relation = Personal<std::optional<Relation>>(Relation::Head);
    out.persons[0].birth = told(1960, 4U, 1U);
    return out;
}

visits::Visit visit(visits::VisitOutcome outcome = visits::VisitOutcome::Met)
{
    return {.id = id<VisitId>(1),
            .station = id<StationId>(1),
            .beat = id<BeatId>(1),
            .target = id<UnitId>(1),
            .outcome = outcome,
            .started_at = at(kDay, 10, 0),
            .ended_at = at(kDay, 10, 20),
            .recorded_by = id<OfficerId>(1),
            .recorded_at = at(kDay, 10, 30)};
}

CardEntry entry(Route route = Route::SelfFilled)
{
    return {.id = id<CardId>(1),
            .route = route,
            .notice_shown_at = at(kDay, 10, 5),
            .content = content(),
            .by = id<OfficerId>(1)};
}

CardFacts facts()
{
    return {.station = id<StationId>(1),
            .unit = id<UnitId>(1),
            .visit = visit(),
            .number = CardNo::of_serial(42)};
}

/// Each filled field told at 10:10 and agreed.
std::vector<Provenance> all_told(const CardContent& of)
{
    std::vector<Provenance> out;
    for (const FieldValue& value : field_values(of))
        if (!value.key.reveal().empty())
            out.push_back({value.ref, at(kDay, 10, 10), ToldHow::AtTheDoor, true});
    return out;
}

template <class T>
T with(T value, const std::function<void(T&)>& change)
{
    change(value);
    return value;
}

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

HouseholdCard card()
{
    return *decide_creation(entry(), facts(), kNow, {});
}

CorrectionEntry correction(const std::function<void(CardContent&)>& change)
{
    CorrectionEntry out{
        .id = id<CorrectionId>(1), .seen_version = 1, .on = ymd(2026, 11, 2), .by = id<OfficerId>(2)};
    out.content = content();
    change(out.content);
    return out;
}

const Instant kLater = at(ymd(2026, 11, 2), 15, 0);

visits::Visit second_visit()
{
    visits::Visit out = visit();
    out.id = id<VisitId>(2);
    out.started_at = at(ymd(2026, 11, 2), 14, 0);
    out.ended_at = out.started_at;
    return out;
}

void new_phone(CardContent& c)
{
    c.home_phone = text("000-0000-0002");
}

// [clause 5-5(1)]
TEST(DecideCorrection, IsTheSameCardWithOneVersionMore)
{
    const visits::Visit seen = second_visit();
    const auto corrected = decide_correction(card(), correction(new_phone), &seen, kLater, {});
    ASSERT_TRUE(corrected);
    EXPECT_EQ(corrected->id, card().id);
    EXPECT_EQ(corrected->number, card().number);
    EXPECT_EQ(corrected->version, 2);
    EXPECT_EQ(corrected->created_on, kDay);
    ASSERT_EQ(corrected->corrections.size(), 1U);
    const Correction& made = corrected->corrections.front();
    EXPECT_EQ(made.version, 2);
    EXPECT_EQ(made.visit, id<VisitId>(2));
    ASSERT_EQ(made.changes.size(), 1U);
    EXPECT_EQ(made.changes[0].field, (FieldRef{Field::HomePhone, std::nullopt}));
    EXPECT_EQ(made.changes[0].old_text.reveal(), "000-0000-0001");
    EXPECT_EQ(made.changes[0].new_text.reveal(), "000-0000-0002");
    // 4-7(3): what the officer wrote anew has its provenance.
    ASSERT_EQ(corrected->provenance.size(), 1U);
    EXPECT_EQ(corrected->provenance[0],
              (Provenance{
                  {Field::HomePhone, std::nullopt},
                  second_visit().started_at, ToldHow::AtTheDoor, true
    }));
}

// [clause 5-5(1)]
TEST(DecideCorrection, RefusesWhatIsNone)
{
    struct Row {
        const char* what;
        std::function<void(HouseholdCard&, CorrectionEntry&, visits::Visit&, bool&)> change;
        const char* expected;
    };

    // clang-format off
    const Row rows[] = {
        {"as it should be", [](auto&, auto&, auto&, bool&) {}, ""},
        {"stale", [](auto& c, auto&, auto&, bool&) { c.version = 2; }, "cards.stale_version"},
        {"from the future of the card", [](auto&, auto& e, auto&, bool&) { e.seen_version = 2; }, "cards.stale_version"},
        {"nothing changed", [](auto&, auto& e, auto&, bool&) { e.content = content(); }, "cards.nothing_changed"},
        {"to be destroyed", [](auto& c, auto&, auto&, bool&) { c.state = CardState::DisposalCandidate; }, "cards.not_live"},
        {"tomorrow", [](auto&, auto& e, auto&, bool&) { e.on = ymd(2026, 11, 3); }, "cards.correction_date"},
        {"on the day it was made", [](auto&, auto& e, auto&, bool&) { e.on = kDay; }, ""},
        {"before it was made", [](auto&, auto& e, auto&, bool&) { e.on = ymd(2026, 5, 11); }, "cards.correction_date"},
        {"by intercom", [](auto&, auto&, auto& v, bool&) { v.deemed = Deemed::A; }, ""},
        {"nobody there", [](auto&, auto&, auto& v, bool&) { v.outcome = VisitOutcome::Absent; }, "cards.nobody_cooperated"},
        {"ended at request", [](auto&, auto&, auto& v, bool&) { v.outcome = VisitOutcome::EndedAtRequest; }, "cards.nobody_cooperated"},
        {"visit next door", [](auto&, auto&, auto& v, bool&) { v.target = id<UnitId>(2); }, "cards.visit_of_another_unit"},
        {"no visit, at the door", [](auto&, auto&, auto&, bool& without) { without = true; }, "cards.visit_missing"},
        {"no visit, by phone", [](auto&, auto& e, auto&, bool& without) { without = true; e.how = ToldHow::ByPhone; }, ""},
        {"no visit, at the counter", [](auto&, auto& e, auto&, bool& without) { without = true; e.how = ToldHow::AtTheCounter; }, ""},
        {"unfit", [](auto&, auto& e, auto&, bool&) { e.content.home_phone = text("0"); }, "cards.fields_unfit"},
        {"not agreed", [](auto&, auto& e, auto&, bool&) { e.provenance = {{{Field::HomePhone, std::nullopt}, kLater, ToldHow::AtTheDoor, false}}; }, "cards.provenance_unfit"},
    };
    // clang-format on
    for (const Row& row : rows) {
        HouseholdCard of = card();
        CorrectionEntry wanted = correction(new_phone);
        visits::Visit seen = second_visit();
        bool without = false;
        row.change(of, wanted, seen, without);
        EXPECT_EQ(code(decide_correction(of, wanted, without ? nullptr : &seen, kLater, {})), row.expected)
            << row.what;
    }
}

TEST(ChangesBetween, FollowsPersonsByTheirIds)
{
    const auto refs = [](const CardContent& before, const CardContent& after) {
        std::string out;
        for (const FieldChange& one : changes_between(before, after))
            out += std::string(code_of(one.field.field)) + ":" + one.old_text.reveal() + ">" +
                   one.new_text.reveal() + " ";
        return out;
    };
    using Content = CardContent;
    EXPECT_EQ(refs(content(), content()), "");
    EXPECT_EQ(
        refs(content(), with<Content>(content(), [](auto& c) { std::swap(c.persons[0], c.persons[1]); })),
        "");
    EXPECT_EQ(refs(content(), with<Content>(content(), [](auto& c) { c.persons.pop_back(); })),
              "name:花子> ");
    EXPECT_EQ(refs(content(),
                   with<Content>(content(), [](auto& c) { c.persons.push_back(person(3, "", "次郎")); })),
              "name:>次郎 ");
    // Moved between family and given name: the line reads alike, the name is another.
    EXPECT_EQ(refs(content(),
                   with<Content>(content(),
                                 [](auto& c) {
                                     c.persons[1].name.family = text("花子");
                                     c.persons[1].name.given = text("");
                                 })),
              "name:花子>花子 ");
    EXPECT_EQ(refs(content(),
                   with<Content>(content(),
                                 [](auto& c) {
                                     c.housing = Personal<std::optional<HousingKind>>(HousingKind::Owned);
                                 })),
              "housing:>OWNED ");
    EXPECT_EQ(refs(content(), with<Content>(content(), [](auto& c) { c.persons[0].birth = told(1961); })),
              "birth:1960-04-01>1961 ");
}

TEST(FindField, ReadsThePointersItWrites)
{
    CardContent of = content();
    of.contacts = {{.id = id<PersonEntryId>(9)}};
    for (const FieldValue& value : field_values(of))
        EXPECT_EQ(find_field(of, value.pointer), value.ref);
    EXPECT_EQ(find_field(of, "/persons/1/birth"), (FieldRef{Field::Birth, id<PersonEntryId>(2)}));
    for (const char* pointer :
         {"", "/", "/persons", "/persons/2/name", "/persons/0/name/family", "/persons/-/name"})
        EXPECT_FALSE(find_field(of, pointer)) << pointer;
}

TEST(FieldValues, HaveEachFieldOfTheForm)
{
    CardContent of = content();
    of.contacts = {{.id = id<PersonEntryId>(9)}};
    std::vector<bool> seen(all_of<Field>().size());
    for (const FieldValue& value : field_values(of))
        seen[static_cast<std::size_t>(value.ref.field)] = true;
    EXPECT_EQ(std::count(seen.begin(), seen.end(), false), 0);
}

places::Dwelling dwelling(places::DwellingKind kind = places::DwellingKind::Detached)
{
    return {
        .id = id<DwellingId>(1),
        .station = id<StationId>(1),
        .beat = id<BeatId>(1),
        .kind = kind,
        .address = {
                    .written = "見本市常盤六丁目901番4号", .town = "常盤六丁目", .block = "901", .number = "4"}
    };
}

// [clause 5-3(1)] [clause 5-3(2)]
TEST(IndexRow, IsDerivedFromTheCard)
{
    HouseholdCard of = card();
    std::swap(of.content.persons[0], of.content.persons[1]);
    const IndexRow row = index_row(of, dwelling());
    EXPECT_EQ(row.card, of.id);
    EXPECT_EQ(row.number, of.number);
    EXPECT_EQ(row.head_name.reveal(), "見本 太郎");
    EXPECT_EQ(row.binder, BinderClass::OwnerOccupied);
    EXPECT_EQ(row.entered_on, kDay);
    EXPECT_EQ(row.corrected_on, std::nullopt);

    const visits::Visit seen = second_visit();
    const auto corrected = decide_correction(card(), correction(new_phone), &seen, kLater, {});
    EXPECT_EQ(index_row(*corrected, dwelling()).corrected_on, ymd(2026, 11, 2));
}

TEST(IndexRow, SortsByReadingAndByAddress)
{
    const auto named = [](const char* family, const char* kana) {
        HouseholdCard of = card();
        of.content.persons[0].name.family = text(family);
        of.content.persons[0].name.family_kana = text(kana);
        return index_row(of, dwelling()).kana_key.reveal();
    };
    EXPECT_LT(named("新井", "アライ"), named("伊藤", "いとう"));
    EXPECT_LT(named("渡辺", "ワタナベ"), named("青木", ""));  // No reading: last, never guessed.
    const auto stands = [](const char* number) {
        places::Dwelling of = dwelling();
        of.address.number = number;
        return index_row(card(), of).address_key;
    };
    EXPECT_LT(stands("4"), stands("10"));
}

// [clause 6-4(1)]
TEST(BinderClass, KeepsApartmentsApart)
{
    using places::DwellingKind;
    using places::UnitKind;
    EXPECT_EQ(binder_class(UnitKind::Household, DwellingKind::Detached), BinderClass::OwnerOccupied);
    EXPECT_EQ(binder_class(UnitKind::Household, DwellingKind::Collective), BinderClass::Apartment);
    EXPECT_EQ(binder_class(UnitKind::Household, DwellingKind::CompanyHousing), BinderClass::Apartment);
    EXPECT_EQ(binder_class(UnitKind::Establishment, DwellingKind::Collective), BinderClass::Establishment);
}

}  // namespace
}  // namespace junkai::domain::cards
