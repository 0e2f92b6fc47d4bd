// SPDX-License-Identifier: Apache-2.0
#include "app/sessions/describe.h"

#include "app/roster/support.h"
#include "domain/duty/permit.h"

namespace junkai::app {

using domain::duty::Operation;
using domain::duty::Reach;
using domain::roster::Role;

namespace {

std::vector<HeldRole> roles_of(const Frame& frame, const domain::duty::Actor& actor, Instant now)
{
    std::vector<HeldRole> roles;
    for (const auto& designation : actor.designations)
        if (designation.in_force.contains(now))
            roles.push_back({designation.role, designation.acting, roster::scope_of(frame, designation)});
    std::string beats;
    for (const auto& assignment : actor.assignments)
        if (assignment.in_force.contains(now))
            if (const auto* beat = frame.find_beat(assignment.beat)) roster::add_name(beats, beat->name);
    if (!beats.empty()) roles.push_back({Role::BeatOfficer, false, beats});
    return roles;
}

}  // namespace

SessionView describe_session(App& app, const LoggedIn& who)
{
    const Instant now = app.clock.now();
    Station& station = app.stations->get(who.station);
    const auto frame = station.frame();
    const profile::Profile& rules = station.rules_now(japan_date(now));
    const auto reach_of = [&](Operation operation) {
        return domain::duty::reach(who.actor, operation, who.station, now, rules.rules.roster.duty);
    };
    SessionView view;
    view.roles = roles_of(*frame, who.actor, now);
    view.beats = beats_within(*frame, reach_of(Operation::ListDoors));
    for (const Operation operation : domain::all_of<Operation>())
        if (!reach_of(operation).is_nothing()) view.operations.push_back(operation);
    view.rules = &rules;
    view.station = &station.stored();
    return view;
}

}  // namespace junkai::app
