// SPDX-License-Identifier: Apache-2.0
#include "app/places/lay_out.h"

#include "domain/places/organise.h"

#include <algorithm>

namespace junkai::app {

using domain::Action;
using domain::BeatId;
using domain::BlockId;
using domain::SiteId;
using domain::StationId;
using domain::duty::Operation;
using domain::duty::Subject;
using domain::places::Beat;
using domain::places::Block;
using domain::places::Site;
using domain::places::SiteKind;
using storage::Organisation;

namespace {

template <class Place>
Result<Place> first_outcome(const std::vector<Place>& all, const Uuid& made)
{
    const auto at = std::ranges::find_if(all, [&](const Place& one) { return one.id.uuid() == made; });
    invariant(at != all.end(), "the place that a one-time act made is gone");
    return *at;
}

/// `list` gives the places of the kind that are there, `decide` the one to be added beside them.
template <class List, class Decide>
auto lay_out(App& app, const Caller& caller, Action action, StationId at, List list, Decide decide)
{
    using Places = std::invoke_result_t<List&, Organisation&>;
    using Place = typename Places::value_type;
    Station* station = app.stations->find(at);
    auto added = app.work.write(caller, action, [&](UnitOfWork& work) -> Result<Place> {
        Subject subject;
        subject.station = at;
        JUNKAI_TRY(work.permit(Operation::EditOrganisation, subject));
        if (station == nullptr) return domain::duty::neutral_refusal();
        Organisation organisation(work.scope().transaction);
        const Places others = list(organisation);
        if (work.first_outcome()) return first_outcome(others, *work.first_outcome());
        if (station->stored().headquarters) return Refusal{"places.headquarters_has_no_beats", ""};
        const Place decided = JUNKAI_TRY(decide(work, organisation, others));
        organisation.add(decided);
        work.made(decided.id.uuid());
        return decided;
    });
    // After the commit, and after a repeat too: who asks next finds it.
    if (added) station->reload_frame(app.database);
    return added;
}

}  // namespace

Result<Block> add_block(App& app, const Caller& caller, const NewPlace& place)
{
    return lay_out(
        app,
        caller,
        Action::BlockRecorded,
        place.station,
        [&](Organisation& organisation) { return organisation.list_blocks(place.station); },
        [&](UnitOfWork& work, Organisation&, const std::vector<Block>& others) {
            const Block wanted{.id = work.make_id<BlockId>(),
                               .station = place.station,
                               .code = place.code,
                               .name = place.name,
                               .since = place.since.value_or(work.today())};
            return domain::places::decide_block(wanted, others);
        });
}

Result<Site> add_site(
    App& app, const Caller& caller, const NewPlace& place, SiteKind kind, const std::optional<BlockId>& block)
{
    return lay_out(
        app,
        caller,
        Action::SiteRecorded,
        place.station,
        [&](Organisation& organisation) { return organisation.list_sites(place.station); },
        [&](UnitOfWork& work, Organisation& organisation, const std::vector<Site>& others) {
            const Site wanted{.id = work.make_id<SiteId>(),
                              .station = place.station,
                              .block = block,
                              .code = place.code,
                              .name = place.name,
                              .kind = kind,
                              .since = place.since.value_or(work.today())};
            return domain::places::decide_site(wanted, organisation.list_blocks(place.station), others);
        });
}

Result<Beat> add_beat(App& app, const Caller& caller, const NewPlace& place, SiteId site)
{
    return lay_out(
        app,
        caller,
        Action::BeatRecorded,
        place.station,
        [&](Organisation& organisation) { return organisation.list_beats(place.station); },
        [&](UnitOfWork& work, Organisation& organisation, const std::vector<Beat>& others) {
            const Beat wanted{.id = work.make_id<BeatId>(),
                              .station = place.station,
                              .site = site,
                              .code = place.code,
                              .name = place.name,
                              .since = place.since.value_or(work.today())};
            return domain::places::decide_beat(wanted, organisation.list_sites(place.station), others);
        });
}

}  // namespace junkai::app
