// SPDX-License-Identifier: Apache-2.0
#include "app/places/add_unit.h"

#include "domain/places/order.h"

namespace junkai::app {

using domain::Action;
using domain::BuildingId;
using domain::DwellingId;
using domain::UnitId;
using domain::duty::Operation;
using domain::places::Dwelling;
using domain::places::Unit;

namespace {

/// The dwelling that the command names or describes; a new one is stored.
Result<Dwelling> find_or_add_dwelling(UnitOfWork& work, storage::Places& places, const AddUnit& command)
{
    if (command.dwelling) {
        auto known = places.find_dwelling(*command.dwelling);
        // A dwelling of another beat is, from here, one that does not exist.
        if (!known || known->beat != command.beat) return domain::duty::neutral_refusal();
        return *known;
    }
    if (!command.address) return Refusal{"places.no_dwelling", "4-1a"};
    if (command.building) {
        const auto building = places.find_building(*command.building);
        if (!building || building->beat != command.beat) return domain::duty::neutral_refusal();
    }
    const Dwelling fresh{.id = work.make_id<DwellingId>(),
                         .station = work.caller().station,
                         .beat = command.beat,
                         .building = command.building,
                         .kind = command.dwelling_kind,
                         .address = *command.address,
                         .latitude = std::nullopt,
                         .longitude = std::nullopt};
    places.add(fresh, "", work.now());
    return fresh;
}

}  // namespace

Result<Unit> add_unit(App& app, const Caller& caller, const AddUnit& command)
{
    return app.work.write(caller, Action::UnitRecorded, [&](UnitOfWork& work) -> Result<Unit> {
        JUNKAI_TRY(work.permit(Operation::EditPlaces, work.frame().subject(caller.station, command.beat)));
        storage::Places places(work.scope().transaction, caller.station);
        if (work.first_outcome()) {
            const auto first = places.find_door(UnitId(*work.first_outcome()));
            invariant(first.has_value(), "the unit that a one-time act made is gone");
            return first->unit;
        }
        const Dwelling dwelling = JUNKAI_TRY(find_or_add_dwelling(work, places, command));
        const Unit unit{.id = work.make_id<UnitId>(),
                        .station = caller.station,
                        .beat = command.beat,
                        .dwelling = dwelling.id,
                        .kind = command.kind};
        places.add(unit, domain::places::walk_key(dwelling.address), work.now());
        work.made(unit.id.uuid());
        return unit;
    });
}

}  // namespace junkai::app
