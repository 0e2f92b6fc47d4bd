// SPDX-License-Identifier: Apache-2.0
#include "storage/visits/tally.h"

#include "base/invariant.h"
#include "base/japan_time.h"
#include "sql/places.h"

namespace junkai::storage {

namespace {

std::string month_of(Date day)
{
    return format_date(day).substr(0, 7);
}

}  // namespace

void Tally::add(UnitStanding& standing, const StoredVisit& stored, const std::optional<Date>& not_before)
{
    const Date day = japan_date(stored.visit.started_at);
    const auto month = [&](Date of) -> Month& { return months_[{stored.visit.beat, month_of(of)}]; };
    invariant(!standing.last_try_on || *standing.last_try_on < day, "the past of a unit is out of order");
    ++(stored.met ? month(day).met : month(day).not_met);
    if (stored.met) {
        if (standing.last_met_on) --month(*standing.last_met_on).last_met;
        ++month(day).last_met;
        standing.last_met_on = day;
    }
    standing.last_try_on = day;
    standing.tries_since_met = stored.met ? 0 : standing.tries_since_met + 1;
    // A meeting or a new day takes the place of the old one.
    if (stored.met || not_before) standing.not_before = not_before;
}

void Tally::store(Scope& scope) const
{
    std::vector<db::Value> rows;
    for (const auto& [key, month] : months_)
        rows.insert(rows.end(),
                    {scope.station, key.first, key.second, month.met, month.not_met, month.last_met});
    scope.transaction.bulk(sql::places::kAddToMonthCounter, rows);
}

}  // namespace junkai::storage
