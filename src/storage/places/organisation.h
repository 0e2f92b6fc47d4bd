// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "domain/places/types.h"
#include "vault/vault.h"

#include <optional>
#include <string>
#include <vector>

/// 警察署・ブロック・交番等・巡連区: the frame in which doors stand.
namespace junkai::storage {

struct StoredStation {
    domain::places::Station station;
    std::string prefecture;
    /// Folder of profiles/ whose rules hold here.
    std::string profile;
    /// 架空データ: every screen and print says so.
    bool fictional = false;
    /// 警察本部: people, and no doors.
    bool headquarters = false;
};

class Organisation {
public:
    explicit Organisation(db::Transaction& transaction) : transaction_(transaction) {}

    void add(const StoredStation& station);
    std::optional<StoredStation> find_station(domain::StationId id);
    std::vector<StoredStation> list_stations();

    void add(const domain::places::Block& block);
    void add(const domain::places::Site& site);
    void add(const domain::places::Beat& beat);
    std::vector<domain::places::Block> list_blocks(domain::StationId station);
    std::vector<domain::places::Site> list_sites(domain::StationId station);
    std::vector<domain::places::Beat> list_beats(domain::StationId station);

    /// How far the station's vault had come when last seen.
    vault::Position find_vault_position(domain::StationId station);
    void put_vault_position(domain::StationId station, const vault::Position& position);

private:
    db::Transaction& transaction_;
};

}  // namespace junkai::storage
