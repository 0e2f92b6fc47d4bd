// SPDX-License-Identifier: Apache-2.0
#include "app/visits/night/decide.h"

#include "app/visits/night/support.h"
#include "storage/visits/visits.h"

namespace junkai::app {

using domain::Action;
using domain::ApprovalId;
using domain::duty::Operation;
using domain::visits::NightDecision;

Result<NightLine>
decide_night_approval(App& app, const Caller& caller, ApprovalId id, const NightDecision& decision)
{
    const Action action = decision.approve ? Action::NightApproved : Action::NightSentBack;
    return app.work.write(caller, action, [&](UnitOfWork& work) -> Result<NightLine> {
        JUNKAI_TRY(permit_night(work, Operation::ApproveNightVisit, id));
        storage::NightApprovals approvals(work.scope());
        auto waiting = approvals.find(id);
        invariant(waiting.has_value(), "a request was there and is gone");
        if (work.first_outcome()) return night_line(work, std::move(*waiting));
        auto decided =
            JUNKAI_TRY(domain::visits::decide_night(*waiting, decision, caller.actor.officer, work.now()));
        if (!approvals.decide(decided)) return Refusal{"visits.night_already_decided", "4-4b"};
        work.made(id.uuid());
        return night_line(work, std::move(decided));
    });
}

}  // namespace junkai::app
