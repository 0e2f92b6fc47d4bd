// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

namespace junkai {

/// Japan keeps one offset all year: +09:00 since 1951 (domain trap 13: all clocks are JST, no daylight
/// saving).
inline constexpr std::chrono::hours kJapanOffset{9};

/// The civil date in Japan at that instant.
inline Date japan_date(Instant at)
{
    return Date(std::chrono::floor<std::chrono::days>(at + kJapanOffset));
}

/// Minutes since midnight in Japan, 0 to 1439.
inline int japan_minute_of_day(Instant at)
{
    const auto local = at + kJapanOffset;
    const auto since_midnight = local - std::chrono::floor<std::chrono::days>(local);
    return static_cast<int>(std::chrono::floor<std::chrono::minutes>(since_midnight).count());
}

/// The instant of a wall-clock time in Japan; minutes may pass midnight (1500 is 01:00 of the next day).
inline Instant japan_instant(Date date, int minute_of_day)
{
    return std::chrono::sys_days(date) - kJapanOffset + std::chrono::minutes(minute_of_day);
}

}  // namespace junkai
