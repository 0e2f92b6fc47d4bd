// SPDX-License-Identifier: Apache-2.0
#include "app/sessions/sessions.h"
#include "kit/world.h"

namespace junkai {
namespace {

using domain::OfficerNo;

constexpr const char* kPassword = "correct horse battery";
constexpr const char* kFresh = "staple horse battery";

class SessionsTest : public kit::WorldTest {
protected:
    SessionsTest()
    {
        const auto hash = app.sessions.hash(kPassword);
        app.database.write([&](db::Transaction& transaction) {
            storage::Sessions(transaction).put_credential(officer, hash, world.clock.now(), false);
        });
    }

    OfficerNo number()
    {
        std::optional<OfficerNo> out;
        app.database.read([&](db::Transaction& transaction) {
            out = storage::Roster(transaction).find_officer(officer)->officer.number;
        });
        return *out;
    }

    std::string log_in()
    {
        const auto opened = app.sessions.log_in(number(), kPassword);
        EXPECT_TRUE(opened) << opened.error().code.view();
        return opened->cookie.reveal();
    }

    std::string refusal(const OfficerNo& who, const char* password)
    {
        const auto opened = app.sessions.log_in(who, password);
        return opened ? "" : std::string(opened.error().code.view());
    }

    /// The one entry of that action; within a frozen millisecond the order of entries is left to chance.
    std::optional<ledger::Entry> entry_of(std::string_view action)
    {
        std::optional<ledger::Entry> out;
        for (auto& entry : world.entries(world.here.id))
            if (entry.action == action) out = std::move(entry);
        return out;
    }

