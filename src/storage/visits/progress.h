// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "domain/ids.h"

#include <unordered_map>

namespace junkai::storage {

/// What a beat's counters say.
struct BeatCounts {
    std::int64_t units = 0;
    std::int64_t exempt = 0;
    std::int64_t cards = 0;
    /// Units, the exempt ones left out, met since the first day of the fiscal year.
    std::int64_t met_this_year = 0;
    /// Visits of the month.
    std::int64_t met_this_month = 0;
    std::int64_t not_met_this_month = 0;
};

/// 進捗 of every beat of a station, without counting a single door.
std::unordered_map<domain::BeatId, BeatCounts>
list_beat_counts(db::Transaction& transaction, domain::StationId station, Date year_from, Date today);

}  // namespace junkai::storage
