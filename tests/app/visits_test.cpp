// SPDX-License-Identifier: Apache-2.0
#include "app/visits/forget_ended.h"
#include "app/visits/get_progress.h"
#include "app/visits/list_doors.h"
#include "app/visits/list_visits.h"
#include "app/visits/record_visit.h"
#include "base/japan_time.h"
#include "kit/world.h"

#include <algorithm>

namespace junkai {

using app::DoorsShown;
using app::VisitWords;
using domain::UnitId;
using domain::visits::DueReason;
using domain::visits::LeaveBehindNotice;
using domain::visits::MetWhom;
using domain::visits::NightStanding;
using domain::visits::NoticeKind;
using domain::visits::Topic;
using domain::visits::VisitOutcome;
using domain::visits::VisitWarning;

namespace {

constexpr Date day_of(int year, unsigned month, unsigned day)
{
    return Date(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day));
}

LeaveBehindNotice notice(const std::optional<Date>& follow_up = {})
{
    return {.id = domain::NoticeId(Uuid{}), .left_at = {}, .follow_up_on = follow_up};
}

std::string code_of(const Refusal& refusal)
{
    return std::string(refusal.code.view());
}

}  // namespace

class Visits : public kit::WorldTest {
protected:
    /// A visit that ended now and began five minutes ago.
    VisitWords words(VisitOutcome outcome)
    {
        VisitWords out{.outcome = outcome};
        out.ended_at = world.clock.now();
        out.started_at = out.ended_at - std::chrono::minutes(5);
        const bool met = outcome == VisitOutcome::Met || outcome == VisitOutcome::MetNoCard;
        if (met) out.met_whom = MetWhom::Self;
        return out;
    }

    auto record(UnitId unit, const VisitWords& said)
    {
        return app::record_visit(app, world.once(world.caller("BEAT")), unit, said);
    }

    void record_well(UnitId unit, VisitOutcome outcome)
    {
        const auto recorded = record(unit, words(outcome));
        ASSERT_TRUE(recorded) << code_of(recorded.error());
    }

    app::DoorsOfDay doors(DoorsShown shown = DoorsShown::Due, std::string_view role = "BEAT")
    {
        auto listed = app::list_doors(app, world.caller(role), world.here.beats[0], shown, {}, 500);
        EXPECT_TRUE(listed) << code_of(listed.error());
        return std::move(*listed);
    }

    std::optional<app::DoorLine> door(UnitId unit, std::string_view role = "BEAT")
    {
        const auto all = doors(DoorsShown::All, role);
        const auto found =
            std::ranges::find_if(all.lines, [&](const auto& line) { return line.door.unit.id == unit; });
        return found == all.lines.end() ? std::nullopt : std::optional(*found);
    }

    std::vector<app::VisitLine> history(UnitId unit, std::string_view role = "BEAT")
    {
        auto listed = app::list_visits(app, world.caller(role), unit, {}, 100);
        EXPECT_TRUE(listed) << code_of(listed.error());
        return std::move(*listed);
    }
};

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

// [clause 4-1a] [clause 4-2(1)] Every unit of the beat is due, and again when the period is over.
TEST_P(Visits, lists_what_is_due_in_walking_order)
{
    auto today = doors();
    ASSERT_EQ(today.lines.size(), 8U);
    EXPECT_EQ(today.left, 8);
    EXPECT_EQ(today.lines[0].door.unit.id, world.houses[0]);
    EXPECT_EQ(today.lines[5].door.unit.id, world.flats[0]);
    EXPECT_EQ(today.lines[0].due->reason, DueReason::NeverMet);
    EXPECT_FALSE(today.night_now);
    EXPECT_EQ(japan_date(today.sunset), today.date);

    record_well(world.houses[0], VisitOutcome::Met);
    today = doors();
    EXPECT_EQ(today.lines.size(), 7U);
    EXPECT_EQ(today.done_today, 1);
    EXPECT_EQ(today.left, 7);
    EXPECT_EQ(door(world.houses[0])->today, VisitOutcome::Met);

    // Met on 2026-03-02, once a year: due from 2027-03-03.
    world.clock.set("2027-03-02T10:00:00+09:00");
    EXPECT_FALSE(door(world.houses[0])->due);
    world.clock.set("2027-03-03T10:00:00+09:00");
    ASSERT_TRUE(door(world.houses[0])->due);
    EXPECT_EQ(door(world.houses[0])->due->reason, DueReason::PeriodOver);
}

// [clause 4-1b] Exempt units are neither listed nor visited, only counted.
TEST_P(Visits, leaves_exempt_units_alone)
{
    world.database().write([&](db::Transaction& transaction) {
        const db::Statement exempt{"test_exempt",
                                   "UPDATE unit SET exempt = 1 WHERE unit_id = $1",
                                   "UPDATE unit SET exempt = 1 WHERE unit_id = $1",
                                   1};
        transaction.execute(exempt, {world.houses[0]});
    });
    EXPECT_EQ(doors().lines.size(), 7U);
    EXPECT_FALSE(door(world.houses[0])->due);
    const auto recorded = record(world.houses[0], words(VisitOutcome::Met));
    ASSERT_FALSE(recorded);
    EXPECT_EQ(code_of(recorded.error()), "visits.unit_exempt");
}

