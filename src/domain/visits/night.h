// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/visits/record.h"

namespace junkai::domain::visits {

/// What is asked for when a resident wishes an evening hour.
struct NightRequest {
    ApprovalId id;
    StationId station;
    UnitId unit;
    BeatId beat;
    OfficerId requested_by;
    ResidentWish wish;
    Instant planned_start;
    Instant planned_end;
};

/// 夜間巡回連絡の承認申請 (4-4b). Only for the other side's convenience, only before the visit, only where it
/// is night.
Result<NightApproval>
decide_night_request(const NightRequest& request, Coordinates place, Instant now, const VisitRules& rules);

/// What the general manager decides.
struct NightDecision {
    bool approve = false;
    /// Mandatory with an approval (4-4c).
    std::optional<bool> two_officers = {};
    /// Mandatory when sent back, and when one officer will do.
    std::string reason = {};
};

/// 承認・差戻し (4-4b, 4-4c). Before the visit begins, once, and never by who asked.
Result<NightApproval>
decide_night(const NightApproval& waiting, const NightDecision& decision, OfficerId decider, Instant now);

/// 取下げ, by who asked, before it is decided.
Result<NightApproval> withdraw_night(const NightApproval& waiting, OfficerId who);

}  // namespace junkai::domain::visits
