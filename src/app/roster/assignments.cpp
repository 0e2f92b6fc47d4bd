// SPDX-License-Identifier: Apache-2.0
#include "app/roster/assignments.h"

#include "domain/roster/rules.h"

namespace junkai::app {

using domain::Action;
using domain::AssignmentId;
using domain::StationId;
using domain::duty::Operation;
using domain::duty::Subject;
using domain::roster::BeatAssignment;

namespace {

AssignmentView view_of(App& app, roster::Officers& officers, const BeatAssignment& assignment, Instant now)
{
    return {.assignment = assignment,
            .officer = officers.get(assignment.officer),
            .beat = beat_ref(*app.stations->get(assignment.station).frame(), assignment.beat),
            .current = assignment.in_force.contains(now)};
}

}  // namespace

Result<std::vector<AssignmentView>> list_assignments(App& app, const Caller& caller, const RosterPage& page)
{
    using Views = std::vector<AssignmentView>;
    return app.work.read(caller, Action::RosterRead, [&](UnitOfWork& work) -> Result<Views> {
        Subject subject;
        subject.station = page.station.value_or(caller.station);
        JUNKAI_TRY(work.permit(Operation::ReadRoster, subject));
        auto& transaction = work.scope().transaction;
        roster::Officers officers(transaction);
        Views views;
        for (const BeatAssignment& one :
             storage::Roster(transaction).list_assignments(*subject.station, page.after, page.limit))
            views.push_back(view_of(app, officers, one, work.now()));
        return views;
    });
}

Result<AssignmentView> create_assignment(App& app, const Caller& caller, const AssignABeat& command)
{
    return app.work.write(caller, Action::BeatAssigned, [&](UnitOfWork& work) -> Result<AssignmentView> {
        // 3-1b: who has a beat is decided in its station, by its chief or general manager.
        JUNKAI_TRY(work.permit(Operation::AssignBeat, work.frame().subject(caller.station, command.beat)));
        auto& transaction = work.scope().transaction;
        storage::Roster roster(transaction);
        roster::Officers officers(transaction);
        if (work.first_outcome()) {
            const auto first = roster.find_assignment(caller.station, AssignmentId(*work.first_outcome()));
            invariant(first.has_value(), "the assignment that a one-time act made is gone");
            return view_of(app, officers, *first, work.now());
        }
        const auto officer = roster.find_officer(command.officer);
        // Somebody of another station is, from here, somebody who does not exist.
        if (work.frame().find_beat(command.beat) == nullptr || !officer ||
            officer->officer.station != caller.station)
            return domain::duty::neutral_refusal();
        if (!officer->active) return Refusal{"roster.officer_not_active", ""};
        const BeatAssignment wanted{.id = work.make_id<AssignmentId>(),
                                    .station = caller.station,
                                    .beat = command.beat,
                                    .officer = command.officer,
                                    .kind = command.kind,
                                    .in_force = {command.from.value_or(work.now()), command.to},
                                    .by = caller.actor.officer,
                                    .reason = command.reason};
        const auto others = roster.list_assignments(caller.station, command.beat, wanted.in_force.from);
        const BeatAssignment decided =
            JUNKAI_TRY(domain::roster::decide_assignment(wanted, officer->officer, others));
        roster.add(decided, work.now());
        roster::seen_at_once(app, work);
        work.made(decided.id.uuid());
        return view_of(app, officers, decided, work.now());
    });
}

Result<AssignmentView>
end_assignment(App& app, const Caller& caller, AssignmentId id, const std::optional<Instant>& at)
{
    return app.work.write(
        caller, Action::BeatAssignmentEnded, [&](UnitOfWork& work) -> Result<AssignmentView> {
            auto known = storage::Roster(work.places_only()).find_assignment(caller.station, id);
            if (!known) return domain::duty::neutral_refusal();
            JUNKAI_TRY(work.permit(Operation::AssignBeat, work.frame().subject(caller.station, known->beat)));
            auto& transaction = work.scope().transaction;
            roster::Officers officers(transaction);
            if (work.first_outcome()) return view_of(app, officers, *known, work.now());
            const Instant end = JUNKAI_TRY(roster::end_of(at, work.now()));
            known->in_force = JUNKAI_TRY(domain::roster::decide_end(known->in_force, end));
            storage::Roster(transaction).end_assignment(caller.station, id, *known->in_force.to);
            roster::seen_at_once(app, work);
            work.made(id.uuid());
            return view_of(app, officers, *known, work.now());
        });
}

}  // namespace junkai::app
