// SPDX-License-Identifier: Apache-2.0
#include "app/visits/night/support.h"

#include "app/visits/support.h"
#include "domain/visits/record.h"
#include "storage/places/places.h"
#include "storage/roster/roster.h"
#include "storage/visits/visits.h"

namespace junkai::app {

using domain::duty::Operation;
using domain::visits::NightApproval;
using domain::visits::NightState;

NightLine night_line(UnitOfWork& work, NightApproval approval)
{
    NightLine line{std::move(approval)};
    const NightApproval& one = line.approval;
    const auto door = storage::Places(work.scope().transaction, work.caller().station).find_door(one.unit);
    invariant(door.has_value(), "a night visit was asked for a door that is gone");
    line.address = door->address.town + door->address.written;
    if (!door->building_name.empty()) line.address += " " + door->building_name;
    if (!door->address.room.empty()) line.address += " " + door->address.room;
    line.sunset =
        domain::visits::nightfall(one.planned_start, place_of(work.station()), visit_rules(work.rules()));
    storage::Roster roster(work.scope().transaction);
    line.requested_by = roster.find_officer(one.requested_by)->officer.name;
    if (one.decided_by) line.decided_by = roster.find_officer(*one.decided_by)->officer.name;
    line.may_decide =
        one.state == NightState::Waiting && work.now() < one.planned_start &&
        work.permit(Operation::ApproveNightVisit, night_subject(work, one.beat, one.unit, one.requested_by))
            .has_value();
    line.may_withdraw = domain::visits::withdraw_night(one, work.caller().actor.officer).has_value();
    return line;
}

Result<domain::duty::Permit> permit_night(UnitOfWork& work, Operation operation, domain::ApprovalId approval)
{
    // Whose beat and whose request it is decides who may do what with it.
    const auto place =
        storage::NightApprovals::find_place(work.places_only(), work.caller().station, approval);
    std::optional<domain::duty::Subject> subject;
    if (place) subject = night_subject(work, place->beat, place->unit, place->requested_by);
    return work.permit(operation, subject);
}

domain::duty::Subject
night_subject(UnitOfWork& work, domain::BeatId beat, domain::UnitId unit, domain::OfficerId requested_by)
{
    auto subject = work.frame().subject(work.caller().station, beat);
    subject.unit = unit;
    subject.requested_by = requested_by;
    return subject;
}

}  // namespace junkai::app
