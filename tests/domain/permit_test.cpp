// SPDX-License-Identifier: Apache-2.0
#include "domain/duty/matrix.h"
#include "domain/duty/permit.h"

namespace junkai::domain::duty {
namespace {

using roster::Role;

template <class I>
I id(unsigned char value)
{
    Uuid uuid;
    uuid.bytes.back() = std::byte{value};
    return I(uuid);
}

const StationId kStation = id<StationId>(1);
const Instant kNow = japan_instant(std::chrono::year(2026) / 11 / 23, 600);

Actor with(Role role, OfficerId officer = id<OfficerId>(1))
{
    Actor actor{officer, id<AccountId>(1), {}, {}};
    actor.designations.push_back({.id = id<DesignationId>(1),
                                  .station = kStation,
                                  .officer = officer,
                                  .role = role,
                                  .in_force = whole_days(std::chrono::year(2026) / 4 / 1),
                                  .by = id<OfficerId>(9)});
    return actor;
}

std::string code(const Result<Permit>& result)
{
    return result ? "" : std::string(result.error().code.view());
}

Subject request_of(unsigned char officer)
{
    Subject out;
    out.station = kStation;
    out.requested_by = id<OfficerId>(officer);
    return out;
}

// [clause 4-4b]
TEST(Permit, NightApprovalIsTheGeneralManagersAloneUnlessTheProfileSaysMore)
{
    DutySettings chief_too;
    chief_too.switches = {
        {Operation::ApproveNightVisit, Role::StationChief, true}
    };
    DutySettings deputy_too;
    deputy_too.night_approver_dgm = true;
    DutySettings forbidden;
    forbidden.switches = {
        {Operation::ApproveNightVisit, Role::BlockManager,   true },
        {Operation::ApproveNightVisit, Role::GeneralManager, false}
    };

    struct Row {
        const char* what;
        Role role;
        unsigned char requester;
        const DutySettings& settings;
        const char* expected;
    };

    const DutySettings none;
    const Row rows[] = {
        {"general manager",                        Role::GeneralManager,       2, none,       ""                  },
        {"general manager, own request",           Role::GeneralManager,       1, none,       "duty.self_approval"},
        {"deputy",                                 Role::DeputyGeneralManager, 2, none,       "duty.not_permitted"},
        {"deputy where the profile names him",     Role::DeputyGeneralManager, 2, deputy_too, ""                  },
        {"chief",                                  Role::StationChief,         2, none,       "duty.not_permitted"},
        {"chief where the profile turns it on",    Role::StationChief,         2, chief_too,  ""                  },
        {"block manager cannot be switched on",    Role::BlockManager,         2, forbidden,  "duty.not_permitted"},
        {"general manager cannot be switched off", Role::GeneralManager,       2, forbidden,  ""                  },
    };
    for (const Row& row : rows) {
        const auto result = permit(
            with(row.role), Operation::ApproveNightVisit, request_of(row.requester), kNow, row.settings);
        EXPECT_EQ(code(result), row.expected) << row.what;
        EXPECT_TRUE(result || result.error().clause == Literal("4-4b")) << row.what;
    }
}

TEST(Permit, AnotherStationLooksLikeNothing)
{
    Subject theirs;
    theirs.station = id<StationId>(2);
    const auto result =
        permit(with(Role::StationChief), Operation::ViewCard, theirs, kNow, {}, Purpose::Visit);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code.view(), neutral_refusal().code.view());
    EXPECT_EQ(result.error().clause.view(), neutral_refusal().clause.view());
    EXPECT_TRUE(result.error().facts.empty());
}

TEST(Permit, SaysUnderWhichRoleAndWhetherActing)
{
    Actor actor = with(Role::GeneralManager);
    actor.designations.front().acting = true;
    actor.assignments.push_back({id<AssignmentId>(1),
                                 kStation,
                                 id<BeatId>(3),
                                 actor.officer,
                                 roster::AssignmentKind::Main,
                                 whole_days(std::chrono::year(2026) / 4 / 1),
                                 id<OfficerId>(9),
                                 ""});
    Subject door;
    door.station = kStation;
    door.beat = id<BeatId>(3);
    // Both roles allow it; the explicit one, on his own beat, is named.
    const auto own = permit(actor, Operation::RecordVisit, door, kNow, {});
    ASSERT_TRUE(own);
    EXPECT_EQ(own->role, Role::BeatOfficer);
    EXPECT_FALSE(own->acting);
    EXPECT_EQ(own->clause, "4-3(1)");
    door.beat = id<BeatId>(4);
    const auto other = permit(actor, Operation::RecordVisit, door, kNow, {});
    ASSERT_TRUE(other);
    EXPECT_EQ(other->role, Role::GeneralManager);
    EXPECT_TRUE(other->acting);
}

TEST(Permit, AppointmentsOfSomebodyElseGiveNothing)
{
    Actor actor = with(Role::GeneralManager);
    actor.officer = id<OfficerId>(5);
    Subject station;
    station.station = kStation;
    EXPECT_EQ(code(permit(actor, Operation::ReadRoster, station, kNow, {})), "duty.not_found");
}

TEST(Permit, ATitleWithoutABeatIsNoBeatOfficer)
{
    Subject door;
    door.station = kStation;
    door.beat = id<BeatId>(3);
    EXPECT_EQ(code(permit(with(Role::BeatOfficer), Operation::RecordVisit, door, kNow, {})),
              "duty.not_found");
}

TEST(Permit, ADecisionWithoutItsRequesterIsOurBug)
{
    Subject station;
    station.station = kStation;
    EXPECT_THROW((void)permit(with(Role::GeneralManager), Operation::ApproveNightVisit, station, kNow, {}),
                 InvariantError);
}

// [clause 6-6]
TEST(Permit, PersonalDataNeedsAPurpose)
{
    Subject station;
    station.station = kStation;
    EXPECT_EQ(code(permit(with(Role::GeneralManager), Operation::SearchPersons, station, kNow, {})),
              "duty.purpose_missing");
    EXPECT_EQ(code(permit(with(Role::GeneralManager),
                          Operation::SearchPersons,
                          station,
                          kNow,
                          {},
                          Purpose::SearchForVisit)),
              "");
}

// [clause 6-6(1)b]
TEST(Permit, SupervisorsPreApproveUnlessTheProfileSaysNot)
{
    DutySettings without;
    without.sup_can_preapprove = false;
    const auto decide = [](const DutySettings& settings) {
        return code(permit(with(Role::DesignatedSupervisor),
                           Operation::PreApprovePoliceInquiry,
                           request_of(2),
                           kNow,
                           settings));
    };
    EXPECT_EQ(decide({}), "");
    EXPECT_EQ(decide(without), "duty.not_permitted");
}

TEST(MaySwitch, OnlyWhatIsInferred)
{
    EXPECT_TRUE(may_switch({Operation::ApproveNightVisit, Role::StationChief, true}));
    EXPECT_TRUE(may_switch({Operation::RecordVisit, Role::GeneralManager, false}));
    EXPECT_FALSE(may_switch({Operation::RecordVisit, Role::BeatOfficer, false}));
    EXPECT_FALSE(may_switch({Operation::ViewCard, Role::SystemAdministrator, true}));
}

}  // namespace
}  // namespace junkai::domain::duty
