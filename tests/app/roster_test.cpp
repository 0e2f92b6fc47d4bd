// SPDX-License-Identifier: Apache-2.0
// Roster: who may appoint whom, and that it holds from the next request on.
#include "app/roster/assignments.h"
#include "app/roster/designations.h"
#include "app/roster/first_administrator.h"
#include "app/roster/officers.h"
#include "kit/world.h"

namespace junkai {
namespace {

using domain::OfficerId;
using domain::OfficerNo;
using domain::roster::Post;
using domain::roster::Role;

class RosterTest : public kit::WorldTest {
protected:
    /// A system administrator: headquarters' roles belong to no station.
    app::Caller administrator()
    {
        auto out = world.caller("CHIEF");
        out.actor.designations = {
            {.id = domain::DesignationId::make(world.clock.now(), world.random),
             .officer = out.actor.officer,
             .role = Role::SystemAdministrator,
             .in_force = {world.clock.now() - std::chrono::hours(1), std::nullopt},
             .by = out.actor.officer}
        };
        return world.once(out);
    }

    app::CreateOfficer new_officer(const char* number = "880001")
    {
        return {.number = *OfficerNo::parse(number),
                .name = "見本 新",
                .post = Post::CommunityOfficer,
                .is_community_officer = true};
    }

    OfficerId add_officer(const char* number = "880001")
    {
        return app::create_officer(app, administrator(), new_officer(number))->officer.officer.id;
    }

    template <class T>
    static std::string code(const Result<T>& answer)
    {
        return answer ? "" : std::string(answer.error().code.view());
    }

    std::string designate(app::Caller caller, app::Designate command)
    {
        return code(app::create_designation(app, world.once(std::move(caller)), command));
    }

    std::string assign(app::Caller caller, app::AssignABeat command)
    {
        return code(app::create_assignment(app, world.once(std::move(caller)), command));
    }

    const domain::places::Site& site() { return world.station().frame()->sites.front(); }

    domain::BlockId block() { return world.station().frame()->blocks.front().id; }
};

JUNKAI_ENGINES(RosterTest);

TEST_P(RosterTest, a_new_officer_logs_in_with_the_password_shown_once_and_must_change_it)
{
    const auto act = administrator();
    const auto made = app::create_officer(app, act, new_officer());
    ASSERT_TRUE(made);
    ASSERT_TRUE(made->first_password);
    EXPECT_EQ(made->officer.officer.station, world.here.id);
    const auto opened = app.sessions.log_in(made->officer.officer.number, made->first_password->reveal());
    ASSERT_TRUE(opened);
    EXPECT_TRUE(opened->who->must_change_password);

    const auto again = app::create_officer(app, act, new_officer());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->officer.officer.id, made->officer.officer.id);
    EXPECT_FALSE(again->first_password);
    EXPECT_TRUE(app.sessions.log_in(made->officer.officer.number, made->first_password->reveal()))
        << "a repeat changes no password";
}

TEST_P(RosterTest, a_number_is_given_once)
{
    add_officer();
    EXPECT_EQ(code(app::create_officer(app, administrator(), new_officer())), "roster.number_taken");
}

TEST_P(RosterTest, only_headquarters_registers_people)
{
    for (const char* role : {"CHIEF", "GM", "BEAT", "ADV"})
        EXPECT_EQ(code(app::create_officer(app, world.once(world.caller(role)), new_officer())),
                  "duty.not_permitted")
            << role;
    auto elsewhere = new_officer();
    elsewhere.station = world.elsewhere.id;
    EXPECT_EQ(code(app::create_officer(app, world.once(world.caller("CHIEF")), elsewhere)),
              "duty.not_permitted");
    const auto made = app::create_officer(app, administrator(), elsewhere);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->officer.officer.station, world.elsewhere.id);
}

