// SPDX-License-Identifier: Apache-2.0
#include "base/age.h"
#include "base/fiscal.h"
#include "base/invariant.h"
#include "base/period.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace junkai {
namespace {

Date day(const char* text)
{
    const auto date = parse_date(text);
    EXPECT_TRUE(date.has_value()) << text;
    return date.value_or(Date{});
}

/// Some day of 1900 to 2100.
Date any_day()
{
    return Date(std::chrono::sys_days(std::chrono::days(*rc::gen::inRange(-25567, 47847))));
}

TEST(Period, months_after_an_inspection)
{
    struct Row {
        const char* event;
        int months;
        const char* last;
    };

    const Row rows[] = {
        {"2025-05-15", 6,  "2025-11-15"},
        {"2025-02-27", 6,  "2025-08-27"}, // the day before the month end behaves as one expects
        {"2025-02-28", 6,  "2025-08-31"}, // starts with March, so ends with August
        {"2025-03-01", 6,  "2025-09-01"},
        {"2024-02-28", 6,  "2024-08-28"},
        {"2024-02-29", 6,  "2024-08-31"},
        {"2025-06-29", 6,  "2025-12-29"},
        {"2025-06-30", 6,  "2025-12-31"},
        {"2025-04-30", 6,  "2025-10-31"},
        {"2025-03-31", 6,  "2025-09-30"},
        {"2025-08-27", 6,  "2026-02-27"},
        {"2025-08-28", 6,  "2026-02-28"}, // starts on the 29th: no such day in February
        {"2025-08-29", 6,  "2026-02-28"},
        {"2025-08-30", 6,  "2026-02-28"},
        {"2025-08-31", 6,  "2026-02-28"},
        {"2023-08-28", 6,  "2024-02-28"},
        {"2023-08-29", 6,  "2024-02-29"},
        {"2024-02-29", 12, "2025-02-28"},
        {"2025-12-31", 1,  "2026-01-31"},
        {"2025-11-30", 1,  "2025-12-31"},
        {"2025-01-30", 1,  "2025-02-28"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(format_date(period_of_months(day(row.event), row.months).last), row.last) << row.event;
}

TEST(Period, first_day_counts_only_where_the_rule_says_so)
{
    EXPECT_EQ(period_of_days(day("2026-02-20"), 30), (Period{day("2026-02-21"), day("2026-03-22")}));
    EXPECT_EQ(period_of_days(day("2026-02-20"), 30, FirstDay::Counted),
              (Period{day("2026-02-20"), day("2026-03-21")}));
    EXPECT_EQ(period_of_days(day("2026-02-20"), 1, FirstDay::Counted),
              (Period{day("2026-02-20"), day("2026-02-20")}));
    EXPECT_EQ(period_of_years(day("2022-04-01"), 30, FirstDay::Counted).last, day("2052-03-31"));
    EXPECT_EQ(period_of_years(day("2022-04-01"), 30).last, day("2052-04-01"));
    EXPECT_THROW(period_of_days(day("2026-02-20"), 0), InvariantError);
    EXPECT_THROW(period_of_months(day("2026-02-20"), -1), InvariantError);
}

TEST(Period, contains_both_ends)
{
    const Period period = period_of_days(day("2026-03-30"), 2);
    EXPECT_FALSE(period.contains(day("2026-03-30")));
    EXPECT_TRUE(period.contains(day("2026-03-31")));
    EXPECT_TRUE(period.contains(day("2026-04-01")));
    EXPECT_FALSE(period.contains(day("2026-04-02")));
}

/// The law word by word, walking one day at a time: no arithmetic shared with the code under test.
Date naive_last_day(Date event, int months)
{
    const Date first = add_days(event, 1);
    int month = static_cast<int>(static_cast<unsigned>(first.month())) + months;
    int year = static_cast<int>(first.year());
    while (month > 12) {
        month -= 12;
        ++year;
    }
    Date walk = first;
    Date last_seen = first;
    for (;;) {
        const bool in_month = static_cast<int>(walk.year()) == year &&
                              static_cast<int>(static_cast<unsigned>(walk.month())) == month;
        if (in_month && walk.day() == first.day()) return add_days(walk, -1);
        if (static_cast<int>(walk.year()) > year ||
            (static_cast<int>(walk.year()) == year &&
             static_cast<int>(static_cast<unsigned>(walk.month())) > month))
            return last_seen;
        last_seen = walk;
        walk = add_days(walk, 1);
    }
}

RC_GTEST_PROP(Period, agrees_with_a_naive_walk_through_the_calendar, ())
{
    const Date event = any_day();
    const int months = *rc::gen::inRange(1, 61);
    RC_LOG() << format_date(event) << " + " << months << " months";
    RC_ASSERT(format_date(period_of_months(event, months).last) ==
              format_date(naive_last_day(event, months)));
}

RC_GTEST_PROP(Period, days_are_as_many_as_were_asked_for, ())
{
    const Date event = any_day();
    const int count = *rc::gen::inRange(1, 4000);
    const Period period = period_of_days(event, count);
    RC_ASSERT(days_between(period.first, period.last) + 1 == count);
    RC_ASSERT(days_between(event, period.first) == 1);
}

TEST(Age, legal_age_is_reached_at_the_end_of_the_day_before_the_birthday)
{
    struct Row {
        const char* birth;
        const char* on;
        int legal;
        int everyday;
    };

    const Row rows[] = {
        {"1960-04-01", "2025-03-30", 64, 64},
        {"1960-04-01", "2025-03-31", 65, 64},
        {"1960-04-01", "2025-04-01", 65, 65},
        {"1960-02-29", "2025-02-27", 64, 64},
        {"1960-02-29", "2025-02-28", 65, 64},
        {"1960-02-29", "2025-03-01", 65, 65},
        {"1960-02-29", "2024-02-27", 63, 63},
        {"1960-02-29", "2024-02-28", 64, 63},
        {"1960-02-29", "2024-02-29", 64, 64},
        {"1960-03-01", "2025-02-27", 64, 64},
        {"1960-03-01", "2025-02-28", 65, 64},
        {"1960-03-01", "2024-02-28", 63, 63},
        {"1960-03-01", "2024-02-29", 64, 63},
        {"1960-01-01", "2024-12-30", 64, 64},
        {"1960-01-01", "2024-12-31", 65, 64},
        {"1960-01-01", "2025-01-01", 65, 65},
        {"1960-12-31", "2025-12-29", 64, 64},
        {"1960-12-31", "2025-12-30", 65, 64},
        {"2026-09-10", "2026-09-10", 0,  0 },
        {"2026-09-10", "2027-09-08", 0,  0 },
        {"2026-09-10", "2027-09-09", 1,  0 },
        {"2025-01-01", "2025-12-31", 1,  0 },
    };
    for (const Row& row : rows) {
        EXPECT_EQ(legal_age(day(row.birth), day(row.on)), row.legal) << row.birth << " on " << row.on;
        EXPECT_EQ(everyday_age(day(row.birth), day(row.on)), row.everyday) << row.birth << " on " << row.on;
    }
    EXPECT_EQ(legal_age(day("2026-09-10"), day("2026-09-09")), std::nullopt);
    EXPECT_EQ(everyday_age(day("2026-09-10"), day("2026-09-09")), std::nullopt);
    EXPECT_EQ(legal_age_day(day("1960-04-01"), 65), day("2025-03-31"));
}

RC_GTEST_PROP(Age, grows_by_one_on_its_day_and_never_shrinks, ())
{
    const Date birth = any_day();
    const Date on = add_days(birth, *rc::gen::inRange(0, 40000));
    const int age = legal_age(birth, on).value();
    const int tomorrow = legal_age(birth, add_days(on, 1)).value();
    RC_ASSERT(tomorrow == age || tomorrow == age + 1);
    RC_ASSERT((tomorrow == age + 1) == (legal_age_day(birth, age + 1) == add_days(on, 1)));
    RC_ASSERT(everyday_age(birth, add_days(on, 1)) == age);
}

TEST(FiscalYear, is_april_to_march)
{
    EXPECT_EQ(FiscalYear::of(day("2026-03-31")).year(), 2025);
    EXPECT_EQ(FiscalYear::of(day("2026-04-01")).year(), 2026);
    EXPECT_EQ(FiscalYear::of(day("2026-12-31")).year(), 2026);
    EXPECT_EQ(FiscalYear::of(day("2027-01-01")).year(), 2026);
    EXPECT_EQ(FiscalYear(2026).period(), (Period{day("2026-04-01"), day("2027-03-31")}));
}

TEST(FiscalYear, thirty_years_of_retention_start_with_the_next_one)
{
    struct Row {
        const char* created;
        RetentionStart start;
        const char* first;
        const char* last;
    };

    const Row rows[] = {
        {"2021-06-10", RetentionStart::NextFiscalYear,   "2022-04-01", "2052-03-31"},
        {"2022-03-31", RetentionStart::NextFiscalYear,   "2022-04-01", "2052-03-31"},
        {"2022-04-01", RetentionStart::NextFiscalYear,   "2023-04-01", "2053-03-31"},
        {"2021-06-10", RetentionStart::NextCalendarYear, "2022-01-01", "2051-12-31"},
        {"2021-12-31", RetentionStart::NextCalendarYear, "2022-01-01", "2051-12-31"},
        {"2021-06-10", RetentionStart::NextDay,          "2021-06-11", "2051-06-10"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(retention_period(day(row.created), 30, row.start), (Period{day(row.first), day(row.last)}))
            << row.created;
}

}  // namespace
}  // namespace junkai
