// SPDX-License-Identifier: Apache-2.0
// What is recorded of a visit, by whom and under which rules.
#include "app/visits_kit.h"

namespace junkai {

JUNKAI_ENGINES(Visits);

// [clause 4-3(1)] [clause 4-5] [clause 4-7(4)] [clause 4-7(5)]
TEST_P(Visits, judges_each_outcome_by_what_it_may_carry)
{
    struct Row {
        const char* what;
        VisitOutcome outcome;
        void (*change)(VisitWords&);
        const char* refusal;
    };

    const Row rows[] = {
        {"met himself",                    VisitOutcome::Met,            [](VisitWords&) {},                         ""                  },
        {"met, nobody named",
         VisitOutcome::Met,
         [](VisitWords& w) { w.met_whom.reset(); },
         "visits.met_whom_missing"                                                                                                       },
        {"met with topics and memo",
         VisitOutcome::Met,
         [](VisitWords& w) {
             w.topics = {Topic::LikelyHarm, Topic::SafePeacefulLife};
             w.topic_text = PersonalText("鍵の話");
         },                                                                                                          ""                  },
        {"met, a topic twice",
         VisitOutcome::Met,
         [](VisitWords& w) {
             w.topics = {Topic::LikelyHarm, Topic::LikelyHarm};
         },                                                                                                          "visits.topic_twice"},
        {"met with a notice",
         VisitOutcome::Met,
         [](VisitWords& w) { w.notice = notice(); },
         "visits.notice_without_absence"                                                                                                 },
        {"met without a card",             VisitOutcome::MetNoCard,      [](VisitWords&) {},                         ""                  },
        {"absent",                         VisitOutcome::Absent,         [](VisitWords&) {},                         ""                  },
        {"absent with a notice",           VisitOutcome::Absent,         [](VisitWords& w) { w.notice = notice(); }, ""                  },
        {"absent, promised for yesterday",
         VisitOutcome::Absent,
         [](VisitWords& w) { w.notice = notice(day_of(2026, 3, 1)); },
         "visits.follow_up_past"                                                                                                         },
        {"absent with somebody met",
         VisitOutcome::Absent,
         [](VisitWords& w) { w.met_whom = MetWhom::Family; },
         "visits.nobody_was_met"                                                                                                         },
        {"ended at request",               VisitOutcome::EndedAtRequest, [](VisitWords&) {},                         ""                  },
        {"ended with words",
         VisitOutcome::EndedAtRequest,
         [](VisitWords& w) { w.topic_text = PersonalText("理由"); },
         "visits.ended_carries_nothing"                                                                                                  },
        {"ended with a notice",
         VisitOutcome::EndedAtRequest,
         [](VisitWords& w) { w.notice = notice(); },
         "visits.ended_carries_nothing"                                                                                                  },
        {"a shut building at a unit",
         VisitOutcome::BuildingClosed,
         [](VisitWords&) {},
         "visits.outcome_not_for_target"                                                                                                 },
        {"tomorrow",
         VisitOutcome::Absent,
         [](VisitWords& w) {
             w.started_at += std::chrono::hours(24);
             w.ended_at += std::chrono::hours(24);
         },                                                                                                          "visits.in_future"  },
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const UnitId unit = world.add_house(world.here, world.here.beats[0]);
        VisitWords said = words(row.outcome);
        row.change(said);
        const auto recorded = record(unit, said);
        EXPECT_EQ(recorded ? "" : code_of(recorded.error()), row.refusal);
        const auto visits = history(unit);
        ASSERT_EQ(visits.size(), recorded ? 1U : 0U);
        if (!recorded) continue;
        EXPECT_EQ(visits[0].visit.id, recorded->id);
        EXPECT_EQ(visits[0].outcome, row.outcome);
        EXPECT_EQ(visits[0].visit.met_whom, said.met_whom);
        EXPECT_EQ(visits[0].visit.topics, said.topics);
        EXPECT_TRUE(visits[0].visit.topic_text.same_as(said.topic_text));
        EXPECT_EQ(visits[0].visit.notice.has_value(), said.notice.has_value());
        EXPECT_EQ(visits[0].officers, std::vector<std::string>{"佐藤 健"});
    }
}

// [clause 4-7(5)] The stored lengths must not tell one outcome from another.
TEST_P(Visits, fills_every_outcome_to_one_length)
{
    record_well(world.houses[0], VisitOutcome::Met);
    record_well(world.houses[1], VisitOutcome::Absent);
    record_well(world.houses[2], VisitOutcome::EndedAtRequest);
    EXPECT_EQ(world.count("SELECT COUNT(DISTINCT length(detail_cell)) FROM visit"), 1);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit WHERE detail_cell IS NOT NULL"), 3);
}

// [clause 4-4b] A second community officer goes along; an unknown person does not.
TEST_P(Visits, names_who_went_along)
{
    VisitWords said = words(VisitOutcome::Met);
    said.others = {world.caller("COMM").actor.officer};
    ASSERT_TRUE(record(world.houses[0], said));
    EXPECT_EQ(history(world.houses[0])[0].officers, (std::vector<std::string>{"佐藤 健", "高橋 翼"}));
    said.others = {world.caller(world.elsewhere, "COMM").actor.officer};
    const auto foreign = record(world.houses[0], said);
    ASSERT_FALSE(foreign);
    EXPECT_EQ(code_of(foreign.error()), "visits.officer_unknown");
}

// [clause 4-4b] What happened at night is kept, as a violation with its reason.
TEST_P(Visits, keeps_a_night_visit_without_approval_only_with_its_reason)
{
    world.clock.set("2026-03-02T18:30:00+09:00");
    VisitWords said = words(VisitOutcome::Met);
    const auto plain = record(world.houses[0], said);
    ASSERT_FALSE(plain);
    EXPECT_EQ(code_of(plain.error()), "visits.night_not_approved");
    said.violation_reason = "住民に呼び止められた";
    const auto kept = record(world.houses[0], said);
    ASSERT_TRUE(kept) << code_of(kept.error());
    EXPECT_EQ(kept->night, NightStanding::Violation);
    EXPECT_EQ(kept->warnings, std::vector{VisitWarning::OutsideCourtesyWindow});
    EXPECT_EQ(history(world.houses[0])[0].visit.violation_reason, said.violation_reason);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit WHERE night = 'VIOLATION'"), 1);
}

// [clause 4-4b] Planned to end by day and ran over: marked, no violation.
TEST_P(Visits, marks_a_visit_that_ran_past_sunset)
{
    world.clock.set("2026-03-02T17:50:00+09:00");
    VisitWords said = words(VisitOutcome::Met);
    said.started_at = *parse_instant("2026-03-02T17:20:00+09:00");
    said.planned_end = *parse_instant("2026-03-02T17:35:00+09:00");
    const auto recorded = record(world.houses[0], said);
    ASSERT_TRUE(recorded) << code_of(recorded.error());
    EXPECT_EQ(recorded->night, NightStanding::Overran);
}

// [clause 0 (通達)] Judged by the rules in force on the day of the visit, and their version is kept.
TEST_P(Visits, refuses_a_day_before_any_rules)
{
    VisitWords said = words(VisitOutcome::Absent);
    said.started_at = *parse_instant("1990-03-02T10:00:00+09:00");
    said.ended_at = said.started_at;
    EXPECT_FALSE(record(world.houses[0], said));
    record_well(world.houses[0], VisitOutcome::Absent);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit WHERE ruleset <> ''"), 1);
}

TEST_P(Visits, answers_a_repeated_act_from_its_first_outcome)
{
    const auto key = domain::RequestKey::make(world.clock.now(), world.random);
    const VisitWords said = words(VisitOutcome::Absent);
    const auto once = world.once(world.caller("BEAT"), key, "a");
    const auto first = app::record_visit(app, once, world.houses[0], said);
    world.clock.advance(std::chrono::hours(30));
    const auto again = app::record_visit(app, once, world.houses[0], said);
    ASSERT_TRUE(first && again);
    EXPECT_EQ(again->id, first->id);
    EXPECT_EQ(again->warnings, first->warnings);
    EXPECT_EQ(again->next_due_on, first->next_due_on);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit"), 1);
    EXPECT_EQ(world.count("SELECT SUM(not_met) FROM beat_month_counter"), 1);
    EXPECT_EQ(world.entries(world.here.id)[0].action, "request.repeated");
    const auto other =
        app::record_visit(app, world.once(world.caller("BEAT"), key, "b"), world.houses[0], said);
    ASSERT_FALSE(other);
    EXPECT_EQ(code_of(other.error()), "request.key_used_for_another_body");
}

// [clause 6-6] Another station's door is one that does not exist.
TEST_P(Visits, answers_alike_for_a_foreign_door_and_for_none)
{
    const UnitId nowhere = UnitId::make(world.clock.now(), world.random);
    for (const UnitId unit : {world.house_elsewhere, nowhere}) {
        const auto recorded = record(unit, words(VisitOutcome::Met));
        ASSERT_FALSE(recorded);
        EXPECT_EQ(code_of(recorded.error()), "duty.not_found");
        EXPECT_EQ(recorded.error().clause.view(), "");
        const auto listed = app::list_visits(app, world.caller("GM"), unit, {}, 10);
        ASSERT_FALSE(listed);
        EXPECT_EQ(code_of(listed.error()), "duty.not_found");
    }
}

// [clause 4-3(1)] Each act, done or refused, is in the ledger.
TEST_P(Visits, records_done_and_refused_in_the_ledger)
{
    record_well(world.houses[0], VisitOutcome::Met);
    auto top = world.entries(world.here.id)[0];
    EXPECT_EQ(top.action, "visits.recorded");
    EXPECT_EQ(top.outcome, ledger::Outcome::Done);
    EXPECT_EQ(top.role, "BEAT");
    EXPECT_EQ(top.clause, "4-3(1)");
    EXPECT_EQ(top.cells.size(), 1U);

    const auto refused = record(world.house_of_beat_1, words(VisitOutcome::Met));
    ASSERT_FALSE(refused);
    EXPECT_EQ(code_of(refused.error()), "duty.not_found");
    top = world.entries(world.here.id)[0];
    EXPECT_EQ(top.outcome, ledger::Outcome::Neutral);
    EXPECT_EQ(top.refusal, "");
    EXPECT_EQ(top.role, "BEAT");
    EXPECT_EQ(top.clause, "4-3(1)");
    EXPECT_TRUE(top.cells.empty());
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit"), 1);
}

}  // namespace junkai
