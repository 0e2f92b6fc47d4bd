// SPDX-License-Identifier: Apache-2.0
#include "base/wareki.h"

#include "base/errors.h"

#include <fmt/format.h>
#include <set>

namespace junkai {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

int year_in(const Era& era, int year)
{
    return year - static_cast<int>(era.first.year()) + 1;
}

std::string long_year(const Era& era, int year)
{
    const int count = year_in(era, year);
    // The first year is written 元年, never 1年.
    return count == 1 ? era.name + "元年" : fmt::format("{}{}年", era.name, count);
}

bool overlaps(const Era& era, Date from, Date to)
{
    return era.first <= to && (!era.last || from <= *era.last);
}

}  // namespace

EraTable::EraTable(std::vector<Era> eras) : eras_(std::move(eras))
{
    if (eras_.empty()) throw ProfileError("the table of eras is empty");
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < eras_.size(); ++i) {
        const Era& era = eras_[i];
        const bool newest = i + 1 == eras_.size();
        for (const std::string_view name :
             {std::string_view(era.letter), std::string_view(era.short_name), std::string_view(era.name)})
            if (name.empty() || !names.insert(name).second)
                throw ProfileError("an era's name is empty or taken");
        if (!era.first.ok() || (era.last && (!era.last->ok() || *era.last < era.first)))
            throw ProfileError("an era ends before it begins");
        if (era.last.has_value() == newest) throw ProfileError("every era but the newest has a last day");
        // Only the day of change may be shared, and there is no day between two eras.
        if (!newest && *era.last != eras_[i + 1].first &&
            sys_days(*era.last) + days(1) != sys_days(eras_[i + 1].first))
            throw ProfileError("an era does not meet the next one");
    }
}

const Era* EraTable::find(Date day) const
{
    for (auto era = eras_.rbegin(); era != eras_.rend(); ++era)
        if (era->first <= day) return &*era;
    return nullptr;
}

const EraTable& default_eras()
{
    using std::chrono::year;
    // 明治 by the Gregorian calendar from its retroactive first day; cabinet orders for 平成 and 令和.
    static const EraTable table({
        {"M", "明", "明治", year(1868) / 1 / 25, year(1912) / 7 / 30},
        {"T", "大", "大正", year(1912) / 7 / 30, year(1926) / 12 / 25},
        {"S", "昭", "昭和", year(1926) / 12 / 25, year(1989) / 1 / 7},
        {"H", "平", "平成", year(1989) / 1 / 8, year(2019) / 4 / 30},
        {"R", "令", "令和", year(2019) / 5 / 1},
    });
    return table;
}

std::string format_wareki(Date date, WarekiStyle style, const EraTable& eras)
{
    const Era* const era = eras.find(date);
    const int year = static_cast<int>(date.year());
    const auto month = static_cast<unsigned>(date.month());
    const auto day = static_cast<unsigned>(date.day());
    if (style == WarekiStyle::Short)
        return era != nullptr ? fmt::format("{}{}.{}.{}", era->letter, year_in(*era, year), month, day)
                              : fmt::format("{}.{}.{}", year, month, day);
    const std::string written = era != nullptr ? long_year(*era, year) : fmt::format("{}年", year);
    return fmt::format("{}{}月{}日", written, month, day);
}

std::string format_wareki(const PartialDate& date, const EraTable& eras)
{
    const std::string about = date.about ? "頃" : "";
    if (date.day) return format_wareki(date.earliest(), WarekiStyle::Long, eras) + about;
    std::string years;
    for (const Era& era : eras.eras()) {
        if (!overlaps(era, date.earliest(), date.latest())) continue;
        if (!years.empty()) years += "・";
        years += long_year(era, date.year);
    }
    if (years.empty()) years = fmt::format("{}年", date.year);
    return (date.month ? fmt::format("{}{}月", years, *date.month) : years) + about;
}

}  // namespace junkai