TEST_P(RosterTest, a_lost_password_is_replaced_and_the_sessions_are_over)
{
    const auto made = app::create_officer(app, administrator(), new_officer());
    const auto opened = app.sessions.log_in(made->officer.officer.number, made->first_password->reveal());
    const std::string cookie = opened->cookie.reveal();
    const OfficerId officer = made->officer.officer.id;
    EXPECT_EQ(code(app::reset_password(app, world.once(world.caller("CHIEF")), officer)),
              "duty.not_permitted");
    const auto fresh = app::reset_password(app, administrator(), officer);
    ASSERT_TRUE(fresh);
    EXPECT_FALSE(app.sessions.log_in(made->officer.officer.number, made->first_password->reveal()));
    EXPECT_TRUE(app.sessions.log_in(made->officer.officer.number, fresh->first_password->reveal()));
    EXPECT_FALSE(app.sessions.find(cookie));
}

TEST_P(RosterTest, lists_people_in_pages_by_number)
{
    const auto all = app::list_officers(app, world.caller("BEAT"), {}, "", 100);
    ASSERT_TRUE(all);
    EXPECT_EQ(all->size(), 11U);
    const auto rest = app::list_officers(app, world.caller("BEAT"), {}, (*all)[3].officer.number.str(), 3);
    ASSERT_TRUE(rest);
    ASSERT_EQ(rest->size(), 3U);
    EXPECT_EQ((*rest)[0].officer.id, (*all)[4].officer.id);
    EXPECT_EQ(code(app::list_officers(app, world.caller("BEAT"), world.elsewhere.id, "", 100)),
              "duty.not_found");
    EXPECT_TRUE(app::list_officers(app, administrator(), world.elsewhere.id, "", 100));
}

// [clause 3-3a] [clause 3-3b] [clause 3-3c]
TEST_P(RosterTest, the_chief_designates_the_managers)
{
    const OfficerId officer = add_officer();
    EXPECT_EQ(designate(world.caller("GM"), {.officer = officer, .role = Role::DeputyGeneralManager}),
              "duty.not_permitted");
    EXPECT_EQ(designate(world.caller("CHIEF"), {.officer = officer, .role = Role::DeputyGeneralManager}), "");
    EXPECT_EQ(designate(world.caller("CHIEF"), {.officer = officer, .role = Role::GeneralManager}),
              "roster.general_manager_taken");
    EXPECT_EQ(designate(world.caller("CHIEF"), {.officer = officer, .role = Role::BlockManager}),
              "roster.block_missing");
    EXPECT_EQ(designate(world.caller("CHIEF"),
                        {.officer = officer, .role = Role::BlockManager, .blocks = {block()}}),
              "");
    EXPECT_EQ(designate(world.caller("CHIEF"), {.officer = officer, .role = Role::StationChief}),
              "duty.not_permitted")
        << "the chief is headquarters' to name";
}

// [clause 3-3a] [clause 6-2(1)]
TEST_P(RosterTest, nobody_designates_himself_nor_backwards)
{
    const OfficerId officer = add_officer();
    const auto chief = world.caller("CHIEF");
    EXPECT_EQ(designate(chief, {.officer = chief.actor.officer, .role = Role::DesignatedSupervisor}),
              "roster.own_designation");
    const auto admin = administrator();
    EXPECT_EQ(designate(admin, {.officer = admin.actor.officer, .role = Role::Auditor}),
              "roster.own_designation")
        << "headquarters neither";

    const Instant midnight = japan_instant(japan_date(world.clock.now()), 0);
    const Instant yesterday = midnight - std::chrono::microseconds(1);
    const auto from = [&](Role role, Instant at, const char* reason) {
        return app::Designate{.officer = officer, .role = role, .from = at, .reason = reason};
    };
    EXPECT_EQ(designate(chief, from(Role::DesignatedSupervisor, yesterday, "辞令の遅れ")),
              "roster.begins_in_the_past");
    EXPECT_EQ(designate(chief, from(Role::DesignatedSupervisor, midnight, "")), "") << "today";
    EXPECT_EQ(designate(admin, from(Role::Auditor, yesterday, "")), "roster.back_dated_needs_reason");
    EXPECT_EQ(designate(admin, from(Role::Auditor, yesterday, "辞令の遅れ")), "");
}

