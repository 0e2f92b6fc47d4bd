// SPDX-License-Identifier: Apache-2.0
#include "app/station.h"

#include "base/errors.h"
#include "base/invariant.h"

#include <algorithm>
#include <mutex>

namespace junkai::app {

using domain::BeatId;
using domain::SiteId;
using domain::StationId;
using domain::duty::Subject;

namespace {

template <class Place, class AnId>
const Place* find_by_id(const std::vector<Place>& places, AnId id)
{
    const auto at = std::ranges::find(places, id, &Place::id);
    return at == places.end() ? nullptr : &*at;
}

}  // namespace

const domain::places::Site* Frame::find_site(SiteId id) const
{
    return find_by_id(sites, id);
}

const domain::places::Beat* Frame::find_beat(BeatId id) const
{
    return find_by_id(beats, id);
}

Subject Frame::subject(StationId station, SiteId site) const
{
    Subject subject;
    subject.station = station;
    subject.site = site;
    if (const auto* found = find_site(site)) subject.block = found->block;
    return subject;
}

Subject Frame::subject(StationId station, BeatId beat) const
{
    const auto* found = find_beat(beat);
    Subject out;
    if (found != nullptr) out = subject(station, found->site);
    out.beat = beat;
    return out;
}

Station::Station(storage::StoredStation stored,
                 std::unique_ptr<vault::Vault> vault,
                 std::shared_ptr<const profile::Profiles> profiles)
    : stored_(std::move(stored)), vault_(std::move(vault)), profiles_(std::move(profiles)),
      frame_(std::make_shared<Frame>())
{
}

const profile::Profile& Station::rules_now(Date today) const
{
    const profile::Profile* rules = profiles_->find_on(today);
    if (rules == nullptr) throw ProfileError("no rules are in force on " + format_date(today));
    return *rules;
}

std::shared_ptr<const Frame> Station::frame() const
{
    const std::shared_lock lock(mutex_);
    return frame_;
}

void Station::reload_frame(db::Database& database)
{
    auto fresh = std::make_shared<Frame>();
    database.read([&](db::Transaction& transaction) {
        storage::Organisation organisation(transaction);
        fresh->blocks = organisation.list_blocks(id());
        fresh->sites = organisation.list_sites(id());
        fresh->beats = organisation.list_beats(id());
    });
    const std::unique_lock lock(mutex_);
    frame_ = std::move(fresh);
}

void Stations::add(std::unique_ptr<Station> station)
{
    const std::unique_lock lock(mutex_);
    by_id_.emplace(station->id(), station.get());
    stations_.push_back(std::move(station));
    std::ranges::sort(stations_, {}, [](const auto& one) { return one->place().code.str(); });
}

void Stations::open(const storage::StoredStation& stored)
{
    const std::lock_guard lock(opening_);
    if (find(stored.station.id) != nullptr) return;
    invariant(opener_ != nullptr, "a station was stored where nobody can open it");
    add(opener_(stored));
}

Station* Stations::find(StationId id) const
{
    const std::shared_lock lock(mutex_);
    const auto at = by_id_.find(id);
    return at == by_id_.end() ? nullptr : at->second;
}

Station& Stations::get(StationId id) const
{
    Station* station = find(id);
    invariant(station != nullptr, "an act in a station that this server does not serve");
    return *station;
}

StationId Stations::home() const
{
    const std::shared_lock lock(mutex_);
    invariant(!stations_.empty(), "this server serves no station");
    const auto at =
        std::ranges::find_if(stations_, [](const auto& one) { return one->stored().headquarters; });
    return (at == stations_.end() ? stations_.front() : *at)->id();
}

std::vector<Station*> Stations::all() const
{
    const std::shared_lock lock(mutex_);
    std::vector<Station*> out;
    for (const auto& station : stations_)
        out.push_back(station.get());
    return out;
}

}  // namespace junkai::app
