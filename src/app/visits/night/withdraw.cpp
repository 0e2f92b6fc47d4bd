// SPDX-License-Identifier: Apache-2.0
#include "app/visits/night/withdraw.h"

#include "app/visits/night/support.h"
#include "storage/visits/visits.h"

namespace junkai::app {

using domain::Action;
using domain::ApprovalId;
using domain::duty::Operation;

Result<NightLine> withdraw_night_approval(App& app, const Caller& caller, ApprovalId id)
{
    return app.work.write(caller, Action::NightWithdrawn, [&](UnitOfWork& work) -> Result<NightLine> {
        JUNKAI_TRY(permit_night(work, Operation::RequestNightVisit, id));
        storage::NightApprovals approvals(work.scope());
        auto waiting = approvals.find(id);
        invariant(waiting.has_value(), "a request was there and is gone");
        if (work.first_outcome()) return night_line(work, std::move(*waiting));
        auto withdrawn = JUNKAI_TRY(domain::visits::withdraw_night(*waiting, caller.actor.officer));
        if (!approvals.decide(withdrawn)) return Refusal{"visits.night_already_decided", "4-4b"};
        work.made(id.uuid());
        return night_line(work, std::move(withdrawn));
    });
}

}  // namespace junkai::app
