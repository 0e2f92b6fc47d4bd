// SPDX-License-Identifier: Apache-2.0
#include "main/machine.h"

#include "base/errors.h"
#include "db/migrate.h"
#include "vault/passphrase_source.h"

#include <fstream>
#include <map>

namespace junkai {
namespace {

/// The passphrase, without its line end, in a string that is wiped.
PersonalText read_passphrase(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string text;
    if (!std::getline(in, text)) throw ProfileError("鍵庫の合言葉を読めません: " + file.string());
    PersonalText out(text);
    wipe(text);
    return out;
}

vault::Place vault_place(const std::filesystem::path& folder,
                         const domain::StationCode& station,
                         const PersonalText& passphrase)
{
    const auto directory = folder / station.str();
    return {directory, std::make_unique<vault::PassphraseKeySource>(directory, passphrase.reveal())};
}

std::unique_ptr<app::Stations> open_stations(db::Database& database, const Settings& settings)
{
    std::vector<storage::StoredStation> stored;
    std::map<domain::StationId, vault::Position> positions;
    database.read([&](db::Transaction& transaction) {
        storage::Organisation organisation(transaction);
        stored = organisation.list_stations();
        for (const auto& station : stored)
            positions[station.station.id] = organisation.find_vault_position(station.station.id);
    });
    std::map<std::string, std::shared_ptr<const profile::Profiles>> profiles;
    auto stations = std::make_unique<app::Stations>();
    for (storage::StoredStation& one : stored) {
        auto& rules = profiles[one.profile];
        if (!rules)
            rules = std::make_shared<const profile::Profiles>(
                profile::Profiles::load(settings.profiles, one.profile));
        VaultPlaces places = vault_places(settings, one.station.code);
        auto vault = vault::Vault::open(one.station.id.uuid(),
                                        std::move(places.main),
                                        std::move(places.mirrors),
                                        {.remembered = positions[one.station.id]});
        auto station = std::make_unique<app::Station>(std::move(one), std::move(vault), rules);
        station->reload_frame(database);
        stations->add(std::move(station));
    }
    return stations;
}

}  // namespace

std::unique_ptr<db::Database> open_database(const std::filesystem::path& store, const Settings& settings)
{
    if (settings.postgres.empty()) return db::open_sqlite((store / "store.db").string());
    return db::open_postgres(settings.postgres);
}

VaultPlaces vault_places(const Settings& settings, const domain::StationCode& station)
{
    const PersonalText passphrase = read_passphrase(settings.passphrase_file);
    VaultPlaces out{vault_place(settings.vault, station, passphrase), {}};
    for (const auto& mirror : settings.mirrors)
        out.mirrors.push_back(vault_place(mirror, station, passphrase));
    return out;
}

std::unique_ptr<Clock> make_clock(const std::string& clock_at)
{
    if (clock_at.empty()) return std::make_unique<SystemClock>();
    const auto at = parse_instant(clock_at);
    if (!at) throw ProfileError("--clock-at が日時ではありません (例 2026-11-23T09:00:00+09:00)");
    return std::make_unique<OffsetClock>(*at);
}

std::unique_ptr<Machine> open_machine(const std::filesystem::path& store, const std::string& clock_at)
{
    auto machine = std::make_unique<Machine>();
    machine->settings = Settings::load(store);
    machine->clock = make_clock(clock_at);
    machine->database = open_database(store, machine->settings);
    if (db::count_pending_migrations(*machine->database) > 0)
        throw StorageError(
            "ストアがこの版より古いため開けません。junkai migrate --store … を実行してください");
    auto stations = open_stations(*machine->database, machine->settings);
    if (!clock_at.empty())
        for (const auto& station : stations->all())
            if (!station->stored().fictional)
                throw ProfileError("--clock-at は架空の署だけのストアで使えます");
    machine->app =
        std::make_unique<app::App>(*machine->database, std::move(stations), *machine->clock, machine->random);
    return machine;
}

}  // namespace junkai
