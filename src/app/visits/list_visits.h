// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "storage/visits/visits.h"

namespace junkai::app {

/// A visit as the reader may see it. 4-7(5): to whoever may not see that a visit was ended at request, every
/// visit without a meeting is just that, without outcome and notice, so that what is missing tells nothing.
struct VisitLine {
    domain::visits::Visit visit;
    bool met = false;
    std::optional<domain::visits::VisitOutcome> outcome = {};
    /// Names, the recorder first.
    std::vector<std::string> officers = {};
};

/// 世帯の訪問履歴, the newest first.
Result<std::vector<VisitLine>> list_visits(
    App& app, const Caller& caller, domain::UnitId unit, const storage::VisitCursor& before, int limit);

}  // namespace junkai::app
