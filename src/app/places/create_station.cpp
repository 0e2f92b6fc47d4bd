// SPDX-License-Identifier: Apache-2.0
#include "app/places/create_station.h"

#include "domain/places/organise.h"

namespace junkai::app {

using domain::Action;
using domain::StationId;
using domain::duty::Operation;
using domain::duty::Subject;
using storage::StoredStation;

Result<StoredStation> create_station(App& app, const Caller& caller, const CreateStation& command)
{
    const auto stored =
        app.work.write(caller, Action::StationCreated, [&](UnitOfWork& work) -> Result<StoredStation> {
            // It belongs to no station yet: a matter of whoever sets the system up.
            JUNKAI_TRY(work.permit(Operation::ConfigureSystem, Subject{}));
            storage::Organisation organisation(work.scope().transaction);
            if (work.first_outcome()) {
                auto first = organisation.find_station(StationId(*work.first_outcome()));
                invariant(first.has_value(), "the station that a one-time act made is gone");
                return *first;
            }
            std::vector<domain::places::Station> others;
            for (const StoredStation& other : organisation.list_stations())
                others.push_back(other.station);
            StoredStation wanted = app.stations->get(app.stations->home()).stored();
            wanted.headquarters = false;
            wanted.station = {.id = work.make_id<StationId>(),
                              .code = command.code,
                              .name = command.name,
                              .has_chiiki_kacho = command.has_chiiki_kacho,
                              .latitude = command.latitude,
                              .longitude = command.longitude,
                              .phone = command.phone};
            JUNKAI_TRY(domain::places::decide_station(wanted.station, others));
            organisation.add(wanted);
            work.made(wanted.station.id.uuid());
            return wanted;
        });
    // A vault is never made inside a transaction: it would outlive one that is undone.
    if (stored) app.stations->open(*stored);
    return stored;
}

Result<std::vector<StoredStation>> list_stations(App& app, const Caller& caller)
{
    using Listed = std::vector<StoredStation>;
    return app.work.read(caller, Action::RosterRead, [&](UnitOfWork& work) -> Result<Listed> {
        JUNKAI_TRY(work.permit(Operation::ReadRoster, Subject{}));
        return storage::Organisation(work.scope().transaction).list_stations();
    });
}

}  // namespace junkai::app
