// SPDX-License-Identifier: Apache-2.0
#include "base/fiscal.h"

#include "base/invariant.h"

namespace junkai {

using std::chrono::April;
using std::chrono::January;
using std::chrono::March;

FiscalYear FiscalYear::of(Date day)
{
    const int year = static_cast<int>(day.year());
    return FiscalYear(day.month() < April ? year - 1 : year);
}

Date FiscalYear::first_day() const
{
    return std::chrono::year(year_) / April / 1;
}

Date FiscalYear::last_day() const
{
    return std::chrono::year(year_ + 1) / March / 31;
}

Period retention_period(Date created, int years, RetentionStart start)
{
    // The first day counts: the years start at midnight of that day (民法140条ただし書).
    switch (start) {
    case RetentionStart::NextFiscalYear:
        return period_of_years(FiscalYear::of(created).next().first_day(), years, FirstDay::Counted);
    case RetentionStart::NextCalendarYear:
        return period_of_years(
            (created.year() + std::chrono::years(1)) / January / 1, years, FirstDay::Counted);
    case RetentionStart::NextDay:
        return period_of_years(created, years, FirstDay::NotCounted);
    }
    invariant(false, "an unknown start of retention");
    return {};
}

}  // namespace junkai
