// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/print_room.h"
#include "domain/duty/types.h"
#include "profile/profile.h"
#include "storage/directory/directory.h"
#include "storage/places/organisation.h"
#include "vault/vault.h"

#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

namespace junkai::app {

/// Blocks, sites and beats of a station as they stand: what a permit needs to know of a place.
struct Frame {
    std::vector<domain::places::Block> blocks;
    std::vector<domain::places::Site> sites;
    std::vector<domain::places::Beat> beats;

    const domain::places::Site* find_site(domain::SiteId id) const;
    const domain::places::Beat* find_beat(domain::BeatId id) const;

    /// The subject of an act that concerns a beat, with its site and block; a beat that is not there gives
    /// one without a station, which no permit within a station accepts.
    domain::duty::Subject subject(domain::StationId station, domain::BeatId beat) const;
    domain::duty::Subject subject(domain::StationId station, domain::SiteId site) const;
};

/// One station as this server serves it: its place in the organisation, its keys, its rules.
class Station {
public:
    Station(storage::StoredStation stored,
            std::unique_ptr<vault::Vault> vault,
            std::shared_ptr<const profile::Profiles> profiles);

    domain::StationId id() const { return stored_.station.id; }

    const domain::places::Station& place() const { return stored_.station; }

    const storage::StoredStation& stored() const { return stored_; }

    vault::Vault& vault() { return *vault_; }

    const profile::Profiles& profiles() const { return *profiles_; }

    /// 検索の索引, in locked memory.
    storage::Directory& directory() { return directory_; }

    PrintRoom& print_room() { return print_room_; }

    /// The rules in force that day; throws ProfileError when there are none, since then nothing may be done
    /// at all.
    const profile::Profile& rules_now(Date today) const;

    /// A copy that stays whole while others change the frame.
    std::shared_ptr<const Frame> frame() const;
    /// Reads the frame again, after blocks, sites or beats were changed.
    void reload_frame(db::Database& database);

private:
    storage::StoredStation stored_;
    std::unique_ptr<vault::Vault> vault_;
    std::shared_ptr<const profile::Profiles> profiles_;
    storage::Directory directory_;
    PrintRoom print_room_;
    mutable std::shared_mutex mutex_;
    std::shared_ptr<const Frame> frame_;
};

/// All stations of this server. Filled at start; one may come while it runs, none is ever taken away.
class Stations {
public:
    /// Makes a stored station ready to be served: its vault (a new one where there never was any) and its
    /// rules.
    using Opener = std::function<std::unique_ptr<Station>(const storage::StoredStation&)>;

    void add(std::unique_ptr<Station> station);

    void set_opener(Opener opener) { opener_ = std::move(opener); }

    /// Serves a station that was stored while this server runs; nothing when it is served already.
    void open(const storage::StoredStation& stored);

    /// Throws InvariantError for an id that no session can carry.
    Station& get(domain::StationId id) const;
    Station* find(domain::StationId id) const;

    /// Where acts are recorded that belong to no station: headquarters, else the first one by code.
    domain::StationId home() const;

    /// In the order of their codes, as they are now.
    std::vector<Station*> all() const;

private:
    mutable std::shared_mutex mutex_;
    std::vector<std::unique_ptr<Station>> stations_;
    std::unordered_map<domain::StationId, Station*> by_id_;
    /// One at a time: a vault is made once.
    std::mutex opening_;
    Opener opener_;
};

}  // namespace junkai::app
