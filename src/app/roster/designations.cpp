// SPDX-License-Identifier: Apache-2.0
#include "app/roster/designations.h"

#include "domain/roster/rules.h"
#include "storage/places/places.h"

#include <algorithm>

namespace junkai::app {

using domain::Action;
using domain::DesignationId;
using domain::OfficerId;
using domain::StationId;
using domain::duty::Operation;
using domain::duty::Subject;
using domain::roster::Designation;
using domain::roster::Designator;
using domain::roster::Role;

namespace {

DesignationView view_of(App& app, roster::Officers& officers, const Designation& designation, Instant now)
{
    DesignationView view{.designation = designation,
                         .officer = officers.get(designation.officer),
                         .scope = "",
                         .current = designation.in_force.contains(now)};
    if (designation.station)
        view.scope = roster::scope_of(*app.stations->get(*designation.station).frame(), designation);
    return view;
}

bool belongs_to_headquarters(Role role)
{
    return role == Role::HqCommunityAffairs || role == Role::Auditor || role == Role::SystemAdministrator;
}

/// The clause under which a role is given.
std::string_view clause_of(Role role)
{
    switch (role) {
    case Role::GeneralManager:
        return "3-3a";
    case Role::DeputyGeneralManager:
        return "3-3b";
    case Role::BlockManager:
        return "3-3c";
    case Role::SiteCustodian:
        return "6-2(1)";
    case Role::SupportStaff:
        return "3-1b";
    default:
        return "";
    }
}

/// Whose permit the appointment needs: that of its station, and of its block where it is bound to one place.
Subject subject_of(const Frame* frame, const Designation& designation)
{
    Subject subject;
    subject.station = designation.station;
    if (!designation.station || frame == nullptr) return subject;
    if (designation.site) return frame->subject(*designation.station, *designation.site);
    if (designation.blocks.size() == 1) subject.block = designation.blocks.front();
    return subject;
}

Designator designator_of(const domain::duty::Permit& permit)
{
    return permit.scope == domain::duty::Scope::Prefecture ? Designator::Headquarters : Designator::Station;
}

/// Every place that is named lies in the station; a place that does not is one that does not exist.
bool lies_within(db::Transaction& transaction, const Frame& frame, const Designation& wanted)
{
    const auto has = [](const auto& all, const auto& ids) {
        return std::ranges::all_of(ids, [&](const auto& id) {
            return std::ranges::any_of(all, [&](const auto& one) { return one.id == id; });
        });
    };
    storage::Places places(transaction, *wanted.station);
    return has(frame.blocks, wanted.blocks) && has(frame.beats, wanted.beats) &&
           (!wanted.site || frame.find_site(*wanted.site) != nullptr) &&
           std::ranges::all_of(wanted.units,
                               [&](const auto& unit) { return places.find_door(unit).has_value(); });
}

Designation wanted_by(UnitOfWork& work, const Designate& command, const domain::roster::Officer& officer)
{
    Designation out{.id = work.make_id<DesignationId>(),
                    .station = officer.station,
                    .officer = officer.id,
                    .role = command.role,
                    .post = officer.post,
                    .in_force = {command.from.value_or(work.now()), command.to},
                    .blocks = command.blocks,
                    .site = command.site,
                    .beats = command.beats,
                    .units = command.units,
                    .shift_group = command.shift_group,
                    .acting = command.acting,
                    .by = work.caller().actor.officer,
                    .clause = std::string(clause_of(command.role)),
                    .reason = command.reason};
    if (belongs_to_headquarters(command.role)) {
        out.station.reset();
        out.site.reset();
        out.blocks.clear();
        out.beats.clear();
        out.units.clear();
    }
    return out;
}

}  // namespace

Result<std::vector<DesignationView>> list_designations(App& app, const Caller& caller, const RosterPage& page)
{
    using Views = std::vector<DesignationView>;
    return app.work.read(caller, Action::RosterRead, [&](UnitOfWork& work) -> Result<Views> {
        Subject subject;
        subject.station = page.station.value_or(caller.station);
        JUNKAI_TRY(work.permit(Operation::ReadRoster, subject));
        auto& transaction = work.scope().transaction;
        roster::Officers officers(transaction);
        Views views;
        for (const Designation& one :
             storage::Roster(transaction).list_designations(*subject.station, page.after, page.limit))
            views.push_back(view_of(app, officers, one, work.now()));
        return views;
    });
}

Result<DesignationView> create_designation(App& app, const Caller& caller, const Designate& command)
{
    return app.work.write(caller, Action::DesignationMade, [&](UnitOfWork& work) -> Result<DesignationView> {
        storage::Roster lookup(work.places_only());
        const auto officer = lookup.find_officer(command.officer);
        if (!officer || !officer->officer.station) return domain::duty::neutral_refusal();
        Station* station = app.stations->find(*officer->officer.station);
        if (station == nullptr) return domain::duty::neutral_refusal();
        const auto frame = station->frame();
        const Designation wanted = wanted_by(work, command, officer->officer);
        const auto permit = JUNKAI_TRY(
            work.permit(domain::duty::operation_to_designate(command.role), subject_of(frame.get(), wanted)));
        auto& transaction = work.scope().transaction;
        storage::Roster roster(transaction);
        roster::Officers officers(transaction);
        if (work.first_outcome()) {
            const auto first = roster.find_designation(DesignationId(*work.first_outcome()));
            invariant(first.has_value(), "the designation that a one-time act made is gone");
            return view_of(app, officers, *first, work.now());
        }
        JUNKAI_TRY(domain::roster::check_designator(wanted, designator_of(permit), work.today()));
        if (!officer->active) return Refusal{"roster.officer_not_active", ""};
        if (wanted.station && !lies_within(transaction, *frame, wanted))
            return Refusal{"roster.place_elsewhere", ""};
        const auto others = roster.list_designations(wanted.role, wanted.station, wanted.in_force.from);
        const Designation decided = JUNKAI_TRY(
            domain::roster::decide_designation(wanted, officer->officer, &station->place(), others));
        roster.add(decided, work.now());
        roster::seen_at_once(app, work);
        work.made(decided.id.uuid());
        return view_of(app, officers, decided, work.now());
    });
}

Result<DesignationView>
end_designation(App& app, const Caller& caller, DesignationId id, const std::optional<Instant>& at)
{
    return app.work.write(caller, Action::DesignationEnded, [&](UnitOfWork& work) -> Result<DesignationView> {
        auto known = storage::Roster(work.places_only()).find_designation(id);
        if (!known) return domain::duty::neutral_refusal();
        const Station* station = known->station ? app.stations->find(*known->station) : nullptr;
        const auto frame = station != nullptr ? station->frame() : nullptr;
        JUNKAI_TRY(
            work.permit(domain::duty::operation_to_designate(known->role), subject_of(frame.get(), *known)));
        auto& transaction = work.scope().transaction;
        roster::Officers officers(transaction);
        if (work.first_outcome()) return view_of(app, officers, *known, work.now());
        const Instant end = JUNKAI_TRY(roster::end_of(at, work.now()));
        known->in_force = JUNKAI_TRY(domain::roster::decide_end(known->in_force, end));
        storage::Roster(transaction).end_designation(id, *known->in_force.to);
        roster::seen_at_once(app, work);
        work.made(id.uuid());
        return view_of(app, officers, *known, work.now());
    });
}

}  // namespace junkai::app