// [clause 6-2(1)]
TEST_P(RosterTest, one_custodian_a_site)
{
    const OfficerId officer = add_officer();
    EXPECT_EQ(
        designate(world.caller("BEAT"), {.officer = officer, .role = Role::SiteCustodian, .site = site().id}),
        "duty.not_permitted");
    EXPECT_EQ(
        designate(world.caller("GM"), {.officer = officer, .role = Role::SiteCustodian, .site = site().id}),
        "roster.custodian_taken");
    app::RosterPage page;
    const auto all = app::list_designations(app, world.caller("GM"), page);
    ASSERT_TRUE(all);
    const auto old = std::ranges::find_if(
        *all, [](const auto& view) { return view.designation.role == Role::SiteCustodian; });
    ASSERT_NE(old, all->end());
    EXPECT_EQ(old->scope, site().name);
    EXPECT_TRUE(old->current);
    const auto ended =
        app::end_designation(app, world.once(world.caller("GM")), old->designation.id, std::nullopt);
    ASSERT_TRUE(ended);
    EXPECT_FALSE(ended->current);
    EXPECT_EQ(
        designate(world.caller("GM"), {.officer = officer, .role = Role::SiteCustodian, .site = site().id}),
        "");
}

// [clause 3-1b]
TEST_P(RosterTest, support_ends_by_itself_and_reaches_what_is_listed)
{
    const OfficerId officer = add_officer();
    app::Designate support{.officer = officer, .role = Role::SupportStaff, .beats = {world.here.beats[0]}};
    EXPECT_EQ(designate(world.caller("CHIEF"), support), "roster.support_needs_end");
    support.to = world.clock.now() + std::chrono::hours(8);
    EXPECT_EQ(designate(world.caller("GM"), support), "duty.not_permitted")
        << "support is the chief's to give";
    support.beats = {world.elsewhere.beats[0]};
    EXPECT_EQ(designate(world.caller("CHIEF"), support), "roster.place_elsewhere");
    support.beats.clear();
    support.units = {world.house_elsewhere};
    EXPECT_EQ(designate(world.caller("CHIEF"), support), "roster.place_elsewhere");
    support.units = {world.houses[0]};
    EXPECT_EQ(designate(world.caller("CHIEF"), support), "");
}

TEST_P(RosterTest, people_of_another_station_do_not_exist)
{
    const OfficerId stranger = world.caller(world.elsewhere, "BEAT").actor.officer;
    EXPECT_EQ(designate(world.caller("CHIEF"), {.officer = stranger, .role = Role::DesignatedSupervisor}),
              "duty.not_found");
    EXPECT_EQ(assign(world.caller("CHIEF"), {.officer = stranger, .beat = world.here.beats[0]}),
              "duty.not_found");
    EXPECT_EQ(designate(world.caller("CHIEF"),
                        {.officer = OfficerId::make(world.clock.now(), world.random),
                         .role = Role::DesignatedSupervisor}),
              "duty.not_found");
    const auto theirs = app::list_designations(app, world.caller(world.elsewhere, "GM"), {});
    ASSERT_TRUE(theirs);
    EXPECT_EQ(code(app::end_designation(
                  app, world.once(world.caller("CHIEF")), theirs->front().designation.id, std::nullopt)),
              "duty.not_found");
}

TEST_P(RosterTest, headquarters_designates_its_own_roles_and_the_chiefs)
{
    const OfficerId officer = add_officer();
    EXPECT_EQ(designate(world.caller("CHIEF"), {.officer = officer, .role = Role::SystemAdministrator}),
              "duty.not_permitted");
    EXPECT_EQ(designate(administrator(), {.officer = officer, .role = Role::Auditor}), "");
    EXPECT_EQ(designate(administrator(), {.officer = officer, .role = Role::StationChief}),
              "roster.chief_taken");
    const auto all = app::list_designations(app, world.caller("CHIEF"), {.limit = 500});
    ASSERT_TRUE(all);
    EXPECT_TRUE(
        std::ranges::any_of(*all, [](const auto& view) { return view.designation.role == Role::Auditor; }));
}

