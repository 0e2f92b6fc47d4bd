// SPDX-License-Identifier: Apache-2.0
#include "app/demo/populate.h"

#include "app/demo/past.h"
#include "app/visits/support.h"
#include "base/japan_time.h"
#include "ledger/log.h"
#include "storage/sealer.h"
#include "storage/visits/tally.h"

#include <algorithm>
#include <fmt/format.h>
#include <future>
#include <map>
#include <set>

namespace junkai::app::demo {

using domain::Action;
using domain::BeatId;
using domain::OfficerId;
using domain::StationId;
using domain::places::Beat;

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

/// One beat, invented but not stored.
struct Made {
    Neighbourhood homes;
    Past past;
};

class Populating {
public:
    Populating(App& app, Station& station, const Words& words, const Fill& fill, const Origin& origin)
        : app_(app), station_(station), words_(words), fill_(fill), origin_(origin),
          forget_to_(last_day_to_forget(station, japan_date(origin.now))),
          ids_(appointed_at(origin), origin.random), officers_(load_officers(app, station.id()))
    {
        for (const auto& [beat, officer] : officers_)
            everybody_.insert(officer);
        // So many cards at most; a key made one by one would cost a flush each.
        station.vault().make_spare(fill.units);
    }

    /// A beat is invented while the one before it is stored; what is invented never waits for the disk, and
    /// the other way round. Storing draws no lots, so the data stay those of the seed.
    void beat(const Beat& beat, std::size_t number, std::size_t units)
    {
        if (units == 0) return;
        auto made = std::make_unique<Made>(invent(beat, number, units));
        finish();
        storing_ = std::async(std::launch::async, [this, one = std::move(made)] {
            app_.database.write([&](db::Transaction& transaction) { store(transaction, *one); });
            return count(*one);
        });
    }

    /// Waits until the last beat is durable.
    void finish()
    {
        if (!storing_.valid()) return;
        const Counts more = storing_.get();
        counts_.units += more.units;
        counts_.buildings += more.buildings;
        counts_.cards += more.cards;
        counts_.visits += more.visits;
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
    Made invent(const Beat& beat, std::size_t number, std::size_t units)
    {
        Made made{.homes = invent_neighbourhood(
                      beat, Ground::of_beat(fill_.towns, number), units, ids_, Lots(origin_.random)),
                  .past = {}};
        const OfficerId officer = officers_.at(beat.id);
        const auto other =
            std::ranges::find_if(everybody_, [&](const OfficerId& one) { return one != officer; });
        const BeatDuty duty{.station = station_,
                            .officer = officer,
                            .companion = other == everybody_.end() ? officer : *other,
                            .today = japan_date(origin_.now)};
        made.past = invent_past(made.homes, duty, words_, fill_.visits_per_unit, ids_, Lots(origin_.random));
        return made;
    }

    /// All rows of a kind in one go, in the order of their keys where they have one: a row for each act would
    /// cost twenty statements a household.
    void store(db::Transaction& transaction, Made& made)
    {
        storage::Sealer sealer(station_.vault());
        storage::Scope scope{transaction, station_.id(), sealer, app_.random, origin_.now};
        storage::Tally tally;
        std::vector<const storage::StoredVisit*> visits;
        std::vector<storage::NewCard*> cards;
        for (std::size_t i = 0; i < made.past.units.size(); ++i) {
            auto& [past, card] = made.past.units[i];
            storage::UnitStanding standing;
            for (PastVisit& visit : past) {
                tally.add(standing, visit.stored, visit.not_before);
                visits.push_back(&visit.stored);
            }
            forget(past, standing);
            if (card) {
                standing.card = card->card.id;
                cards.push_back(&*card);
            }
            made.homes.units[i].standing = standing;
        }
        storage::Places places(transaction, station_.id());
        const Instant built_at = appointed_at(origin_);
        places.add_all(made.homes.buildings, built_at);
        places.add_all(made.homes.dwellings, {}, built_at);
        places.add_all(made.homes.units, built_at);
        std::ranges::sort(visits, {}, [](const storage::StoredVisit* one) { return one->visit.id; });
        storage::Visits(scope).add_all(visits);
        tally.store(scope);
        store_cards(scope, cards);
        for (const auto& shut : made.past.shut)
            storage::Visits(scope).add_closed(shut);
        for (const auto& waiting : made.past.waiting)
            storage::NightApprovals(scope).add(waiting);
    }

    /// 4-7(5): what came of old visits without a meeting was forgotten long ago, and with it the day that
    /// one of them may have left.
    void forget(std::vector<PastVisit>& past, storage::UnitStanding& standing) const
    {
        bool forgot = false;
        for (auto& [stored, not_before] : past) {
            stored.forgotten = !stored.met && japan_date(stored.visit.started_at) <= forget_to_;
            forgot |= stored.forgotten;
        }
        if (forgot && *standing.last_try_on <= forget_to_) standing.not_before.reset();
    }

    static void store_cards(storage::Scope& scope, const std::vector<storage::NewCard*>& cards)
    {
        if (cards.empty()) return;
        storage::Cards store(scope);
        std::uint32_t serial = store.take_serials(static_cast<std::uint32_t>(cards.size()));
        for (storage::NewCard* card : cards)
            card->card.number = domain::CardNo::of_serial(serial++);
        std::vector<const storage::NewCard*> sorted(cards.begin(), cards.end());
        std::ranges::sort(sorted, {}, [](const storage::NewCard* one) { return one->card.id; });
        store.add_all(sorted);
    }

    static Counts count(const Made& made)
    {
        Counts out{.units = made.homes.units.size(),
                   .buildings = made.homes.buildings.size(),
                   .visits = made.past.shut.size()};
        for (const auto& unit : made.past.units) {
            out.visits += unit.visits.size();
            out.cards += unit.card ? 1 : 0;
        }
        return out;
    }

    App& app_;
    Station& station_;
    const Words& words_;
    const Fill& fill_;
    const Origin& origin_;
    Date forget_to_;
    Ids ids_;
    std::map<BeatId, OfficerId> officers_;
    std::set<OfficerId> everybody_;
    Counts counts_;
    /// Last: it is waited for before anything that it uses is gone.
    std::future<Counts> storing_;
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
    work.finish();
    if (progress) progress(work.counts());
    work.record();
    return work.counts();
}

}  // namespace junkai::app::demo
