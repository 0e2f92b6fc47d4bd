// SPDX-License-Identifier: Apache-2.0
// Which doors are due, what is seen of them, what is forgotten and what is counted.
#include "app/visits_kit.h"

namespace junkai {

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
