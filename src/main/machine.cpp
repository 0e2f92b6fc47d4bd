// SPDX-License-Identifier: Apache-2.0
#include "main/machine.h"

#include "base/errors.h"
#include "db/errors.h"
#include "db/holder.h"
#include "db/migrate.h"
#include "db/reserve.h"
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

/// Which process has the store, since when, and what to do. A store has one server (ADR 0012, 0015).
std::string explain(const db::StoreInUse::Held& held)
{
    std::string out = "ストアは既に別のプロセスが開いています (in use)。";
    if (const auto names = db::names_of(held.holder))
        out += "保持者: " + names->host + " のプロセス " + names->process + "。";
    if (held.since) out += format_instant(*held.since) + " から。";
    out += "先にそのサーバーを止めてください";
    if (held.until)
        out += "。止まっているのに残っている場合は " + format_instant(*held.until) + " を過ぎると開けます";
    return out;
}

vault::Place vault_place(const std::filesystem::path& folder,
                         const domain::StationCode& station,
                         const PersonalText& passphrase)
{
    const auto directory = folder / station.str();
    return {directory, std::make_unique<vault::PassphraseKeySource>(directory, passphrase.reveal())};
}

/// The vault of a station that this store has never seen open: made now, or finished where a crash left it.
/// Its main directory comes first, so a mirror without it is somebody else's.
std::unique_ptr<vault::Vault> make_vault(const Settings& settings, const domain::places::Station& station)
{
    VaultPlaces places = vault_places(settings, station.code);
    if (!vault::inspect(places.main.directory).there)
        return vault::Vault::create(station.id.uuid(), std::move(places.main), std::move(places.mirrors));
    std::vector<bool> there;
    for (const vault::Place& mirror : places.mirrors)
        there.push_back(vault::inspect(mirror.directory).there);
    auto vault = vault::Vault::open(station.id.uuid(), std::move(places.main), std::move(places.mirrors));
    for (std::size_t i = 0; i < there.size(); ++i)
        if (!there[i]) vault->rebuild_mirror(i);
    return vault;
}

/// A vault is remembered from its first opening on; from then on a missing one is a loss and never made anew.
std::unique_ptr<vault::Vault>
open_vault(db::Database& database, const Settings& settings, const domain::places::Station& station)
{
    vault::Position remembered;
    database.read([&](db::Transaction& transaction) {
        remembered = storage::Organisation(transaction).find_vault_position(station.id);
    });
    if (remembered != vault::Position()) {
        VaultPlaces places = vault_places(settings, station.code);
        return vault::Vault::open(
            station.id.uuid(), std::move(places.main), std::move(places.mirrors), {.remembered = remembered});
    }
    auto vault = make_vault(settings, station);
    database.write([&](db::Transaction& transaction) {
        storage::Organisation(transaction).put_vault_position(station.id, vault->position());
    });
    return vault;
}

std::unique_ptr<app::Station> open_station(db::Database& database,
                                           const Settings& settings,
                                           const storage::StoredStation& stored,
                                           std::shared_ptr<const profile::Profiles> rules)
{
    auto vault = open_vault(database, settings, stored.station);
    auto station = std::make_unique<app::Station>(stored, std::move(vault), std::move(rules));
    station->reload_frame(database);
    return station;
}

std::unique_ptr<app::Stations> open_stations(db::Database& database, const Settings& settings)
{
    std::vector<storage::StoredStation> stored;
    database.read(
        [&](db::Transaction& transaction) { stored = storage::Organisation(transaction).list_stations(); });
    std::map<std::string, std::shared_ptr<const profile::Profiles>> profiles;
    const auto rules_of = [&settings](const std::string& profile) {
        return std::make_shared<const profile::Profiles>(profile::Profiles::load(settings.profiles, profile));
    };
    auto stations = std::make_unique<app::Stations>();
    for (const storage::StoredStation& one : stored) {
        auto& rules = profiles[one.profile];
        if (!rules) rules = rules_of(one.profile);
        stations->add(open_station(database, settings, one, rules));
    }
    stations->set_opener([&database, &settings, rules_of](const storage::StoredStation& one) {
        return open_station(database, settings, one, rules_of(one.profile));
    });
    return stations;
}

}  // namespace

std::unique_ptr<db::Database> open_database(const std::filesystem::path& store, const Settings& settings)
{
    try {
        if (settings.postgres.empty()) {
            const auto reserve = settings.reserve.empty() ? store / "reserve" : settings.reserve;
            return db::with_reserve(db::open_sqlite((store / "store.db").string()), reserve.string());
        }
        db::PostgresOptions options;
        options.hold_store = true;
        auto database = db::open_postgres(settings.postgres, options);
        if (settings.reserve.empty()) return database;
        return db::with_reserve(std::move(database), settings.reserve.string());
    } catch (const db::StoreInUse& error) {
        throw StorageError(explain(error.held()));
    }
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
