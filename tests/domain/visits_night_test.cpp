// SPDX-License-Identifier: Apache-2.0
#include "domain/visits/night.h"
#include "domain/visits_kit.h"

namespace junkai::domain::visits {
namespace {

NightApproval approval(std::optional<bool> two_officers = false)
{
    return {
        .id = id<ApprovalId>(1),
        .station = id<StationId>(1),
        .unit = kUnit,
        .beat = id<BeatId>(1),
        .requested_by = id<OfficerId>(1),
        .requested_at = at(kDay, 9, 0),
        .wish = {WishRoute::ByPhone, at(kDay, 8, 50)},
        .planned_start = at(kDay, 18, 0),
        .planned_end = at(kDay, 18, 30),
        .state = NightState::Approved,
        .two_officers = two_officers,
        .reason = "",
        .decided_by = id<OfficerId>(2),
        .decided_at = at(kDay, 12, 0)
    };
}

// [clause 4-4b] [clause 4-4c]
TEST(DecideVisit, NightNeedsThePriorApproval)
{
    using enum NightStanding;

    struct Row {
        const char* what;
        VisitReport report;
        std::optional<NightApproval> approval;
        const char* expected;
        NightStanding standing;
    };

    const auto planned = [](Report report, int hour, int minute) {
        report.planned_end = at(kDay, hour, minute);
        return report;
    };
    const auto late = [](Report report) {
        report.violation_reason = "申請を失念した";
        return report;
    };
    const auto two = [](Report report, bool community) {
        report.visitors.push_back({id<OfficerId>(2), community});
        return report;
    };
    using Approval = NightApproval;
    // clang-format off
    const Row rows[] = {
        {"ends a minute before sunset", met(16, 16, 10), std::nullopt, "", Day},
        {"ends after sunset, no plan", met(16, 20, 20), std::nullopt, "visits.night_not_approved", Day},
        {"overran its plan", planned(met(16, 20, 20), 16, 26), std::nullopt, "", Overran},
        {"planned past sunset", planned(met(16, 20, 20), 16, 40), std::nullopt, "visits.night_not_approved", Day},
        {"began after sunset, planned before", planned(met(16, 30, 5), 16, 30), std::nullopt,
         "visits.night_not_approved", Day},
        {"approved", met(18, 0), approval(), "", Approved},
        {"approved, within the grace", met(17, 31), approval(), "", Approved},
        {"approved, too early", met(17, 29), approval(), "visits.night_other_hour", Day},
        {"approved, at the planned end", met(18, 30), approval(), "", Approved},
        {"approved, after the planned end", met(18, 31), approval(), "visits.night_other_hour", Day},
        {"waiting", met(18, 0), with<Approval>(approval(), [](auto& a) { a.state = NightState::Waiting; }),
         "visits.night_not_approved", Day},
        {"sent back", met(18, 0), with<Approval>(approval(), [](auto& a) { a.state = NightState::SentBack; }),
         "visits.night_not_approved", Day},
        {"decided as it began", met(18, 0),
         with<Approval>(approval(), [](auto& a) { a.decided_at = at(kDay, 18, 0); }),
         "visits.night_approved_too_late", Day},
        {"decided just before", met(18, 0),
         with<Approval>(approval(), [](auto& a) { a.decided_at = at(kDay, 17, 59); }), "", Approved},
        {"for another door", met(18, 0), with<Approval>(approval(), [](auto& a) { a.unit = id<UnitId>(9); }),
         "visits.night_other_door", Day},
        {"two needed, one went", met(18, 0), approval(true), "visits.two_officers_needed", Day},
        {"two needed, two went", two(met(18, 0), true), approval(true), "", Approved},
        {"two needed, the second is no community officer", two(met(18, 0), false), approval(true),
         "visits.two_officers_needed", Day},
        {"entered late with its reason", late(met(18, 0)), std::nullopt, "", Violation},
        {"one officer too few, with its reason", late(met(18, 0)), approval(true), "", Violation},
        {"a reason does not spoil an approval", late(met(18, 0)), approval(), "", Approved},
    };
    // clang-format on
    for (const Row& row : rows) {
        DoorFacts facts = door();
        facts.approval = row.approval;
        const auto result = decide_visit(row.report, facts, kNow, {});
        EXPECT_EQ(code(result), row.expected) << row.what;
        if (result) {
            EXPECT_EQ(code_of(result->night), code_of(row.standing)) << row.what;
        }
    }
}

TEST(DecideVisit, AShutEntranceOnAnApprovedEvening)
{
    Report report = absent(VisitOutcome::BuildingClosed);
    report.target = id<BuildingId>(4);
    report.started_at = at(kDay, 18, 0);
    report.ended_at = report.started_at;
    DoorFacts facts = door();
    facts.approval = approval();
    EXPECT_EQ(code(decide_visit(report, facts, kNow, {})), "visits.night_other_door");
    facts.approval_building = id<BuildingId>(4);
    EXPECT_EQ(decide_visit(report, facts, kNow, {})->night, NightStanding::Approved);
}

TEST(DecideVisit, AFixedHourMayStandForSunset)
{
    VisitRules rules;
    rules.night_fixed_minute = 18 * 60;
    EXPECT_EQ(decide_visit(met(17, 50, 10), door(), kNow, rules)->night, NightStanding::Day);
    EXPECT_EQ(code(decide_visit(met(17, 50, 11), door(), kNow, rules)), "visits.night_not_approved");
}

NightRequest request(int hour = 18, int minutes = 30)
{
    return {
        .id = id<ApprovalId>(1),
        .station = id<StationId>(1),
        .unit = kUnit,
        .beat = id<BeatId>(1),
        .requested_by = id<OfficerId>(1),
        .wish = {WishRoute::ByPhone, at(kDay, 8, 50)},
        .planned_start = at(kDay, hour, 0),
        .planned_end = at(kDay, hour, minutes)
    };
}

// [clause 4-4b]
TEST(NightRequest, OnlyForTheResidentsWishAndOnlyBeforehand)
{
    const Instant morning = at(kDay, 9, 0);
    const auto decide = [&](const NightRequest& wanted, Instant now) {
        return code(decide_night_request(wanted, kUrawa, now, {}));
    };
    EXPECT_EQ(decide(request(), morning), "");
    EXPECT_EQ(decide(request(), at(kDay, 17, 59)), "");
    EXPECT_EQ(decide(request(), at(kDay, 18, 0)), "visits.night_already_begun");
    EXPECT_EQ(decide(request(15), morning), "visits.not_at_night");
    EXPECT_EQ(decide(request(16), morning), "");  // 16:00 to 16:30, and sunset is 16:27.
    EXPECT_EQ(decide(request(18, 0), morning), "visits.times_impossible");
    EXPECT_EQ(decide(request(), at(kDay, 8, 49)), "visits.wish_in_future");
    const auto made = decide_night_request(request(), kUrawa, morning, {});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->state, NightState::Waiting);
    EXPECT_EQ(made->requested_at, morning);
}

// [clause 4-4b] [clause 4-4c]
TEST(NightDecision, BeforeTheVisitOnceAndWithItsReasons)
{
    const NightApproval waiting = *decide_night_request(request(), kUrawa, at(kDay, 9, 0), {});
    const OfficerId manager = id<OfficerId>(2);

    struct Row {
        const char* what;
        NightDecision decision;
        OfficerId decider;
        Instant now;
        const char* expected;
    };

    const Row rows[] = {
        {"two officers",               {true, true, ""},                 manager,          at(kDay, 12, 0),  ""                              },
        {"one officer, with a reason", {true, false, "面識がある"}, manager,          at(kDay, 12, 0),  ""                              },
        {"one officer, without",
         {true, false, ""},
         manager,                                                                          at(kDay, 12, 0),
         "visits.one_officer_needs_reason"                                                                                                   },
        {"number left open",           {true, {}, ""},                   manager,          at(kDay, 12, 0),  "visits.officers_undecided"     },
        {"a minute before",            {true, true, ""},                 manager,          at(kDay, 17, 59), ""                              },
        {"as it begins",               {true, true, ""},                 manager,          at(kDay, 18, 0),  "visits.night_approval_too_late"},
        {"sent back",                  {false, {}, "日中に再訪"},   manager,          at(kDay, 19, 0),  ""                              },
        {"sent back without a word",
         {false, {}, ""},
         manager,                                                                          at(kDay, 12, 0),
         "visits.send_back_needs_reason"                                                                                                     },
        {"by who asked",               {true, true, ""},                 id<OfficerId>(1), at(kDay, 12, 0),  "duty.self_approval"            },
    };
    for (const Row& row : rows)
        EXPECT_EQ(code(decide_night(waiting, row.decision, row.decider, row.now)), row.expected) << row.what;

    const auto approved = decide_night(waiting, {true, true, ""}, manager, at(kDay, 12, 0));
    EXPECT_EQ(approved->state, NightState::Approved);
    EXPECT_EQ(approved->decided_by, manager);
    EXPECT_EQ(code(decide_night(*approved, {true, true, ""}, manager, at(kDay, 12, 1))),
              "visits.night_already_decided");
    EXPECT_EQ(code(withdraw_night(*approved, id<OfficerId>(1))), "visits.night_already_decided");
    EXPECT_EQ(code(withdraw_night(waiting, manager)), "visits.night_not_yours");
    EXPECT_EQ(withdraw_night(waiting, id<OfficerId>(1))->state, NightState::Withdrawn);
}

}  // namespace
}  // namespace junkai::domain::visits