    domain::OfficerId officer = world.caller("BEAT").actor.officer;
};

JUNKAI_ENGINES(SessionsTest);

TEST_P(SessionsTest, a_cookie_finds_who_logged_in)
{
    const auto who = app.sessions.find(log_in());
    ASSERT_TRUE(who);
    EXPECT_EQ(who->actor.officer, officer);
    EXPECT_EQ(who->station, world.here.id);
    const auto entry = entry_of("session.logged_in");
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->actor, officer.uuid());
    EXPECT_FALSE(app.sessions.find("another cookie"));
    EXPECT_EQ(world.count("SELECT count(*) FROM session"), 1);
}

TEST_P(SessionsTest, an_unknown_number_and_a_wrong_password_answer_alike)
{
    EXPECT_EQ(refusal(number(), "wrong"), "session.wrong_number_or_password");
    EXPECT_TRUE(entry_of("session.log_in_failed"));
    EXPECT_EQ(refusal(*OfficerNo::parse("9999999"), kPassword), "session.wrong_number_or_password");
    EXPECT_EQ(world.count("SELECT count(*) FROM session"), 0);
}

TEST_P(SessionsTest, guessing_is_slowed_and_nobody_is_shut_out)
{
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(refusal(number(), "wrong"), "session.wrong_number_or_password") << i;
    EXPECT_EQ(refusal(number(), kPassword), "session.throttled") << "also with the right one";
    world.clock.advance(std::chrono::milliseconds(1999));
    EXPECT_EQ(refusal(number(), kPassword), "session.throttled");
    world.clock.advance(std::chrono::milliseconds(1));
    EXPECT_EQ(refusal(number(), "wrong"), "session.wrong_number_or_password");
    world.clock.advance(std::chrono::milliseconds(3999));
    EXPECT_EQ(refusal(number(), kPassword), "session.throttled") << "twice as long after the next failure";
    world.clock.advance(std::chrono::milliseconds(1));
    EXPECT_EQ(refusal(number(), kPassword), "");
    EXPECT_EQ(refusal(number(), "wrong"), "session.wrong_number_or_password");
    EXPECT_EQ(refusal(number(), kPassword), "") << "a good log-in forgets the failures";
}

TEST_P(SessionsTest, is_over_after_half_an_hour_without_a_request)
{
    const auto cookie = log_in();
    for (int i = 0; i < 3; ++i) {
        world.clock.advance(std::chrono::minutes(30) - std::chrono::microseconds(1));
        EXPECT_TRUE(app.sessions.find(cookie)) << i;
    }
    world.clock.advance(std::chrono::minutes(30));
    EXPECT_FALSE(app.sessions.find(cookie));
}

TEST_P(SessionsTest, is_over_after_twelve_hours_of_requests)
{
    const auto cookie = log_in();
    for (int i = 0; i < 47; ++i) {
        world.clock.advance(std::chrono::minutes(15));
        ASSERT_TRUE(app.sessions.find(cookie)) << i;
    }
    world.clock.advance(std::chrono::minutes(15) - std::chrono::microseconds(1));
    EXPECT_TRUE(app.sessions.find(cookie));
    world.clock.advance(std::chrono::microseconds(1));
    EXPECT_FALSE(app.sessions.find(cookie));
}

TEST_P(SessionsTest, what_is_over_is_swept_away)
{
    const auto cookie = log_in();
    world.clock.advance(std::chrono::minutes(20));
    EXPECT_TRUE(app.sessions.find(cookie));
    app.sessions.tidy();
    world.clock.advance(std::chrono::minutes(20));
    app.sessions.tidy();
    EXPECT_TRUE(app.sessions.find(cookie)) << "seen 20 minutes ago";
    world.clock.advance(std::chrono::minutes(31));
    app.sessions.tidy();
    EXPECT_EQ(world.count("SELECT count(*) FROM session"), 0);
}

TEST_P(SessionsTest, a_change_of_the_roster_is_seen_at_once)
{
    const auto cookie = log_in();
    const auto before = app.sessions.find(cookie)->actor.assignments.size();
    ASSERT_GT(before, 0U);
    const domain::roster::Designation fresh{
        .id = domain::DesignationId::make(world.clock.now(), world.random),
        .station = world.here.id,
        .officer = officer,
        .role = domain::roster::Role::DesignatedSupervisor,
        .in_force = {world.clock.now(), std::nullopt},
        .by = officer
    };
    app.database.write(
        [&](db::Transaction& transaction) { storage::Roster(transaction).add(fresh, world.clock.now()); });
    EXPECT_TRUE(app.sessions.find(cookie)->actor.designations.empty()) << "as loaded";
    app.sessions.forget_cached();
    ASSERT_EQ(app.sessions.find(cookie)->actor.designations.size(), 1U);
    EXPECT_EQ(app.sessions.find(cookie)->actor.designations.front().id, fresh.id);
}

TEST_P(SessionsTest, a_new_password_ends_the_other_sessions)
{
    const auto other = log_in();
    const auto mine = log_in();
    const auto who = app.sessions.find(mine);
    EXPECT_TRUE(app.sessions.find(other));
    EXPECT_EQ(app.sessions.change_password(*who, "wrong", kFresh).error().code.view(),
              "session.wrong_password");
    EXPECT_TRUE(app.sessions.find(other)) << "nothing happened";
    ASSERT_TRUE(app.sessions.change_password(*who, kPassword, kFresh));
    EXPECT_TRUE(app.sessions.find(mine));
    EXPECT_FALSE(app.sessions.find(other));
    EXPECT_EQ(refusal(number(), kPassword), "session.wrong_number_or_password");
    EXPECT_EQ(refusal(number(), kFresh), "");
}

TEST_P(SessionsTest, a_first_password_hinders_until_it_is_another_one)
{
    app.database.write([&](db::Transaction& transaction) {
        storage::Sessions(transaction)
            .put_credential(officer, app.sessions.hash(kPassword), world.clock.now(), true);
    });
    const auto cookie = log_in();
    const auto who = app.sessions.find(cookie);
    ASSERT_TRUE(app::hindrance_of(*who));
    EXPECT_EQ(app::hindrance_of(*who)->code.view(), "session.must_change_password");
    EXPECT_EQ(app.sessions.change_password(*who, kPassword, kPassword).error().code.view(),
              "session.password_not_new");
    EXPECT_TRUE(app::hindrance_of(*app.sessions.find(cookie)));
    ASSERT_TRUE(app.sessions.change_password(*who, kPassword, kFresh));
    EXPECT_FALSE(app::hindrance_of(*app.sessions.find(cookie))) << "the same session goes on";
}

TEST_P(SessionsTest, a_new_password_is_long_and_not_the_own_number)
{
    const auto who = app.sessions.find(log_in());
    const auto code = [&](const std::string& fresh) {
        const auto changed = app.sessions.change_password(*who, kPassword, fresh);
        return changed ? "" : std::string(changed.error().code.view());
    };
    EXPECT_EQ(code("eleven sign"), "session.password_too_short");
    EXPECT_EQ(code("巡回連絡の合言葉は長く"), "session.password_too_short") << "11 signs, however many bytes";
    EXPECT_EQ(code("secret " + number().str() + " secret"), "session.password_has_number");
    EXPECT_EQ(code("twelve signs"), "");
}

TEST_P(SessionsTest, logging_out_ends_it)
{
    const auto cookie = log_in();
    app.sessions.log_out(*app.sessions.find(cookie));
    EXPECT_FALSE(app.sessions.find(cookie));
    EXPECT_TRUE(entry_of("session.logged_out"));
}

}  // namespace
}  // namespace junkai
