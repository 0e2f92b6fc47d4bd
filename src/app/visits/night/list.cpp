// SPDX-License-Identifier: Apache-2.0
#include "app/visits/night/list.h"

#include "app/visits/night/support.h"
#include "storage/visits/visits.h"

#include <algorithm>

namespace junkai::app {

using domain::Action;
using domain::duty::Operation;
using domain::duty::Reach;
using domain::duty::Subject;
using domain::visits::NightApproval;

namespace {

bool covers(const Reach& reach, const Subject& subject)
{
    const auto has = [](const auto& list, const auto& wanted) {
        return wanted && std::ranges::find(list, *wanted) != list.end();
    };
    return reach.whole_station || has(reach.blocks, subject.block) || has(reach.sites, subject.site) ||
           has(reach.beats, subject.beat) || has(reach.units, subject.unit);
}

}  // namespace

Result<NightPage> list_night_approvals(App& app,
                                       const Caller& caller,
                                       const std::optional<domain::visits::NightState>& state,
                                       const Uuid& before,
                                       int limit)
{
    return app.work.read(caller, Action::NightListed, [&](UnitOfWork& work) -> Result<NightPage> {
        const Reach reach = JUNKAI_TRY(work.permit_reach(Operation::ReadNightRequests));
        storage::NightApprovals approvals(work.scope());
        NightPage page;
        Uuid from = before;
        while (true) {
            const auto batch = approvals.list(state, from, limit);
            for (const NightApproval& one : batch) {
                from = one.id.uuid();
                if (!covers(reach, night_subject(work, one.beat, one.unit, one.requested_by))) continue;
                page.lines.push_back(night_line(work, one));
                if (page.lines.size() < static_cast<std::size_t>(limit)) continue;
                page.next = from;
                return page;
            }
            if (batch.size() < static_cast<std::size_t>(limit)) return page;
        }
    });
}

}  // namespace junkai::app
