// SPDX-License-Identifier: Apache-2.0
#include "app/visits/forget_ended.h"

#include "app/visits/support.h"
#include "base/japan_time.h"
#include "ledger/log.h"
#include "storage/visits/visits.h"

namespace junkai::app {

void forget_ended_visits(App& app)
{
    for (const auto& station : app.stations->all()) {
        const Instant now = app.clock.now();
        const Date last_day = last_day_to_forget(*station, japan_date(now));
        app.database.write([&](db::Transaction& transaction) {
            if (storage::Visits::forget_not_met(transaction, station->id(), last_day) == 0) return;
            ledger::Entry entry;
            entry.id = make_uuid(now, app.random);
            entry.at = now;
            entry.action = domain::code_of(domain::Action::VisitsForgotten);
            entry.clause = "4-7(5)";
            ledger::append(transaction, station->id().uuid(), entry);
        });
    }
}

}  // namespace junkai::app
