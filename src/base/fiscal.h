// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/period.h"

namespace junkai {

/// 年度. April to March, named after the year of its April.
class FiscalYear {
public:
    explicit constexpr FiscalYear(int year) : year_(year) {}

    static FiscalYear of(Date day);

    int year() const { return year_; }

    Date first_day() const;
    Date last_day() const;

    Period period() const { return {first_day(), last_day()}; }

    FiscalYear next() const { return FiscalYear(year_ + 1); }

    auto operator<=>(const FiscalYear&) const = default;

private:
    int year_;
};

/// 保存期間の起算日. The directive does not say when the years begin to run; the prefecture's profile does.
enum class RetentionStart { NextFiscalYear, NextCalendarYear, NextDay };

/// 保存期間. A document of 2021-06-10 kept thirty fiscal years: 2022-04-01 to 2052-03-31. Its end only
/// proposes disposal.
Period retention_period(Date created, int years, RetentionStart start = RetentionStart::NextFiscalYear);

}  // namespace junkai
