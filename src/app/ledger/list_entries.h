// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "ledger/entry.h"
#include "ledger/log.h"

namespace junkai::app {

/// One line of the ledger as people read it.
struct LedgerLine {
    ledger::Line line;
    /// Name and number of the officer; "" when nobody was logged in.
    std::string actor;
};

/// 監査台帳, the newest first: the whole station for chief, general manager and auditor, the own acts for
/// everybody else (authority matrix, "read audit log"). Reading is itself recorded.
Result<std::vector<LedgerLine>>
list_entries(App& app, const Caller& caller, const std::optional<Uuid>& before, int limit);

}  // namespace junkai::app
