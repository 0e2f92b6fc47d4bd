// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"

#include <string>
#include <vector>

/// 架空の署: an invented organisation, its people, and one log-in for each role.
namespace junkai::app::demo {

struct LogIn {
    std::string station;
    std::string officer_no;
    std::string name;
    std::string role;
    std::string password;
};

/// How a demo prefecture is laid out: headquarters, stations, and beats of about a thousand units.
struct Plan {
    /// Beats of each station that has doors; the second one stays small and must never be seen from the
    /// first.
    std::vector<int> beats_of_station;
};

/// Same origin, same data: its source gives ids and everything invented, its instant is "now". Passwords and
/// keys never come from it.
struct Origin {
    Instant now;
    RandomSource& random;
};

/// Station rows of the plan: headquarters first (a station without doors), then 見本警察署 and the others.
std::vector<storage::StoredStation> invent_stations(const Plan& plan, Instant now, RandomSource& random);

/// Blocks, sites, beats, officers, designations and assignments of one station; the log-ins of its people.
/// The first station with doors gets one person for each of its roles and two beat officers (the others'
/// beats are shared out).
std::vector<LogIn> invent_organisation(
    App& app, const storage::StoredStation& station, int beats, int ordinal, const Origin& origin);

inline std::vector<LogIn>
invent_organisation(App& app, const storage::StoredStation& station, int beats, int ordinal)
{
    return invent_organisation(app, station, beats, ordinal, {app.clock.now(), app.random});
}

/// When the people of the demo took up their duties: early enough for three years of visits.
Instant appointed_at(const Origin& origin);

}  // namespace junkai::app::demo
