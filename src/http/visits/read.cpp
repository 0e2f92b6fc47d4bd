// SPDX-License-Identifier: Apache-2.0
#include "http/visits/json.h"

namespace junkai::http {

using domain::ApprovalId;
using domain::NoticeId;
using domain::OfficerId;
using domain::visits::LeaveBehindNotice;
using domain::visits::MetWhom;
using domain::visits::NightDecision;
using domain::visits::NoticeKind;
using domain::visits::NoticePlacement;
using domain::visits::Topic;
using domain::visits::VisitOutcome;
using domain::visits::WishRoute;

namespace {

constexpr std::size_t kMostOthers = 5;
constexpr std::size_t kMostTopics = 6;
constexpr std::size_t kLongestText = 400;

LeaveBehindNotice read_notice(ObjectReader& in)
{
    return {.id = NoticeId(Uuid{}),
            .kind = in.required_enum<NoticeKind>("kind"),
            .print = {},
            .left_at = {},
            .placement = in.optional_enum<NoticePlacement>("placement").value_or(NoticePlacement::Mailbox),
            .follow_up_on = in.optional_date("follow_up_on")};
}

/// What a door and a shut entrance have in common.
void read_common(ObjectReader& in, app::VisitWords& out)
{
    out.started_at = in.required_instant("started_at");
    out.ended_at = in.required_instant("ended_at");
    out.planned_end = in.optional_instant("planned_end");
    if (in.has("officer_ids")) out.others = in.required_ids<OfficerId>("officer_ids", kMostOthers);
    out.notice = in.optional_object("notice", read_notice);
    out.approval = in.optional_id<ApprovalId>("night_approval_id");
    out.violation_reason = in.optional_text("late_reason", kLongestText, Lines::Many).value_or("");
}

}  // namespace

app::VisitWords read_visit(ObjectReader& in)
{
    app::VisitWords out;
    out.outcome = in.required_enum<VisitOutcome>("outcome");
    read_common(in, out);
    out.met_whom = in.optional_enum<MetWhom>("met_with");
    if (in.has("topics"))
        for (const std::int64_t number : in.required_ints("topics", kMostTopics, 1, kMostTopics))
            out.topics.push_back(static_cast<Topic>(number - 1));
    if (auto memo = in.optional_personal("memo", kLongestText, Lines::Many)) out.topic_text = *memo;
    return out;
}

app::VisitWords read_building_visit(ObjectReader& in)
{
    app::VisitWords out;
    out.outcome = in.required_enum<VisitOutcome>("outcome");
    read_common(in, out);
    return out;
}

app::NightWish read_night_wish(ObjectReader& in)
{
    app::NightWish out;
    out.planned_start = in.required_instant("planned_start");
    out.planned_end = in.required_instant("planned_end");
    out.wish.told_at = in.required_instant("wish_told_at");
    out.wish.route = in.required_enum<WishRoute>("wish_route");
    return out;
}

NightDecision read_night_decision(ObjectReader& in)
{
    constexpr Word<bool> kDecisions[] = {{"APPROVE", true}, {"SEND_BACK", false}};
    NightDecision out;
    out.approve = in.required_enum("decision", kDecisions);
    out.two_officers = in.optional_bool("two_officers");
    out.reason = in.optional_text("reason", kLongestText, Lines::Many).value_or("");
    return out;
}

}  // namespace junkai::http
