// SPDX-License-Identifier: Apache-2.0
#include "storage/visits/progress.h"

#include "sql/places.h"

namespace junkai::storage {

using domain::BeatId;
using domain::StationId;

namespace {

std::string month_of(Date day)
{
    return format_date(day).substr(0, 7);
}

}  // namespace

std::unordered_map<BeatId, BeatCounts>
list_beat_counts(db::Transaction& transaction, StationId station, Date year_from, Date today)
{
    std::unordered_map<BeatId, BeatCounts> out;
    transaction.query(sql::places::kListCounters, {station}, [&](const db::Row& row) {
        BeatCounts& counts = out[row.id<BeatId>(0)];
        counts.units = row.integer(1);
        counts.exempt = row.integer(2);
        counts.cards = row.integer(3);
    });
    const std::string month = month_of(today);
    transaction.query(
        sql::places::kListMonthCounters, {station, month_of(year_from)}, [&](const db::Row& row) {
            BeatCounts& counts = out[row.id<BeatId>(0)];
            counts.met_this_year += row.integer(4);
            if (row.text(1) != month) return;
            counts.met_this_month += row.integer(2);
            counts.not_met_this_month += row.integer(3);
        });
    return out;
}

}  // namespace junkai::storage
