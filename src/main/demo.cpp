// SPDX-License-Identifier: Apache-2.0
#include "app/demo/organisation.h"
#include "app/ledger/keep_ledger.h"
#include "db/migrate.h"
#include "main/commands.h"
#include "main/machine.h"

#include <cstdio>
#include <fstream>
#include <sys/stat.h>

namespace junkai {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kUnitsPerBeat = 1000;
constexpr std::uint64_t kUnitsPerStation = 100'000;

void write_private(const fs::path& file, const std::string& text)
{
    const mode_t before = umask(0077);
    std::ofstream out(file);
    out << text;
    out.close();
    umask(before);
    if (!out) throw StorageError("cannot write " + file.string());
}

/// Units to beats: one large station per 100,000 units, and always a second one of two beats that stays
/// apart.
app::demo::Plan make_plan(std::uint64_t units)
{
    app::demo::Plan plan;
    for (std::uint64_t left = units; left > 0; left -= std::min(left, kUnitsPerStation)) {
        const auto beats = (std::min(left, kUnitsPerStation) + kUnitsPerBeat - 1) / kUnitsPerBeat;
        plan.beats_of_station.push_back(static_cast<int>(std::max<std::uint64_t>(beats, 4)));
    }
    if (plan.beats_of_station.size() == 1) plan.beats_of_station.push_back(2);
    return plan;
}

/// Settings, passphrase, schema, station rows and vaults: a store that can be opened.
void make_store(const fs::path& store, const cli::Demo& command, const app::demo::Plan& plan)
{
    fs::create_directories(store);
    const Settings settings = Settings::fresh(store, command.postgres);
    SystemRandom random;
    std::array<std::byte, 24> passphrase{};
    random.fill(passphrase);
    write_private(settings.passphrase_file, to_base64url(passphrase) + "\n");
    settings.save(store);
    const auto clock = make_clock(command.clock_at);
    const auto database = open_database(store, settings);
    db::migrate(*database, clock->now());
    const auto stations = app::demo::invent_stations(plan, clock->now(), random);
    database->write([&](db::Transaction& transaction) {
        storage::Organisation organisation(transaction);
        if (!organisation.list_stations().empty())
            throw StorageError("the database is not empty: a demo is made into an empty store only");
        for (const auto& station : stations)
            organisation.add(station);
    });
    for (const auto& station : stations) {
        VaultPlaces places = vault_places(settings, station.station.code);
        vault::Vault::create(station.station.id.uuid(), std::move(places.main), std::move(places.mirrors));
    }
}

std::string describe(const std::vector<app::demo::LogIn>& log_ins)
{
    std::string out = "署\t職員番号\t役割\t氏名\tパスワード\n";
    for (const auto& one : log_ins)
        out += one.station + "\t" + one.officer_no + "\t" + one.role + "\t" + one.name + "\t" + one.password +
               "\n";
    return out;
}

}  // namespace

int run(const cli::Demo& command)
{
    if (fs::exists(command.store))
        throw StorageError("既にあります: " + command.store.string() + " (デモは空のストアにだけ作ります)");
    // Made beside its place and renamed when whole, so that an interrupted demo is never taken for a store.
    fs::path making = command.store;
    making += ".making";
    fs::remove_all(making);
    const app::demo::Plan plan = make_plan(command.units);
    make_store(making, command, plan);
    std::vector<app::demo::LogIn> log_ins;
    {
        const auto machine = open_machine(making, command.clock_at);
        app::App& app = *machine->app;
        int ordinal = 0;
        for (const auto& station : app.stations->all()) {
            const bool headquarters = station->place().code.str() == "hq";
            const int beats =
                headquarters ? 0 : plan.beats_of_station.at(static_cast<std::size_t>(ordinal - 1));
            for (auto& log_in : app::demo::invent_organisation(app, station->stored(), beats, ordinal))
                log_ins.push_back(std::move(log_in));
            ++ordinal;
        }
        app::keep_ledgers(app);
        app::remember_vaults(app);
    }
    write_private(making / "demo-log-ins.tsv", describe(log_ins));
    fs::rename(making, command.store);
    std::printf("%s", describe(log_ins).c_str());
    return 0;
}

}  // namespace junkai
