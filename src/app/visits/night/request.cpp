// SPDX-License-Identifier: Apache-2.0
#include "app/visits/night/request.h"

#include "app/places/support.h"
#include "app/visits/night/support.h"
#include "app/visits/support.h"
#include "storage/visits/visits.h"

namespace junkai::app {

using domain::Action;
using domain::ApprovalId;
using domain::duty::Operation;
using domain::visits::NightRequest;

Result<NightLine>
request_night_approval(App& app, const Caller& caller, domain::UnitId unit, const NightWish& wish)
{
    return app.work.write(caller, Action::NightRequested, [&](UnitOfWork& work) -> Result<NightLine> {
        const DoorAndSubject at = JUNKAI_TRY(permit_door(work, Operation::RequestNightVisit, unit));
        storage::NightApprovals approvals(work.scope());
        if (work.first_outcome()) {
            auto first = approvals.find(ApprovalId(*work.first_outcome()));
            invariant(first.has_value(), "the request that a one-time act made is gone");
            return night_line(work, std::move(*first));
        }
        const NightRequest request{.id = work.make_id<ApprovalId>(),
                                   .station = caller.station,
                                   .unit = unit,
                                   .beat = at.door.unit.beat,
                                   .requested_by = caller.actor.officer,
                                   .wish = wish.wish,
                                   .planned_start = wish.planned_start,
                                   .planned_end = wish.planned_end};
        const profile::Profile* profile = JUNKAI_TRY(rules_of_day(work, wish.planned_start));
        auto waiting = JUNKAI_TRY(domain::visits::decide_night_request(
            request, place_of(work.station()), work.now(), visit_rules(*profile)));
        approvals.add(waiting);
        work.made(waiting.id.uuid());
        return night_line(work, std::move(waiting));
    });
}

}  // namespace junkai::app
