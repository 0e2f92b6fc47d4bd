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

Actor beat_officer()
{
    Actor actor{id<OfficerId>(1), id<AccountId>(1), {}, {}};
    actor.assignments.push_back({id<AssignmentId>(1),
                                 kStation,
                                 id<BeatId>(3),
                                 actor.officer,
                                 roster::AssignmentKind::Main,
                                 whole_days(std::chrono::year(2026) / 4 / 1),
                                 id<OfficerId>(9),
                                 ""});
    return actor;
}

// [clause 6-4(2)b] That a card exists is personal already: what is not there, lies in another beat or in
// another station is refused in the same words.
TEST(Permit, AbsentOutOfReachAndElsewhereAreOneAnswer)
{
    const auto subject = [](unsigned char station, unsigned char beat) {
        Subject out;
        out.station = id<StationId>(station);
        out.beat = id<BeatId>(beat);
        return std::optional(out);
    };
    const std::optional<Subject> subjects[] = {std::nullopt, subject(1, 4), subject(2, 3)};

    struct Row {
        const char* what;
        Actor actor;
        std::optional<Purpose> purpose;
        const char* expected;
        const char* clause;
    };

    const Row rows[] = {
        {"his beats are others",    beat_officer(),           Purpose::Visit, "duty.not_found",       ""   },
        {"he does not say why",     beat_officer(),           std::nullopt,   "duty.purpose_missing", "6-6"},
        {"no card is his to open",  with(Role::KobanAdviser), Purpose::Visit, "duty.not_permitted",   "6-6"},
        {"nor one at headquarters", with(Role::Auditor),      std::nullopt,   "duty.not_permitted",   "6-6"},
        {"nobody in particular",
         {id<OfficerId>(1), id<AccountId>(1)},
         Purpose::Visit,
         "duty.not_permitted",                                                                        "6-6"},
    };
    for (const Row& row : rows)
        for (const auto& one : subjects) {
            const auto result = permit(row.actor, Operation::ViewCard, one, kNow, {}, row.purpose);
            ASSERT_FALSE(result) << row.what;
            EXPECT_EQ(result.error().code.view(), row.expected) << row.what;
            EXPECT_EQ(result.error().clause.view(), row.clause) << row.what;
            EXPECT_TRUE(result.error().facts.empty()) << row.what;
        }
}

TEST(Stand, NamesTheRoleWhateverTheSubject)
{
    const auto standing = stand(beat_officer(), Operation::ViewCard, kNow, {});
    ASSERT_TRUE(standing);
    EXPECT_EQ(standing->role, Role::BeatOfficer);
    EXPECT_EQ(standing->clause, "6-6");
    const auto none = stand(with(Role::KobanAdviser), Operation::ViewCard, kNow, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code.view(), "duty.not_permitted");
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
    EXPECT_EQ(code(permit(actor, Operation::ReadRoster, station, kNow, {})), "duty.not_permitted");
}

TEST(Permit, ATitleWithoutABeatIsNoBeatOfficer)
{
    Subject door;
    door.station = kStation;
    door.beat = id<BeatId>(3);
    EXPECT_EQ(code(permit(with(Role::BeatOfficer), Operation::RecordVisit, door, kNow, {})),
              "duty.not_permitted");
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
