// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "domain/visits/night.h"

namespace junkai::app {

/// 夜間巡回連絡の承認 (4-4b, 4-4c) with what its reader needs beside it.
struct NightLine {
    domain::visits::NightApproval approval;
    std::string address = {};
    Instant sunset = {};
    std::string requested_by = {};
    std::string decided_by = {};
    /// Whether this reader may decide on it now.
    bool may_decide = false;
    /// Whether it is this reader's own and may still be taken back.
    bool may_withdraw = false;
};

}  // namespace junkai::app
