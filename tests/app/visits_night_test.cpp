// SPDX-License-Identifier: Apache-2.0
#include "app/visits/list_doors.h"
#include "app/visits/night/decide.h"
#include "app/visits/night/list.h"
#include "app/visits/night/request.h"
#include "app/visits/night/withdraw.h"
#include "app/visits/record_visit.h"
#include "kit/world.h"

namespace junkai {

using domain::visits::DueReason;
using domain::visits::NightDecision;
using domain::visits::NightStanding;
using domain::visits::NightState;

namespace {

constexpr auto kBeginning = [] {
    Uuid last;
    last.bytes.fill(std::byte{0xff});
    return last;
};

std::string code_of(const Refusal& refusal)
{
    return std::string(refusal.code.view());
}

}  // namespace

// [clause 4-4b] [clause 4-4c]
class NightVisits : public kit::WorldTest {
protected:
    Result<app::NightLine> ask(const app::Caller& caller)
    {
        const app::NightWish wish{
            .wish = {domain::visits::WishRoute::ByPhone, world.clock.now() - std::chrono::hours(1)},
            .planned_start = *parse_instant("2026-03-02T18:00:00+09:00"),
            .planned_end = *parse_instant("2026-03-02T18:30:00+09:00")
        };
        return app::request_night_approval(app, world.once(caller), world.houses[0], wish);
    }

    Result<app::NightLine> decide(std::string_view role, domain::ApprovalId id, const NightDecision& decision)
    {
        return app::decide_night_approval(app, world.once(world.caller(role)), id, decision);
    }

    std::string withdraw(const app::Caller& caller, domain::ApprovalId id)
    {
        const auto answer = app::withdraw_night_approval(app, world.once(caller), id);
        return answer ? "" : code_of(answer.error());
    }

    Result<app::RecordedVisit> visit(domain::ApprovalId approval, bool with_second)
    {
        app::VisitWords said{.outcome = domain::visits::VisitOutcome::Met};
        said.started_at = *parse_instant("2026-03-02T18:10:00+09:00");
        said.ended_at = *parse_instant("2026-03-02T18:20:00+09:00");
        said.met_whom = domain::visits::MetWhom::Self;
        said.approval = approval;
        if (with_second) said.others = {world.caller("COMM").actor.officer};
        world.clock.set("2026-03-02T18:20:00+09:00");
        return app::record_visit(app, world.once(world.caller("BEAT")), world.houses[0], said);
    }