// [clause 3-1b]
TEST_P(RosterTest, a_beat_is_handed_over_and_seen_by_open_sessions)
{
    const auto made = app::create_officer(app, administrator(), new_officer());
    const OfficerId officer = made->officer.officer.id;
    const auto opened = app.sessions.log_in(made->officer.officer.number, made->first_password->reveal());
    const std::string cookie = opened->cookie.reveal();
    EXPECT_TRUE(app.sessions.find(cookie)->actor.assignments.empty());
    const app::AssignABeat wanted{.officer = officer, .beat = world.here.beats[0]};
    EXPECT_EQ(assign(world.caller("BEAT"), wanted), "duty.not_permitted");
    EXPECT_EQ(assign(world.caller("GM"), wanted), "roster.beat_taken");

    const auto all = app::list_assignments(app, world.caller("GM"), {});
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), world.here.beats.size());
    const auto old = std::ranges::find_if(
        *all, [&](const auto& view) { return view.assignment.beat == world.here.beats[0]; });
    const auto end = [&](const std::optional<Instant>& at) {
        return app::end_assignment(app, world.once(world.caller("GM")), old->assignment.id, at);
    };
    EXPECT_EQ(code(end(world.clock.now() - std::chrono::microseconds(1))), "roster.end_in_the_past");
    const auto ended = end(std::nullopt);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->assignment.in_force.to, world.clock.now());
    EXPECT_EQ(code(end(std::nullopt)), "roster.already_ended");
    EXPECT_EQ(assign(world.caller("GM"), wanted), "");
    ASSERT_EQ(app.sessions.find(cookie)->actor.assignments.size(), 1U);
    EXPECT_EQ(app.sessions.find(cookie)->actor.assignments.front().beat, world.here.beats[0]);
}

TEST_P(RosterTest, an_appointment_that_has_not_begun_can_be_called_off)
{
    const OfficerId officer = add_officer();
    const Instant tomorrow = world.clock.now() + std::chrono::hours(24);
    const auto coming =
        app::create_designation(app,
                                world.once(world.caller("CHIEF")),
                                {.officer = officer, .role = Role::DesignatedSupervisor, .from = tomorrow});
    ASSERT_TRUE(coming);
    EXPECT_FALSE(coming->current);
    const auto off =
        app::end_designation(app, world.once(world.caller("CHIEF")), coming->designation.id, std::nullopt);
    ASSERT_TRUE(off);
    EXPECT_EQ(off->designation.in_force.to, tomorrow);
    world.clock.set(tomorrow);
    EXPECT_EQ(designate(world.caller("CHIEF"), {.officer = officer, .role = Role::DesignatedSupervisor}), "");
}

TEST_P(RosterTest, a_repeat_answers_from_the_first_outcome)
{
    const OfficerId officer = add_officer();
    const auto act = world.once(world.caller("CHIEF"));
    const app::Designate command{.officer = officer, .role = Role::DesignatedSupervisor};
    const auto first = app::create_designation(app, act, command);
    const auto again = app::create_designation(app, act, command);
    ASSERT_TRUE(first);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->designation.id, first->designation.id);
    const auto end = world.once(world.caller("CHIEF"));
    ASSERT_TRUE(app::end_designation(app, end, first->designation.id, std::nullopt));
    world.clock.advance(std::chrono::milliseconds(1));
    const auto ended = app::end_designation(app, end, first->designation.id, std::nullopt);
    ASSERT_TRUE(ended) << "no second end, no refusal";
    EXPECT_EQ(world.entries(world.here.id).front().action, "request.repeated");
}

TEST_P(RosterTest, the_first_administrator_comes_only_into_an_empty_store)
{
    EXPECT_EQ(code(app::create_first_administrator(app, *OfficerNo::parse("770001"), "見本 管理")),
              "roster.not_the_first");
    EXPECT_EQ(world.count("SELECT count(*) FROM officer WHERE officer_no = '770001'"), 0);
}

}  // namespace
}  // namespace junkai
