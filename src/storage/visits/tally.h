// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/visits/visits.h"

#include <map>
#include <string>
#include <utility>

namespace junkai::storage {

/// What many visits leave in the rows of their units and in the counters of their beats, for pasts that come
/// whole. The visits of a unit are added from the oldest to the newest, each on a day of its own; it had none
/// before and is not exempt. The counters are those that Visits::add would have kept one by one.
class Tally {
public:
    /// `not_before`: 次回の目安 that it leaves.
    void add(UnitStanding& standing, const StoredVisit& stored, const std::optional<Date>& not_before);

    void store(Scope& scope) const;

private:
    struct Month {
        std::int64_t met = 0;
        std::int64_t not_met = 0;
        std::int64_t last_met = 0;
    };

    std::map<std::pair<domain::BeatId, std::string>, Month> months_;
};

}  // namespace junkai::storage
