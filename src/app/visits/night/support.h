// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/visits/night/types.h"

namespace junkai::app {

/// The approval as this caller sees it; only after a permit.
NightLine night_line(UnitOfWork& work, domain::visits::NightApproval approval);

/// What a decision on it is judged about.
domain::duty::Subject
night_subject(UnitOfWork& work, domain::BeatId beat, domain::UnitId unit, domain::OfficerId requested_by);

}  // namespace junkai::app
