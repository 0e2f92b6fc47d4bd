// SPDX-License-Identifier: Apache-2.0
#include "app/demo/populate.h"

#include "app/demo/past.h"
#include "base/japan_time.h"
#include "ledger/log.h"
#include "storage/sealer.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace junkai::app::demo {

using domain::Action;
using domain::BeatId;
using domain::OfficerId;
using domain::StationId;
using domain::places::Beat;
using storage::Door;

namespace {

/// Who is responsible for each beat of a station.
std::map<BeatId, OfficerId> load_officers(App& app, StationId station)
{
    constexpr int kPage = 1000;
    std::map<BeatId, OfficerId> out;
    app.database.read([&](db::Transaction& transaction) {
        storage::Roster roster(transaction);
        Uuid after;
        for (auto page = roster.list_assignments(station, after, kPage); !page.empty();
             page = roster.list_assignments(station, after, kPage)) {
            for (const auto& assignment : page)
                out.emplace(assignment.beat, assignment.officer);
            after = page.back().id.uuid();
        }
    });
    return out;
}

/// The door as its visits so far left it, without asking the store again.
void follow(Door& door, const PastVisit& visit)
{
    const Date day = japan_date(visit.stored.visit.started_at);
    door.last_try_on = day;
    if (visit.stored.met) door.last_met_on = day;
    door.tries_since_met = visit.stored.met ? 0 : door.tries_since_met + 1;
    if (visit.stored.met || visit.not_before) door.not_before = visit.not_before;
}

class Populating {
public:
    Populating(App& app, Station& station, const Words& words, const Fill& fill, const Origin& origin)
        : app_(app), station_(station), words_(words), fill_(fill), origin_(origin),
          ids_(appointed_at(origin), origin.random), officers_(load_officers(app, station.id()))
    {
        for (const auto& [beat, officer] : officers_)
            everybody_.insert(officer);
        // So many cards at most; a key made one by one would cost a flush each.
        station.vault().make_spare(fill.units);
    }

    void beat(const Beat& beat, std::size_t number, std::size_t units)
    {
        if (units == 0) return;
        // Everything is invented before: a transaction may run more than once.
        const Neighbourhood homes = invent_neighbourhood(
            beat, Ground::of_beat(fill_.towns, number), units, ids_, Lots(origin_.random));
        const OfficerId officer = officers_.at(beat.id);
        const auto other =
            std::ranges::find_if(everybody_, [&](const OfficerId& one) { return one != officer; });
        const BeatDuty duty{.station = station_,
                            .officer = officer,
                            .companion = other == everybody_.end() ? officer : *other,
                            .today = japan_date(origin_.now)};
        const Past past = invent_past(homes, duty, words_, fill_.visits_per_unit, ids_, Lots(origin_.random));
        app_.database.write([&](db::Transaction& transaction) { store(transaction, homes, past); });
        count(homes, past);
    }

    /// One entry instead of one for each invented record.
    void record()
    {
        ledger::Entry entry;
        entry.id = make_uuid(app_.clock.now(), app_.random);
        entry.at = app_.clock.now();
        entry.action = domain::code_of(Action::DemoMade);
        storage::Sealer sealer(station_.vault());
        const std::string words = fmt::format("units={} buildings={} cards={} visits={}",
                                              counts_.units,
                                              counts_.buildings,
                                              counts_.cards,
                                              counts_.visits);
        const auto key = sealer.month_key(vault::MonthKind::SearchWords, japan_date(entry.at));
        const Bytes detail = sealer.seal(
            key, {"ledger_entry", "detail_cell", entry.id}, bytes_of(words), crypto::Padding::Text);
        entry.detail = crypto::sha256(detail);
        app_.database.write([&](db::Transaction& transaction) {
            ledger::append(transaction, station_.id().uuid(), entry, detail);
        });
    }

    const Counts& counts() const { return counts_; }

private:
    void store(db::Transaction& transaction, const Neighbourhood& homes, const Past& past)
    {
        storage::Sealer sealer(station_.vault());
        storage::Scope scope{transaction, station_.id(), sealer, app_.random, origin_.now};
        storage::Places places(transaction, station_.id());
        const Instant built_at = appointed_at(origin_);
        places.add_all(homes.buildings, built_at);
        places.add_all(homes.dwellings, built_at);
        places.add_all(homes.units, built_at);
        storage::Visits visits(scope);
        storage::Cards cards(scope);
        for (std::size_t i = 0; i < past.units.size(); ++i) {
            Door door{.unit = homes.units[i].unit};
            for (const PastVisit& visit : past.units[i].visits) {
                visits.add(visit.stored, door, visit.not_before);
                follow(door, visit);
            }
            if (!past.units[i].card) continue;
            storage::NewCard fresh = *past.units[i].card;
            fresh.card.number = cards.take_number();
            cards.add(fresh);
        }
        for (const auto& shut : past.shut)
            visits.add_closed(shut);
        for (const auto& waiting : past.waiting)
            storage::NightApprovals(scope).add(waiting);
    }

    void count(const Neighbourhood& homes, const Past& past)
    {
        counts_.units += homes.units.size();
        counts_.buildings += homes.buildings.size();
        counts_.visits += past.shut.size();
        for (const auto& unit : past.units) {
            counts_.visits += unit.visits.size();
            counts_.cards += unit.card ? 1 : 0;
        }
    }

    App& app_;
    Station& station_;
    const Words& words_;
    const Fill& fill_;
    const Origin& origin_;
    Ids ids_;
    std::map<BeatId, OfficerId> officers_;
    std::set<OfficerId> everybody_;
    Counts counts_;
};

}  // namespace

Counts populate(App& app,
                Station& station,
                const Words& words,
                const Fill& fill,
                const Origin& origin,
                const std::function<void(const Counts&)>& progress)
{
    const auto frame = station.frame();
    Populating work(app, station, words, fill, origin);
    const std::size_t beats = frame->beats.size();
    for (std::size_t i = 0; i < beats; ++i) {
        const std::uint64_t units = fill.units * (i + 1) / beats - fill.units * i / beats;
        work.beat(frame->beats[i], i, units);
        if (progress) progress(work.counts());
    }
    work.record();
    return work.counts();
}

}  // namespace junkai::app::demo
