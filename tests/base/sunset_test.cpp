// SPDX-License-Identifier: Apache-2.0
#include "base/japan_time.h"
#include "base/sunset.h"

#include <cstdlib>
#include <gtest/gtest.h>

namespace junkai {
namespace {

constexpr Coordinates kUrawa{35.857, 139.649};
constexpr Coordinates kChichibu{35.992, 139.085};
constexpr Coordinates kMisato{35.830, 139.872};

Date day(const char* text)
{
    return parse_date(text).value();
}

TEST(Sunset, is_within_a_minute_of_the_table_of_saitama)  // [clause 4-4]
{
    struct Row {
        Coordinates place;
        const char* date;
        int hour;
        int minute;
    };

    const Row rows[] = {
        {kUrawa,    "2025-01-01", 16, 38},
        {kUrawa,    "2025-03-20", 17, 53},
        {kUrawa,    "2025-06-28", 19, 2 },
        {kUrawa,    "2025-09-23", 17, 37},
        {kUrawa,    "2025-12-06", 16, 27},
        {kUrawa,    "2025-12-22", 16, 32},
        {kChichibu, "2025-12-06", 16, 29},
        {kChichibu, "2025-06-28", 19, 4 },
        {kMisato,   "2025-12-06", 16, 26},
    };
    for (const Row& row : rows) {
        const auto set = sunset(day(row.date), row.place);
        ASSERT_TRUE(set.has_value());
        EXPECT_EQ(japan_date(*set), day(row.date));
        EXPECT_LE(
            std::abs(japan_minute_of_day(*set + std::chrono::seconds(30)) - (row.hour * 60 + row.minute)), 1)
            << row.date << " gave " << format_instant(*set);
    }
}

TEST(Sunset, is_earliest_about_6_december_and_always_after_sunrise)
{
    Date earliest = day("2025-11-01");
    auto soonest = std::chrono::microseconds::max();
    for (Date date = day("2025-11-01"); date < day("2026-02-01");
         date = Date(std::chrono::sys_days(date) + std::chrono::days(1))) {
        const auto set = sunset(date, kUrawa);
        const auto rise = sunrise(date, kUrawa);
        ASSERT_TRUE(set && rise && *rise < *set);
        const auto after_midnight = *set - japan_instant(date, 0);
        if (after_midnight < soonest) {
            soonest = after_midnight;
            earliest = date;
        }
    }
    EXPECT_GE(earliest, day("2025-12-01"));
    EXPECT_LE(earliest, day("2025-12-10"));
}

TEST(Sunset, has_no_answer_beyond_the_polar_circle_in_midsummer_and_midwinter)
{
    for (const double latitude : {80.0, 90.0, -80.0, -90.0}) {
        EXPECT_FALSE(sunset(day("2025-06-21"), {latitude, 139.0})) << latitude;
        EXPECT_FALSE(sunset(day("2025-12-21"), {latitude, 139.0})) << latitude;
    }
    EXPECT_TRUE(sunset(day("2025-06-21"), {65.0, 139.0}));
    EXPECT_TRUE(sunset(day("2025-12-21"), {0.0, 139.0}));
}

}  // namespace
}  // namespace junkai
