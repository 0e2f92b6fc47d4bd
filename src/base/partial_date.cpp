// SPDX-License-Identifier: Apache-2.0
#include "base/wareki.h"

#include <fmt/format.h>

namespace junkai {
namespace {

int digits(std::string_view text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

PartialDate PartialDate::of(Date date)
{
    return {static_cast<int>(date.year()),
            static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()),
            false};
}

std::optional<Date> PartialDate::exact() const
{
    if (!day || about) return std::nullopt;
    return earliest();
}

Date PartialDate::earliest() const
{
    return std::chrono::year(year) / std::chrono::month(month.value_or(1)) /
           std::chrono::day(day.value_or(1));
}

Date PartialDate::latest() const
{
    if (day) return earliest();
    return Date(std::chrono::year(year) / std::chrono::month(month.value_or(12)) / std::chrono::last);
}

std::string PartialDate::str() const
{
    std::string out = fmt::format("{:04}", year);
    if (month) out += fmt::format("-{:02}", *month);
    if (day) out += fmt::format("-{:02}", *day);
    return about ? out + "~" : out;
}

std::optional<PartialDate> PartialDate::parse(std::string_view text)
{
    PartialDate out;
    out.about = text.ends_with('~');
    if (out.about) text.remove_suffix(1);
    if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
    out.year = digits(text.substr(0, 4));
    if (out.year < 1) return std::nullopt;
    if (text.size() >= 7) {
        const int found = digits(text.substr(5, 2));
        if (text[4] != '-' || found < 1 || found > 12) return std::nullopt;
        out.month = static_cast<unsigned>(found);
    }
    if (text.size() == 10) {
        const int found = digits(text.substr(8, 2));
        if (text[7] != '-' || found < 1 || found > 31) return std::nullopt;
        out.day = static_cast<unsigned>(found);
    }
    return out.earliest().ok() ? std::optional(out) : std::nullopt;
}

}  // namespace junkai