// [clause 4-7(4)] The day told on the notice is kept.
TEST_P(Visits, comes_again_on_the_day_that_was_promised)
{
    VisitWords said = words(VisitOutcome::Absent);
    said.notice = notice(day_of(2026, 3, 5));
    ASSERT_TRUE(record(world.houses[0], said));
    EXPECT_EQ(door(world.houses[0])->door.not_before, day_of(2026, 3, 5));
    world.clock.set("2026-03-04T10:00:00+09:00");
    EXPECT_FALSE(door(world.houses[0])->due);
    world.clock.set("2026-03-05T10:00:00+09:00");
    ASSERT_TRUE(door(world.houses[0])->due);
    EXPECT_EQ(door(world.houses[0])->due->reason, DueReason::FollowUp);
    const auto again = doors(DoorsShown::Revisit);
    ASSERT_EQ(again.lines.size(), 1U);
    EXPECT_EQ(again.lines[0].door.unit.id, world.houses[0]);
    EXPECT_EQ(again.left, 8);
}

// [clause 4-3(1)] A shut entrance is about the building: no unit counts as tried.
TEST_P(Visits, records_a_shut_entrance_on_the_building)
{
    const auto closed = app::record_building_visit(
        app, world.once(world.caller("BEAT")), world.building, words(VisitOutcome::BuildingClosed));
    ASSERT_TRUE(closed) << code_of(closed.error());
    EXPECT_EQ(closed->outcome, VisitOutcome::BuildingClosed);
    EXPECT_EQ(doors().lines.size(), 5U);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM unit WHERE last_try_on IS NOT NULL"), 0);
    world.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(door(world.flats[0])->due->reason, DueReason::BuildingWasClosed);
    EXPECT_EQ(door(world.houses[0])->due->reason, DueReason::NeverMet);
}

TEST_P(Visits, gives_the_list_in_pages)
{
    const auto beat = world.here.beats[0];
    const auto first = app::list_doors(app, world.caller("BEAT"), beat, DoorsShown::Due, {}, 5);
    ASSERT_TRUE(first);
    ASSERT_EQ(first->lines.size(), 5U);
    EXPECT_FALSE(first->is_last_page);
    const auto& last = first->lines.back().door;
    const auto rest = app::list_doors(
        app, world.caller("BEAT"), beat, DoorsShown::Due, {last.walk_order, last.unit.id.uuid()}, 5);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->lines.size(), 3U);
    EXPECT_TRUE(rest->is_last_page);
    EXPECT_EQ(rest->left, 8);
}

// [clause 4-7(5)] Only the beat officer and the managers may know; to others an absence looks the same.
TEST_P(Visits, shows_an_ended_visit_to_the_beat_officer_and_managers_only)
{
    record_well(world.houses[0], VisitOutcome::EndedAtRequest);
    VisitWords absent = words(VisitOutcome::Absent);
    absent.notice = notice();
    ASSERT_TRUE(record(world.houses[1], absent));
    for (const char* role : {"BEAT", "GM", "DGM", "BM"}) {
        SCOPED_TRACE(role);
        EXPECT_EQ(history(world.houses[0], role)[0].outcome, VisitOutcome::EndedAtRequest);
        EXPECT_EQ(door(world.houses[0], role)->today, VisitOutcome::EndedAtRequest);
    }
    for (const char* role : {"CHIEF", "CUST", "SUP", "COMM", "SUPP"})
        for (const UnitId unit : {world.houses[0], world.houses[1]}) {
            SCOPED_TRACE(role);
            const auto line = history(unit, role)[0];
            EXPECT_FALSE(line.met);
            EXPECT_FALSE(line.outcome);
            EXPECT_FALSE(line.visit.notice);
            EXPECT_TRUE(door(unit, role)->tried_today);
            EXPECT_FALSE(door(unit, role)->today);
        }
    // 6-6: nobody reads a history without saying what for.
    auto without = world.caller("BEAT");
    without.purpose.reset();
    const auto refused = app::list_visits(app, without, world.houses[0], {}, 10);
    ASSERT_FALSE(refused);
    EXPECT_EQ(code_of(refused.error()), "duty.purpose_missing");
}

