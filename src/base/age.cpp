// SPDX-License-Identifier: Apache-2.0
#include "base/age.h"

#include "base/period.h"

namespace junkai {

Date legal_age_day(Date birth, int age)
{
    return age == 0 ? birth : period_of_years(birth, age, FirstDay::Counted).last;
}

std::optional<int> legal_age(Date birth, Date on)
{
    if (on < birth) return std::nullopt;
    // The difference of the years is right or one too small: someone born on 1 January is a year older on 31
    // December.
    const int years = static_cast<int>(on.year()) - static_cast<int>(birth.year());
    if (legal_age_day(birth, years + 1) <= on) return years + 1;
    return years > 0 && on < legal_age_day(birth, years) ? years - 1 : years;
}

std::optional<int> everyday_age(Date birth, Date on)
{
    if (on < birth) return std::nullopt;
    return on == birth ? 0 : legal_age(birth, add_days(on, -1));
}

}  // namespace junkai
