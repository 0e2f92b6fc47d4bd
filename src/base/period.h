// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

namespace junkai {

/// 期間. From the beginning of `first` to the end of `last`, both days belonging to it.
struct Period {
    Date first;
    Date last;

    bool contains(Date day) const { return first <= day && day <= last; }

    bool operator==(const Period&) const = default;
};

/// Whether the day of the event counts. 民法140条: it does not, unless the period starts at midnight of that
/// day; each rule decides this for itself and says under which clause.
enum class FirstDay { NotCounted, Counted };

Date add_days(Date day, int count);

/// Days from one date to another; negative when `to` is earlier.
int days_between(Date from, Date to);

/// 民法140条・141条. A period of so many days, at least one, set off by an event on that day.
Period period_of_days(Date event, int days, FirstDay first_day = FirstDay::NotCounted);

/// 民法143条. By the calendar: ends on the day before the corresponding day, or at the end of the month when
/// there is no corresponding day or the period began with a month. 2025-02-28 and six months is 2025-08-31.
Period period_of_months(Date event, int months, FirstDay first_day = FirstDay::NotCounted);
Period period_of_years(Date event, int years, FirstDay first_day = FirstDay::NotCounted);

}  // namespace junkai
