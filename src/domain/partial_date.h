// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/time.h"

#include <optional>
#include <string>

namespace junkai::domain {

/// A date as far as it was told: a year, a year and a month, or a day; 頃 when only about. `written` keeps
/// the words of the paper ("60年" on an old slip is 昭和60 or 1960), for nothing read may be lost.
struct PartialDate {
    std::optional<int> year = {};
    std::optional<unsigned> month = {};
    std::optional<unsigned> day = {};
    bool about = false;
    std::string written = {};

    static PartialDate of(Date date)
    {
        return {static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()),
                false,
                {}};
    }

    /// The day when year, month and day are known.
    std::optional<Date> whole() const
    {
        if (!year || !month || !day) return std::nullopt;
        return Date(std::chrono::year(*year), std::chrono::month(*month), std::chrono::day(*day));
    }

    bool is_blank() const { return !year && !month && !day && written.empty(); }

    bool operator==(const PartialDate&) const = default;
};

inline void wipe(PartialDate& date) noexcept
{
    junkai::wipe(date.written);
    date.year.reset();
    date.month.reset();
    date.day.reset();
}

}  // namespace junkai::domain
