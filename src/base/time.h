// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace junkai {

/// A point in time, microseconds since 1970-01-01T00:00:00Z (a BIGINT column).
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// A civil date in Japan (a TEXT column, ISO 8601). Always a real day when it comes from parse_date.
using Date = std::chrono::year_month_day;

/// Reads the time. Two implementations: the machine's clock and the frozen one of the tests and the demo.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

/// Microseconds since the epoch and back, as stored.
inline std::int64_t to_micros(Instant at)
{
    return at.time_since_epoch().count();
}

inline Instant from_micros(std::int64_t micros)
{
    return Instant(std::chrono::microseconds(micros));
}

/// "2026-11-23T04:30:21.123456Z"; parse also takes an offset such as +09:00 and 0 to 6 decimals.
std::string format_instant(Instant at);
std::optional<Instant> parse_instant(std::string_view text);

/// "2026-11-23", exactly ten characters and a day that exists (years 1 to 9999).
std::string format_date(Date date);
std::optional<Date> parse_date(std::string_view text);

}  // namespace junkai
