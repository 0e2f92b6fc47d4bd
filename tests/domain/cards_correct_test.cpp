// SPDX-License-Identifier: Apache-2.0
#include "domain/cards_kit.h"

namespace junkai::domain::cards {
namespace {

using visits::Deemed;
using visits::VisitOutcome;

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

// [clause 5-5(1)] [clause 4-7(3)]
TEST(DecideCorrection, OnTheDayOfTheCardWasToldAfterThePurposeWasShown)
{
    struct Row {
        const char* what;
        bool during_the_visit;
        ToldHow how;
    };

    const Row rows[] = {
        {"by phone, at an hour that nobody wrote down", false, ToldHow::ByPhone  },
        {"in the visit that began before it was shown", true,  ToldHow::AtTheDoor},
    };
    for (const Row& row : rows) {
        CorrectionEntry entry = correction(new_phone);
        entry.on = kDay;
        entry.how = row.how;
        const visits::Visit same = visit();
        ASSERT_LT(same.started_at, card().notice_shown_at);
        const auto corrected =
            decide_correction(card(), entry, row.during_the_visit ? &same : nullptr, kLater, {});
        ASSERT_TRUE(corrected) << row.what;
        EXPECT_EQ(corrected->provenance[0].told_at, card().notice_shown_at) << row.what;
        // So the next correction may keep it as it stands.
        CorrectionEntry next = correction([](CardContent& c) {
            new_phone(c);
            c.requests = text("街灯");
        });
        next.seen_version = 2;
        next.provenance = corrected->provenance;
        const visits::Visit later = second_visit();
        EXPECT_EQ(code(decide_correction(*corrected, next, &later, kLater, {})), "") << row.what;
    }
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

}  // namespace
}  // namespace junkai::domain::cards
