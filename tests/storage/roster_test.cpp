// SPDX-License-Identifier: Apache-2.0
#include "db/errors.h"
#include "kit/engines.h"
#include "storage/places/organisation.h"
#include "storage/roster/roster.h"

namespace junkai::storage {
namespace {

using domain::OfficerId;
using domain::StationId;
using domain::roster::BeatAssignment;
using domain::roster::Designation;
using domain::roster::Officer;
using domain::roster::Post;
using domain::roster::Role;

class RosterStore : public kit::EngineTest {
protected:
    template <class AnId>
    AnId make()
    {
        return AnId::make(clock.now(), random);
    }

    template <class Body>
    void in(Body body)
    {
        database().write([&](db::Transaction& transaction) {
            Roster roster(transaction);
            body(roster);
        });
    }

    void SetUp() override
    {
        database().write([&](db::Transaction& transaction) {
            for (const auto& [id, code] : {
                     std::pair{here,      "here"     },
                     std::pair{elsewhere, "elsewhere"}
            })
                Organisation(transaction)
                    .add({
                        .station = {.id = id,
                                    .code = *domain::StationCode::parse(code),
                                    .name = "見本警察署"},
                        .prefecture = "見本県",
                        .profile = "sample",
                        .fictional = true
                });
            Organisation(transaction).add(site);
            Organisation(transaction).add(beat);
        });
        in([&](Roster& roster) { roster.add(officer, clock.now()); });
    }

    Designation designation(Role role = Role::BlockManager)
    {
        clock.advance(std::chrono::milliseconds(1));
        return {
            .id = make<domain::DesignationId>(),
            .station = here,
            .officer = officer.id,
            .role = role,
            .post = officer.post,
            .in_force = {clock.now(), clock.now() + std::chrono::hours(1)},
            .acting = true,
            .by = officer.id,
            .clause = "3-3c",
            .reason = "発令"
        };
    }

    BeatAssignment assignment(Instant from, std::optional<Instant> to)
    {
        return {
            .id = make<domain::AssignmentId>(),
            .station = here,
            .beat = beat.id,
            .officer = officer.id,
            .in_force = {from, to},
            .by = officer.id
        };
    }

