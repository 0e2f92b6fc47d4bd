// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/visits/night/types.h"

namespace junkai::app {

/// The approval as this caller sees it; only after a permit.
NightLine night_line(UnitOfWork& work, domain::visits::NightApproval approval);

/// Finds an approval and asks for the permit in one breath: one that is not there is refused like one out of
/// the caller's right.
Result<domain::duty::Permit>
permit_night(UnitOfWork& work, domain::duty::Operation operation, domain::ApprovalId approval);

/// What a decision on it is judged about.
domain::duty::Subject
night_subject(UnitOfWork& work, domain::BeatId beat, domain::UnitId unit, domain::OfficerId requested_by);

}  // namespace junkai::app
