// SPDX-License-Identifier: Apache-2.0
#include "base/period.h"

#include "base/invariant.h"

namespace junkai {

using std::chrono::days;
using std::chrono::sys_days;

Date add_days(Date day, int count)
{
    return Date(sys_days(day) + days(count));
}

int days_between(Date from, Date to)
{
    return static_cast<int>((sys_days(to) - sys_days(from)).count());
}

Period period_of_days(Date event, int count, FirstDay first_day)
{
    invariant(count > 0, "a period of no days was asked for");
    const Date first = first_day == FirstDay::Counted ? event : add_days(event, 1);
    return {first, add_days(first, count - 1)};
}

Period period_of_months(Date event, int months, FirstDay first_day)
{
    invariant(months > 0, "a period of no months was asked for");
    const Date first = first_day == FirstDay::Counted ? event : add_days(event, 1);
    const Date corresponding = first + std::chrono::months(months);
    // 143条2項: the day before the corresponding day; when there is none, the last day of that month.
    if (corresponding.ok()) return {first, add_days(corresponding, -1)};
    return {first, Date(corresponding.year() / corresponding.month() / std::chrono::last)};
}

Period period_of_years(Date event, int years, FirstDay first_day)
{
    return period_of_months(event, years * 12, first_day);
}

}  // namespace junkai