    StationId here = make<StationId>();
    StationId elsewhere = make<StationId>();
    domain::places::Site site{.id = make<domain::SiteId>(),
                              .station = here,
                              .code = *domain::PlaceCode::parse("S01"),
                              .name = "見本交番"};
    domain::places::Beat beat{.id = make<domain::BeatId>(),
                              .station = here,
                              .site = site.id,
                              .code = *domain::PlaceCode::parse("001"),
                              .name = "第1区"};
    Officer officer{.id = make<OfficerId>(),
                    .number = *domain::OfficerNo::parse("004711"),
                    .station = here,
                    .name = "見本 太郎",
                    .name_kana = "みほん たろう",
                    .rank = "巡査",
                    .post = Post::KobanChief,
                    .is_community_officer = false};
};

JUNKAI_ENGINES(RosterStore);

TEST_P(RosterStore, keeps_an_officer_with_the_zeros_of_the_number)
{
    in([&](Roster& roster) {
        EXPECT_EQ(roster.count_officers(), 1);
        const auto found = roster.find_officer(*domain::OfficerNo::parse("004711"));
        ASSERT_TRUE(found);
        EXPECT_EQ(found->officer.id, officer.id);
        EXPECT_EQ(found->officer.station, here);
        EXPECT_EQ(found->officer.name_kana, officer.name_kana);
        EXPECT_EQ(found->officer.rank, officer.rank);
        EXPECT_EQ(found->officer.post, officer.post);
        EXPECT_FALSE(found->officer.is_community_officer);
        EXPECT_TRUE(found->active);
        EXPECT_FALSE(roster.find_officer(*domain::OfficerNo::parse("4711")));
    });
    Officer twin = officer;
    twin.id = make<OfficerId>();
    EXPECT_THROW(in([&](Roster& roster) { roster.add(twin, clock.now()); }), db::ConstraintError);
}

TEST_P(RosterStore, keeps_a_designation_with_its_places)
{
    Designation wanted = designation();
    wanted.blocks = {make<domain::BlockId>(), make<domain::BlockId>()};
    wanted.beats = {beat.id};
    wanted.units = {make<domain::UnitId>()};
    wanted.site = site.id;
    wanted.shift_group = "第一部";
    std::ranges::sort(wanted.blocks);
    in([&](Roster& roster) {
        roster.add(wanted, clock.now());
        const auto found = roster.find_designation(wanted.id);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->station, wanted.station);
        EXPECT_EQ(found->role, wanted.role);
        EXPECT_EQ(found->in_force, wanted.in_force);
        EXPECT_EQ(found->blocks, wanted.blocks);
        EXPECT_EQ(found->beats, wanted.beats);
        EXPECT_EQ(found->units, wanted.units);
        EXPECT_EQ(found->site, wanted.site);
        EXPECT_EQ(found->shift_group, wanted.shift_group);
        EXPECT_TRUE(found->acting);
        EXPECT_EQ(found->clause, wanted.clause);
        EXPECT_EQ(found->reason, wanted.reason);
        EXPECT_EQ(roster.load_actor(officer.id).designations.size(), 1U);
    });
}

TEST_P(RosterStore, lists_what_headquarters_gave_with_the_station_of_its_holder)
{
    const Designation ours = designation();
    Designation auditor = designation(Role::Auditor);
    auditor.station.reset();
    in([&](Roster& roster) {
        roster.add(ours, clock.now());
        roster.add(auditor, clock.now());
        EXPECT_EQ(roster.list_designations(here, Uuid{}, 10).size(), 2U);
        EXPECT_EQ(roster.list_designations(here, ours.id.uuid(), 10).front().id, auditor.id);
        EXPECT_EQ(roster.list_designations(here, Uuid{}, 1).size(), 1U);
        EXPECT_TRUE(roster.list_designations(elsewhere, Uuid{}, 10).empty());
        EXPECT_EQ(roster.list_designations(Role::Auditor, std::nullopt, clock.now()).size(), 1U);
        EXPECT_TRUE(roster.list_designations(Role::Auditor, here, clock.now()).empty());
        EXPECT_EQ(roster.list_designations(Role::BlockManager, here, clock.now()).size(), 1U);
        const Instant end = *ours.in_force.to;
        EXPECT_EQ(
            roster.list_designations(Role::BlockManager, here, end - std::chrono::microseconds(1)).size(),
            1U);
        EXPECT_TRUE(roster.list_designations(Role::BlockManager, here, end).empty());
    });
}

TEST_P(RosterStore, ends_an_appointment_earlier_and_never_later)
{
    const Designation one = designation();
    const Instant end = *one.in_force.to;
    in([&](Roster& roster) {
        roster.add(one, clock.now());
        EXPECT_FALSE(roster.end_designation(one.id, end));
        EXPECT_TRUE(roster.end_designation(one.id, end - std::chrono::microseconds(1)));
        EXPECT_FALSE(roster.end_designation(one.id, end - std::chrono::microseconds(1)));
        // One that is called off before it began: an empty interval, on both engines.
        EXPECT_TRUE(roster.end_designation(one.id, one.in_force.from));
        EXPECT_TRUE(roster.find_designation(one.id)->in_force.is_empty());
    });
    EXPECT_THROW(in([&](Roster& roster) {
                     roster.end_designation(one.id, one.in_force.from - std::chrono::microseconds(1));
                 }),
                 db::ConstraintError);
}

TEST_P(RosterStore, lists_the_assignments_of_a_beat_that_matter_from_a_time_on)
{
    const Instant now = clock.now();
    const auto past = assignment(now - std::chrono::hours(2), now);
    const auto open = assignment(now, std::nullopt);
    in([&](Roster& roster) {
        roster.add(past, now);
        roster.add(open, now);
        EXPECT_EQ(roster.list_assignments(here, beat.id, now - std::chrono::microseconds(1)).size(), 2U);
        const auto left = roster.list_assignments(here, beat.id, now);
        ASSERT_EQ(left.size(), 1U);
        EXPECT_EQ(left.front().id, open.id);
        EXPECT_TRUE(roster.list_assignments(elsewhere, beat.id, now).empty());
        ASSERT_EQ(roster.list_main_officers(here, now).size(), 1U);
        EXPECT_EQ(roster.list_main_officers(here, now).front().second, officer.name);
        EXPECT_TRUE(roster.end_assignment(here, open.id, now + std::chrono::hours(1)));
        EXPECT_FALSE(roster.end_assignment(elsewhere, open.id, now));
        EXPECT_TRUE(roster.list_main_officers(here, now + std::chrono::hours(1)).empty());
        EXPECT_EQ(roster.load_actor(officer.id).assignments.size(), 2U);
    });
}

}  // namespace
}  // namespace junkai::storage
