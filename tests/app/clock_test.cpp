// SPDX-License-Identifier: Apache-2.0
// The clock is set back and forward: nobody's session lives longer for it, nobody is shut out, the ledger
// goes on, and nothing is forgotten because of it.
#include "app/clock_watch.h"
#include "app/ledger/keep_ledger.h"
#include "app/visits/record_visit.h"
#include "kit/world.h"

#include <set>

namespace junkai {
namespace {

using namespace std::chrono_literals;

constexpr const char* kPassword = "correct horse battery";

class ClockFaults : public kit::WorldTest {
protected:
    ClockFaults()
    {
        const auto officer = world.caller("BEAT").actor.officer;
        const auto hash = app.sessions.hash(kPassword);
        app.database.write([&](db::Transaction& transaction) {
            storage::Sessions(transaction).put_credential(officer, hash, world.clock.now(), false);
        });
        app.database.read([&](db::Transaction& transaction) {
            number = storage::Roster(transaction).find_officer(officer)->officer.number;
        });
    }

    std::string log_in()
    {
        const auto opened = app.sessions.log_in(*number, kPassword);
        EXPECT_TRUE(opened) << opened.error().code.view();
        return opened ? opened->cookie.reveal() : "";
    }

    app::VisitWords absent()
    {
        app::VisitWords words{.outcome = domain::visits::VisitOutcome::Absent};
        words.ended_at = world.clock.now();
        words.started_at = words.ended_at - 2min;
        return words;
    }

    std::optional<domain::OfficerNo> number;
};

JUNKAI_ENGINES(ClockFaults);

struct Move {
    const char* what;
    std::chrono::microseconds by;
    bool lives;
};

TEST_P(ClockFaults, a_session_does_not_outlive_its_hours_when_the_clock_moves)
{
    const Move moves[] = {
        {"a step as clocks in step make", -30s,  true },
        {"set back before its beginning", -1h,   false},
        {"set back by a day",             -24h,  false},
        {"idle too long",                 31min, false},
        {"set forward past its end",      13h,   false},
    };
    for (const Move& move : moves) {
        const std::string cookie = log_in();
        world.clock.advance(move.by);
        EXPECT_EQ(app.sessions.find(cookie) != nullptr, move.lives) << move.what;
        EXPECT_NE(app.sessions.find(log_in()), nullptr) << "whoever logs in anew: " << move.what;
    }
}

TEST_P(ClockFaults, time_that_was_seen_ahead_does_not_count_as_presence)
{
    const std::string cookie = log_in();
    for (int i = 0; i < 20; ++i) {
        world.clock.advance(29min);
        ASSERT_NE(app.sessions.find(cookie), nullptr);
    }
    world.clock.advance(-9h);
    ASSERT_NE(app.sessions.find(cookie), nullptr);
    world.clock.advance(31min);
    EXPECT_EQ(app.sessions.find(cookie), nullptr) << "idle for half an hour as anybody";
}

TEST_P(ClockFaults, a_block_after_wrong_passwords_ends_when_the_clock_was_set_back)
{
    for (int i = 0; i < 8; ++i)
        (void)app.sessions.log_in(*number, "wrong");
    EXPECT_EQ(app.sessions.log_in(*number, kPassword).error().code.view(), "session.throttled");
    world.clock.advance(-24h);
    (void)log_in();
}

TEST_P(ClockFaults, the_ledger_goes_on_and_verifies_whatever_the_clock_says)
{
    std::set<Uuid> ids;
    for (const auto by : {0h, 48h, -72h, 24h, -2h}) {
        world.clock.advance(by);
        const auto done = app::record_visit(app, world.once(world.caller("BEAT")), world.houses[0], absent());
        EXPECT_TRUE(done) << done.error().code.view();
        app::keep_ledgers(app);
        const auto verdict = app::verify_ledger(app, world.station());
        EXPECT_TRUE(verdict.good()) << ledger::describe(verdict.fault);
        EXPECT_EQ(verdict.pending, 0U);
    }
    for (const auto& entry : world.entries(world.here.id))
        EXPECT_TRUE(ids.insert(entry.id).second);
    EXPECT_GE(ids.size(), 5U);
}

TEST_P(ClockFaults, a_repeat_finds_its_first_outcome_before_that_outcomes_time)
{
    const auto words = absent();
    const auto key = domain::RequestKey::make(world.clock.now(), world.random);
    const auto first = app::record_visit(app, world.once(world.caller("BEAT"), key), world.houses[0], words);
    ASSERT_TRUE(first);
    world.clock.advance(-1h);
    const auto again = app::record_visit(app, world.once(world.caller("BEAT"), key), world.houses[0], words);
    ASSERT_TRUE(again) << again.error().code.view();
    EXPECT_EQ(again->id, first->id);
}

/// A clock of the wall and one that only runs on.
class Watched : public ::testing::Test {
protected:
    void both(std::chrono::microseconds by)
    {
        wall.advance(by);
        steady += by;
    }

    app::ClockWatch watch(std::optional<Instant> last)
    {
        return {wall, last, [this] { return steady; }};
    }

    kit::FrozenClock wall;
    std::chrono::microseconds steady{0};
};

TEST_F(Watched, a_clock_that_runs_is_believed)
{
    auto one = watch(wall.now() - 2h);
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(one.doubt(), "");
        both(1h);
    }
    wall.advance(-24h * 365);
    EXPECT_EQ(one.doubt(), "") << "set back: things are kept longer";
    wall.advance(24h * 3);
    EXPECT_EQ(one.doubt(), "") << "three days harm nobody";
}

TEST_F(Watched, a_jump_ahead_is_doubted_until_it_is_put_right_or_has_lasted_a_day)
{
    for (const bool put_right : {true, false}) {
        auto one = watch(wall.now());
        both(1h);
        EXPECT_EQ(one.doubt(), "");
        wall.advance(24h * 90);
        EXPECT_NE(one.doubt(), "");
        both(23h);
        EXPECT_NE(one.doubt(), "");
        if (put_right) {
            wall.advance(-24h * 90);
        } else {
            both(1h);
        }
        EXPECT_EQ(one.doubt(), "");
        both(1h);
        EXPECT_EQ(one.doubt(), "");
    }
}

TEST_F(Watched, a_server_that_starts_months_after_the_last_record_waits_a_day)
{
    auto one = watch(wall.now() - 24h * 60);
    EXPECT_NE(one.doubt(), "");
    both(24h);
    EXPECT_EQ(one.doubt(), "");
    EXPECT_EQ(watch(std::nullopt).doubt(), "") << "a new store";
}

}  // namespace
}  // namespace junkai
