// SPDX-License-Identifier: Apache-2.0
#include "app/places/read_places.h"

#include "base/sunset.h"
#include "storage/roster/roster.h"

namespace junkai::app {

using domain::Action;
using domain::BeatId;
using domain::OfficerId;
using domain::UnitId;
using domain::duty::Operation;
using domain::duty::Subject;

Result<OrganisationView>
get_places(App& app, const Caller& caller, const std::optional<domain::StationId>& station)
{
    return app.work.read(caller, Action::PlacesRead, [&](UnitOfWork& work) -> Result<OrganisationView> {
        Subject subject;
        subject.station = station.value_or(caller.station);
        JUNKAI_TRY(work.permit(Operation::ReadPlaces, subject));
        const Station* at = app.stations->find(*subject.station);
        if (at == nullptr) return domain::duty::neutral_refusal();
        OrganisationView view{at->frame(), {}};
        storage::Roster roster(work.scope().transaction);
        for (const auto& [beat, officer] : roster.list_main_officers(at->id(), work.now()))
            view.officers.emplace(beat, officer);
        return view;
    });
}

Result<std::vector<storage::Door>>
list_dwellings(App& app, const Caller& caller, BeatId beat, const storage::DoorCursor& after, int limit)
{
    return app.work.read(
        caller, Action::PlacesRead, [&](UnitOfWork& work) -> Result<std::vector<storage::Door>> {
            JUNKAI_TRY(work.permit(Operation::ReadPlaces, work.frame().subject(caller.station, beat)));
            return storage::Places(work.scope().transaction, caller.station).list_doors(beat, after, limit);
        });
}

Result<UnitView> get_unit(App& app, const Caller& caller, UnitId unit)
{
    return app.work.read(caller, Action::PlacesRead, [&](UnitOfWork& work) -> Result<UnitView> {
        DoorAndSubject at = JUNKAI_TRY(permit_door(work, Operation::ReadPlaces, unit));
        const auto& place = work.station().place();
        UnitView view{.door = std::move(at.door),
                      .beat = beat_ref(work.frame(), *at.subject.beat),
                      .sunset = sunset(work.today(), {place.latitude, place.longitude}),
                      .may = {}};
        const auto& settings = work.rules().rules.roster.duty;
        // What somebody else asked for, where it is a matter of deciding.
        Subject subject = at.subject;
        subject.requested_by = OfficerId(Uuid{});
        for (const Operation operation : domain::all_of<Operation>()) {
            // With a purpose at hand: which operations open to this person here, not why he asks now.
            if (domain::duty::permit(
                    caller.actor, operation, subject, work.now(), settings, domain::Purpose::Visit))
                view.may.push_back(operation);
        }
        const bool may_open = std::ranges::find(view.may, Operation::ViewCard) != view.may.end();
        if (!may_open) view.door.card.reset();
        return view;
    });
}

}  // namespace junkai::app
