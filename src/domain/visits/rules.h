// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/visits/types.h"

#include "base/sunset.h"

#include <optional>

namespace junkai::domain::visits {

/// What a prefecture decides about visits (profile keys visit.*).
struct VisitRules {
    /// visit.deemed
    bool deemed_a = true;
    bool deemed_i = true;
    bool deemed_u = true;
    /// visit.night.basis: computed sunset, or a fixed minute of the day where a directive says so.
    std::optional<int> night_fixed_minute = {};
    /// An approved visit may begin so much before its planned start.
    int night_grace_minutes = 30;
    /// visit.courtesy_window: from this minute of the day to another, or to nightfall where none is given.
    int courtesy_from_minute = 9 * 60;
    std::optional<int> courtesy_to_minute = {};
    /// visit.freq.default
    Frequency hub = {4, 12};
    Frequency general = {1, 12};
    /// visit.refusal.keep_months: a visit ended at request is forgotten after them.
    int refusal_keep_months = 12;
    /// How long the next attempt waits after a visit ended at request.
    int refusal_space_months = 6;
    std::size_t topic_text_max = 400;
    std::size_t max_officers = 6;
};

}  // namespace junkai::domain::visits
