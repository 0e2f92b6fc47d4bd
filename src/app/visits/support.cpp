// SPDX-License-Identifier: Apache-2.0
#include "app/visits/support.h"

#include "base/japan_time.h"
#include "base/period.h"
#include "domain/visits/due.h"

namespace junkai::app {

using domain::visits::Deemed;
using domain::visits::VisitClass;

domain::visits::VisitRules visit_rules(const profile::Profile& profile)
{
    const profile::VisitRules& from = profile.rules.visits;
    domain::visits::VisitRules out;
    out.deemed_a = from.allows(Deemed::A);
    out.deemed_i = from.allows(Deemed::I);
    out.deemed_u = from.allows(Deemed::U);
    out.night_fixed_minute = from.night.fixed_minute;
    out.courtesy_from_minute = from.courtesy_window.from_minute;
    out.courtesy_to_minute = from.courtesy_window.to_minute;
    if (const auto* hub = from.find_frequency(VisitClass::Hub); hub && hub->usual) out.hub = *hub->usual;
    if (const auto* general = from.find_frequency(VisitClass::General); general && general->usual)
        out.general = *general->usual;
    out.refusal_keep_months = from.refusal_keep_months;
    return out;
}

Result<const profile::Profile*> rules_of_day(UnitOfWork& work, Instant started_at)
{
    return work.station().profiles().rules_on(japan_date(started_at));
}

Coordinates place_of(const Station& station)
{
    return {station.place().latitude, station.place().longitude};
}

std::optional<domain::visits::VisitOutcome> outcome_shown(const storage::StoredVisit& stored,
                                                          bool may_see_ended)
{
    const bool is_shown = !stored.forgotten && (stored.met || may_see_ended);
    return is_shown ? std::optional(stored.visit.outcome) : std::nullopt;
}

Date last_day_to_forget(const Station& station, Date today)
{
    const auto rules = visit_rules(station.rules_now(today));
    constexpr int kLongestMonth = 31;
    Date day = add_days(today, -kLongestMonth * (rules.refusal_keep_months + 1));
    while (domain::visits::forget_ended_on(add_days(day, 1), rules) <= today)
        day = add_days(day, 1);
    return day;
}

}  // namespace junkai::app
