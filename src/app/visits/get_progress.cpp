// SPDX-License-Identifier: Apache-2.0
#include "app/visits/get_progress.h"

#include "base/fiscal.h"

namespace junkai::app {

Result<std::vector<BeatProgress>> get_progress(App& app, const Caller& caller)
{
    return app.work.read(
        caller, domain::Action::StatisticsRead, [&](UnitOfWork& work) -> Result<std::vector<BeatProgress>> {
            const auto reach = JUNKAI_TRY(work.permit_reach(domain::duty::Operation::ReadStatistics));
            const auto counts = storage::list_beat_counts(work.scope().transaction,
                                                          caller.station,
                                                          FiscalYear::of(work.today()).first_day(),
                                                          work.today());
            std::vector<BeatProgress> out;
            for (BeatRef& beat : beats_within(work.frame(), reach)) {
                const auto found = counts.find(beat.id);
                const storage::BeatCounts none;
                out.push_back({std::move(beat), found == counts.end() ? none : found->second});
            }
            return out;
        });
}

}  // namespace junkai::app
