// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/time.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace junkai {

/// 元号. An era begins with `first`; it ends with `last`, which the newest era does not have. 明治 and 大正
/// share their days of change with the next era: both names are right on that day.
struct Era {
    std::string letter;      // "R"
    std::string short_name;  // "令"
    std::string name;        // "令和"
    Date first;
    std::optional<Date> last = std::nullopt;
};

/// The eras in order of time, oldest first; at least one. A profile may bring its own: a new era is data.
class EraTable {
public:
    /// Throws ProfileError when names repeat, an era but the newest has no last day, or they overlap by more
    /// than a day.
    explicit EraTable(std::vector<Era> eras);

    std::span<const Era> eras() const { return eras_; }

    /// The era of a day; the newer one on a shared day of change. Null before the first.
    const Era* find(Date day) const;

private:
    std::vector<Era> eras_;
};

/// 明治 to 令和.
const EraTable& default_eras();

/// A date as far as it is known: a year, a month, a day, perhaps 「頃」. Old slips hold such dates.
struct PartialDate {
    int year = 1;
    std::optional<unsigned> month;
    std::optional<unsigned> day;  // only with a month
    bool about = false;           // 頃

    static PartialDate of(Date date);

    /// The day, when it is known exactly.
    std::optional<Date> exact() const;

    /// The first and last day it can mean.
    Date earliest() const;
    Date latest() const;

    /// For storage (EDTF): "1960", "1960-05", "1960-05-01", with "~" for 頃.
    std::string str() const;
    static std::optional<PartialDate> parse(std::string_view text);

    bool operator==(const PartialDate&) const = default;
};

/// What an entry meant, what was written, and whether someone should look at it.
struct WarekiReading {
    PartialDate date;
    std::string raw;
    std::optional<Literal> warning;  // date.era_ended (平成35年), date.lunar_calendar (before 1873)
};

/// Reads a date as people write it: R8.9.1, 昭64-1-7, S640107, 令和元年5月1日, 20260910, 2026-09-10,
/// 昭和35年頃, full width and kanji numerals too. Refuses with date.unreadable, date.no_such_day,
/// date.outside_era (平成31年5月1日) and date.ambiguous_year (60-5-1: 昭和 or 1960). The refusal does not
/// repeat the text, which may be a birthday.
Result<WarekiReading> read_date(std::string_view text, const EraTable& eras = default_eras());

/// As read_date(), for fields that need a whole day: date.day_required.
Result<Date> read_exact_date(std::string_view text, const EraTable& eras = default_eras());

/// Long: 令和元年5月1日. Short: R1.5.1. Days before the first era are written as 1867年5月1日 and 1867.5.1.
enum class WarekiStyle { Long, Short };

std::string
format_wareki(Date date, WarekiStyle style = WarekiStyle::Long, const EraTable& eras = default_eras());

/// A year in which the era changed shows both: 昭和64年・平成元年. With 頃 where it is so.
std::string format_wareki(const PartialDate& date, const EraTable& eras = default_eras());

}  // namespace junkai