// [clause 4-7(5)] After the profile's twelve months it is gone, on the day and not before.
TEST_P(Visits, forgets_what_ended_at_request)
{
    record_well(world.houses[0], VisitOutcome::EndedAtRequest);
    record_well(world.houses[1], VisitOutcome::Absent);
    record_well(world.houses[2], VisitOutcome::Met);
    EXPECT_EQ(door(world.houses[0])->door.not_before, day_of(2026, 9, 3));

    world.clock.set("2027-03-02T23:59:00+09:00");
    app::forget_ended_visits(app);
    EXPECT_EQ(history(world.houses[0])[0].outcome, VisitOutcome::EndedAtRequest);
    const auto before = world.entries(world.here.id).size();

    world.clock.set("2027-03-03T00:01:00+09:00");
    app::forget_ended_visits(app);
    const auto entries = world.entries(world.here.id);
    ASSERT_EQ(entries.size(), before + 1);
    EXPECT_EQ(entries[0].action, "visits.forgotten");
    EXPECT_EQ(entries[0].clause, "4-7(5)");
    EXPECT_FALSE(entries[0].actor);
    for (const UnitId unit : {world.houses[0], world.houses[1]}) {
        EXPECT_FALSE(history(unit)[0].outcome);
        EXPECT_FALSE(history(unit)[0].met);
        EXPECT_FALSE(door(unit)->door.not_before);
    }
    EXPECT_EQ(history(world.houses[2])[0].outcome, VisitOutcome::Met);
    // What is forgotten is forgotten once.
    const auto after = world.entries(world.here.id).size();
    app::forget_ended_visits(app);
    EXPECT_EQ(world.entries(world.here.id).size(), after);
}

// [clause 3-2a] Counters say at any moment what counting says, late entries and all.
TEST_P(Visits, counts_like_plain_counting_after_a_random_walk)
{
    constexpr VisitOutcome kOutcomes[] = {VisitOutcome::Met,
                                          VisitOutcome::MetNoCard,
                                          VisitOutcome::Absent,
                                          VisitOutcome::Absent,
                                          VisitOutcome::EndedAtRequest};
    SeededRandom random(7);
    for (int step = 0; step < 60; ++step) {
        world.clock.advance(std::chrono::hours(24 * static_cast<int>(random.below(4))) +
                            std::chrono::minutes(1));
        VisitWords said = words(kOutcomes[random.below(std::size(kOutcomes))]);
        if (random.below(4) == 0) {
            const auto back = std::chrono::hours(24 * static_cast<int>(random.below(45)));
            said.started_at -= back;
            said.ended_at -= back;
        }
        const auto recorded = record(world.houses[random.below(world.houses.size())], said);
        ASSERT_TRUE(recorded) << code_of(recorded.error());
    }
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit"), 60);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM unit u WHERE "
                          "COALESCE(u.last_met_on, '') <> COALESCE((SELECT MAX(v.visited_on) FROM visit v "
                          "WHERE v.unit_id = u.unit_id AND v.met = 1), '') OR "
                          "COALESCE(u.last_try_on, '') <> COALESCE((SELECT MAX(v.visited_on) FROM visit v "
                          "WHERE v.unit_id = u.unit_id), '') OR "
                          "u.tries_since_met <> (SELECT COUNT(*) FROM visit v WHERE v.unit_id = u.unit_id "
                          "AND v.met = 0 AND v.started_at > COALESCE((SELECT MAX(m.started_at) FROM visit m "
                          "WHERE m.unit_id = u.unit_id AND m.met = 1), 0))"),
              0);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM beat_month_counter c WHERE "
                          "c.met <> (SELECT COUNT(*) FROM visit v WHERE v.beat_id = c.beat_id AND v.met = 1 "
                          "AND substr(v.visited_on, 1, 7) = c.month) OR "
                          "c.not_met <> (SELECT COUNT(*) FROM visit v WHERE v.beat_id = c.beat_id "
                          "AND v.met = 0 AND substr(v.visited_on, 1, 7) = c.month) OR "
                          "c.last_met <> (SELECT COUNT(*) FROM unit u WHERE u.beat_id = c.beat_id "
                          "AND u.exempt = 0 AND substr(u.last_met_on, 1, 7) = c.month)"),
              0);
    EXPECT_EQ(world.count("SELECT SUM(met + not_met) FROM beat_month_counter"), 60);

    const auto progress = app::get_progress(app, world.caller("BEAT"));
    ASSERT_TRUE(progress);
    ASSERT_EQ(progress->size(), 2U);
    const auto& mine = (*progress)[0];
    EXPECT_EQ(mine.beat.id, world.here.beats[0]);
    EXPECT_EQ(mine.counts.units,
              world.count("SELECT COUNT(*) FROM unit WHERE beat_id = $1", {world.here.beats[0]}));
    const std::string month = format_date(japan_date(world.clock.now())).substr(0, 7);
    EXPECT_EQ(
        mine.counts.met_this_month,
        world.count("SELECT COUNT(*) FROM visit WHERE met = 1 AND substr(visited_on, 1, 7) = $1", {month}));
    EXPECT_EQ(mine.counts.met_this_year,
              world.count("SELECT COUNT(*) FROM unit WHERE last_met_on >= $1", {"2026-04-01"}));
    EXPECT_EQ(app::get_progress(app, world.caller("GM"))->size(), 4U);
}

}  // namespace junkai