    std::size_t count_waiting(const app::Caller& caller)
    {
        const auto page = app::list_night_approvals(app, caller, NightState::Waiting, kBeginning(), 10);
        EXPECT_TRUE(page);
        return page->lines.size();
    }
};

JUNKAI_ENGINES(NightVisits);

TEST_P(NightVisits, are_approved_by_the_general_manager_beforehand)
{
    const auto asked = ask(world.caller("BEAT"));
    ASSERT_TRUE(asked) << code_of(asked.error());
    EXPECT_EQ(asked->requested_by, "佐藤 健");
    EXPECT_FALSE(asked->may_decide);
    const auto id = asked->approval.id;
    for (const char* role : {"CHIEF", "DGM", "BM", "SUP", "BEAT", "ADV"}) {
        const auto refused = decide(role, id, {.approve = true, .two_officers = true});
        ASSERT_FALSE(refused) << role;
        EXPECT_EQ(code_of(refused.error()), "duty.not_permitted") << role;
    }
    const auto approved = decide("GM", id, {.approve = true, .two_officers = true});
    ASSERT_TRUE(approved) << code_of(approved.error());
    EXPECT_EQ(approved->approval.state, NightState::Approved);
    EXPECT_EQ(approved->decided_by, "山本 智子");
    EXPECT_EQ(world.entries(world.here.id)[0].action, "visits.night_approved");
    // The door stands on that evening's list with its reason.
    const auto doors =
        app::list_doors(app, world.caller("BEAT"), world.here.beats[0], app::DoorsShown::Due, {}, 100);
    EXPECT_EQ(doors->lines[0].due->reason, DueReason::NightApproved);

    const auto alone = visit(id, false);
    ASSERT_FALSE(alone);
    EXPECT_EQ(code_of(alone.error()), "visits.two_officers_needed");
    const auto both = visit(id, true);
    ASSERT_TRUE(both) << code_of(both.error());
    EXPECT_EQ(both->night, NightStanding::Approved);
}

TEST_P(NightVisits, need_a_reason_for_one_officer_and_for_sending_back)
{
    const auto id = ask(world.caller("BEAT"))->approval.id;
    EXPECT_EQ(code_of(decide("GM", id, {.approve = true}).error()), "visits.officers_undecided");
    EXPECT_EQ(code_of(decide("GM", id, {.approve = true, .two_officers = false}).error()),
              "visits.one_officer_needs_reason");
    EXPECT_EQ(code_of(decide("GM", id, {.approve = false}).error()), "visits.send_back_needs_reason");
    const auto back = decide("GM", id, {.approve = false, .reason = "昼間に伺うこと"});
    ASSERT_TRUE(back) << code_of(back.error());
    EXPECT_EQ(back->approval.state, NightState::SentBack);
    EXPECT_EQ(world.entries(world.here.id)[0].action, "visits.night_sent_back");
    const auto kept = app::list_night_approvals(app, world.caller("BEAT"), std::nullopt, kBeginning(), 10);
    ASSERT_TRUE(kept);
    ASSERT_EQ(kept->lines.size(), 1U);
    EXPECT_EQ(kept->lines[0].approval.reason, "昼間に伺うこと");
    const auto again = decide("GM", id, {.approve = true, .two_officers = true});
    EXPECT_EQ(code_of(again.error()), "visits.night_already_decided");
    const auto evening = visit(id, true);
    EXPECT_EQ(code_of(evening.error()), "visits.night_not_approved");
}

TEST_P(NightVisits, are_never_approved_by_who_asked)
{
    const auto asked = ask(world.caller("GM"));
    ASSERT_TRUE(asked);
    EXPECT_FALSE(asked->may_decide);
    const auto own = decide("GM", asked->approval.id, {.approve = true, .two_officers = true});
    ASSERT_FALSE(own);
    EXPECT_EQ(code_of(own.error()), "duty.self_approval");
}

TEST_P(NightVisits, are_not_approved_once_their_hour_has_come)
{
    const auto id = ask(world.caller("BEAT"))->approval.id;
    world.clock.set("2026-03-02T18:00:00+09:00");
    const auto late = decide("GM", id, {.approve = true, .two_officers = true});
    ASSERT_FALSE(late);
    EXPECT_EQ(code_of(late.error()), "visits.night_approval_too_late");
}

TEST_P(NightVisits, show_requests_to_who_has_the_beat_and_to_no_other_station)
{
    const auto id = ask(world.caller("BEAT"))->approval.id;
    EXPECT_EQ(count_waiting(world.caller("BEAT")), 1U);
    EXPECT_EQ(count_waiting(world.caller("BEAT", 1)), 0U);
    EXPECT_EQ(count_waiting(world.caller("GM")), 1U);
    EXPECT_EQ(count_waiting(world.caller(world.elsewhere, "GM")), 0U);
    const auto foreign = app::decide_night_approval(
        app, world.once(world.caller(world.elsewhere, "GM")), id, {.approve = true, .two_officers = true});
    ASSERT_FALSE(foreign);
    EXPECT_EQ(code_of(foreign.error()), "duty.not_found");
}

TEST_P(NightVisits, are_withdrawn_by_who_asked_and_by_nobody_else)
{
    const auto asked = ask(world.caller("BEAT"));
    ASSERT_TRUE(asked);
    EXPECT_TRUE(asked->may_withdraw);
    const auto id = asked->approval.id;
    EXPECT_EQ(withdraw(world.caller("BEAT", 1), id), "duty.not_found");
    EXPECT_EQ(withdraw(world.caller("ADV"), id), "duty.not_permitted");
    EXPECT_EQ(withdraw(world.caller("GM"), id), "visits.night_not_yours");
    EXPECT_EQ(withdraw(world.caller(world.elsewhere, "GM"), id), "duty.not_found");
    EXPECT_EQ(count_waiting(world.caller("GM")), 1U);

    EXPECT_EQ(withdraw(world.caller("BEAT"), id), "");
    EXPECT_EQ(world.entries(world.here.id)[0].action, "visits.night_withdrawn");
    EXPECT_EQ(count_waiting(world.caller("GM")), 0U);
    EXPECT_EQ(withdraw(world.caller("BEAT"), id), "visits.night_already_decided");
    EXPECT_EQ(code_of(decide("GM", id, {.approve = true, .two_officers = true}).error()),
              "visits.night_already_decided");
    EXPECT_EQ(code_of(visit(id, true).error()), "visits.night_not_approved");
}

TEST_P(NightVisits, are_not_withdrawn_once_decided)
{
    const auto id = ask(world.caller("BEAT"))->approval.id;
    const auto approved = decide("GM", id, {.approve = true, .two_officers = true});
    ASSERT_TRUE(approved);
    EXPECT_FALSE(approved->may_withdraw);
    EXPECT_EQ(withdraw(world.caller("BEAT"), id), "visits.night_already_decided");
}

TEST_P(NightVisits, answer_a_repeated_withdrawal_from_the_first)
{
    const auto id = ask(world.caller("BEAT"))->approval.id;
    const auto once = world.once(world.caller("BEAT"));
    const auto first = app::withdraw_night_approval(app, once, id);
    const auto again = app::withdraw_night_approval(app, once, id);
    ASSERT_TRUE(first && again);
    EXPECT_EQ(again->approval.state, NightState::Withdrawn);
    EXPECT_EQ(world.entries(world.here.id)[0].action, "request.repeated");
}

TEST_P(NightVisits, answer_a_repeated_decision_from_the_first)
{
    const auto id = ask(world.caller("BEAT"))->approval.id;
    const auto once = world.once(world.caller("GM"));
    const NightDecision decision{.approve = true, .two_officers = true};
    const auto first = app::decide_night_approval(app, once, id, decision);
    const auto again = app::decide_night_approval(app, once, id, decision);
    ASSERT_TRUE(first && again);
    EXPECT_EQ(again->approval.decided_at, first->approval.decided_at);
    EXPECT_EQ(world.entries(world.here.id)[0].action, "request.repeated");
}

}  // namespace junkai
