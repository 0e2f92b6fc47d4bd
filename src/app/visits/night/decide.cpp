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
        // Whose beat and whose request it is decides who may decide.
        const auto place = storage::NightApprovals::find_place(work.places_only(), caller.station, id);
        if (!place) return domain::duty::neutral_refusal();
        JUNKAI_TRY(work.permit(Operation::ApproveNightVisit,
                               night_subject(work, place->beat, place->unit, place->requested_by)));
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
