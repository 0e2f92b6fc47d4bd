// SPDX-License-Identifier: Apache-2.0
#include "domain/visits/night.h"

#include "base/japan_time.h"
#include "base/text/check.h"

namespace junkai::domain::visits {

namespace {

constexpr auto kLongestNightVisit = std::chrono::hours(4);
constexpr std::size_t kReasonMax = 400;

}  // namespace

Result<NightApproval>
decide_night_request(const NightRequest& request, Coordinates place, Instant now, const VisitRules& rules)
{
    if (request.planned_end <= request.planned_start ||
        request.planned_end - request.planned_start > kLongestNightVisit)
        return Refusal{"visits.times_impossible", "4-4b"};
    // 4-4b: approval is prior, so the request is too.
    if (request.planned_start <= now) return Refusal{"visits.night_already_begun", "4-4b"};
    // 4-4b: for the other side's convenience, and that was told before it is asked for.
    if (request.wish.told_at > now) return Refusal{"visits.wish_in_future", "4-4b"};
    if (request.planned_end <= nightfall(request.planned_start, place, rules))
        return Refusal{"visits.not_at_night", "4-4b"};
    return NightApproval{.id = request.id,
                         .station = request.station,
                         .unit = request.unit,
                         .beat = request.beat,
                         .requested_by = request.requested_by,
                         .requested_at = now,
                         .wish = request.wish,
                         .planned_start = request.planned_start,
                         .planned_end = request.planned_end};
}

Result<NightApproval>
decide_night(const NightApproval& waiting, const NightDecision& decision, OfficerId decider, Instant now)
{
    if (waiting.state != NightState::Waiting) return Refusal{"visits.night_already_decided", "4-4b"};
    if (decider == waiting.requested_by) return Refusal{"duty.self_approval", "4-4b"};
    if (const auto problem = check_text(decision.reason, kReasonMax, Lines::Many))
        return Refusal{"visits.reason_unfit", "4-4b", {}, {{"/reason", *problem}}};
    if (decision.approve) {
        // 4-4b: an approval after the visit has begun is none.
        if (now >= waiting.planned_start) return Refusal{"visits.night_approval_too_late", "4-4b"};
        // 4-4c: by two or more depending on the situation, so the situation is judged each time.
        if (!decision.two_officers) return Refusal{"visits.officers_undecided", "4-4c"};
        if (!*decision.two_officers && decision.reason.empty())
            return Refusal{"visits.one_officer_needs_reason", "4-4c"};
    } else if (decision.reason.empty()) {
        return Refusal{"visits.send_back_needs_reason", "4-4b"};
    }
    NightApproval out = waiting;
    out.state = decision.approve ? NightState::Approved : NightState::SentBack;
    out.two_officers = decision.approve ? decision.two_officers : std::nullopt;
    out.reason = decision.reason;
    out.decided_by = decider;
    out.decided_at = now;
    return out;
}

Result<NightApproval> withdraw_night(const NightApproval& waiting, OfficerId who)
{
    if (waiting.state != NightState::Waiting) return Refusal{"visits.night_already_decided", "4-4b"};
    if (who != waiting.requested_by) return Refusal{"visits.night_not_yours", "4-4b"};
    NightApproval out = waiting;
    out.state = NightState::Withdrawn;
    return out;
}

}  // namespace junkai::domain::visits
