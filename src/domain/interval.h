// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/japan_time.h"

#include <optional>

namespace junkai::domain {

/// 期間. [from, to): the instant `to` is already outside. Without `to` it has no end yet. Instants and not
/// days, since access ends at once on a transfer (発令), not at the next midnight.
struct Interval {
    Instant from;
    std::optional<Instant> to = {};

    bool contains(Instant at) const { return from <= at && (!to || at < *to); }

    bool is_empty() const { return to && *to <= from; }

    bool overlaps(const Interval& other) const
    {
        if (is_empty() || other.is_empty()) return false;
        return (!to || other.from < *to) && (!other.to || from < *other.to);
    }

    bool operator==(const Interval&) const = default;
};

/// From the first moment of one day in Japan to the last of another (both days included).
inline Interval whole_days(Date first, std::optional<Date> last = std::nullopt)
{
    Interval out{japan_instant(first, 0), std::nullopt};
    if (last) out.to = japan_instant(Date(std::chrono::sys_days(*last) + std::chrono::days(1)), 0);
    return out;
}

}  // namespace junkai::domain
