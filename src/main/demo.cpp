// SPDX-License-Identifier: Apache-2.0
#include "app/demo/populate.h"
#include "app/ledger/keep_ledger.h"
#include "app/visits/forget_ended.h"
#include "base/japan_time.h"
#include "db/migrate.h"
#include "main/commands.h"
#include "main/machine.h"
#include "main/private_file.h"
#include "vault/passphrase.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <numeric>

namespace junkai {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kUnitsPerBeat = 1000;
constexpr std::uint64_t kUnitsPerStation = 100'000;

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

/// What one unit costs, with its dwelling, its card and so many visits. The disk was measured at 4,000 units
/// on SQLite; the times are careful guesses for a small machine, and the rate is shown while it runs.
struct Cost {
    double units_per_second;
    double bytes_per_unit;
};

Cost expected_cost(const cli::Demo& command)
{
    constexpr double kSecondsOfUnit = 300e-6;
    constexpr double kSecondsOfVisit = 100e-6;
    constexpr double kSlowerOnPostgres = 3;
    constexpr double kBytesOfUnit = 3300;
    constexpr double kBytesOfVisit = 1030;
    const double seconds = (kSecondsOfUnit + kSecondsOfVisit * command.visits_per_unit) *
                           (command.postgres.empty() ? 1 : kSlowerOnPostgres);
    return {1 / seconds, kBytesOfUnit + kBytesOfVisit * command.visits_per_unit};
}

/// Says what is about to happen; false when the person at the terminal does not want it.
bool announce(const cli::Demo& command, const app::demo::Plan& plan)
{
    constexpr std::uint64_t kAskAbove = 200'000;
    constexpr double kGigabyte = 1e9;
    const Cost cost = expected_cost(command);
    const auto units = static_cast<double>(command.units);
    std::printf("架空データを作ります: %zu 署, %llu 世帯。見込み: 約 %.0f 秒 (毎秒 %.0f 世帯), %.2f GB\n",
                plan.beats_of_station.size(),
                static_cast<unsigned long long>(command.units),
                units / cost.units_per_second,
                cost.units_per_second,
                units * cost.bytes_per_unit / kGigabyte);
    std::fflush(stdout);
    if (command.units <= kAskAbove || command.yes) return true;
    std::printf("続けますか? [y/N] ");
    std::fflush(stdout);
    std::string answer;
    return std::getline(std::cin, answer) && (answer == "y" || answer == "Y");
}

/// Says every second how far it has come.
class ProgressLine {
public:
    explicit ProgressLine(std::uint64_t units) : units_(units) {}

    void show(std::uint64_t done, bool last = false)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!last && now - shown_ < std::chrono::seconds(1)) return;
        shown_ = now;
        const std::chrono::duration<double> seconds = now - begun_;
        std::fprintf(stderr,
                     "%llu / %llu 世帯 (毎秒 %.0f)\n",
                     static_cast<unsigned long long>(done),
                     static_cast<unsigned long long>(units_),
                     static_cast<double>(done) / seconds.count());
    }

private:
    std::uint64_t units_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point shown_ = begun_;
};

/// Settings, passphrase, schema and station rows: a store that can be opened, which makes the vaults.
void make_store(const fs::path& store,
                const Settings& settings,
                const app::demo::Plan& plan,
                const app::demo::Origin& origin)
{
    fs::create_directories(store);
    SystemRandom random;
    write_private(settings.passphrase_file, vault::make_passphrase(random).reveal() + "\n");
    settings.save(store);
    const auto database = open_database(store, settings);
    db::migrate(*database, origin.now);
    const auto stations = app::demo::invent_stations(plan, origin.now, origin.random);
    database->write([&](db::Transaction& transaction) {
        storage::Organisation organisation(transaction);
        if (!organisation.list_stations().empty())
            throw StorageError("the database is not empty: a demo is made into an empty store only");
        for (const auto& station : stations)
            organisation.add(station);
    });
}

std::string describe(const std::vector<app::demo::LogIn>& log_ins)
{
    std::string out = "署\t職員番号\t役割\t氏名\tパスワード\n";
    for (const auto& one : log_ins)
        out += one.station + "\t" + one.officer_no + "\t" + one.role + "\t" + one.name + "\t" + one.password +
               "\n";
    return out;
}

/// The towns of the n-th of so many stations: a stretch of neighbours.
std::span<const app::demo::Town>
towns_of(const app::demo::Words& words, std::size_t station, std::size_t stations)
{
    const std::size_t all = words.towns.size();
    const std::size_t first = all * station / stations;
    return std::span(words.towns).subspan(first, all * (station + 1) / stations - first);
}

/// People of every station, then its doors. The log-ins.
std::vector<app::demo::LogIn> fill_store(const fs::path& store,
                                         const cli::Demo& command,
                                         const app::demo::Plan& plan,
                                         const app::demo::Words& words,
                                         const app::demo::Origin& origin)
{
    const auto machine = open_machine(store, command.clock_at);
    app::App& app = *machine->app;
    std::vector<app::demo::LogIn> log_ins;
    ProgressLine progress(command.units);
    const auto& beats = plan.beats_of_station;
    const auto all_beats = static_cast<std::uint64_t>(std::accumulate(beats.begin(), beats.end(), 0));
    std::uint64_t done = 0;
    std::uint64_t beats_done = 0;
    int ordinal = 0;
    for (const auto& station : app.stations->all()) {
        const bool headquarters = ordinal == 0;
        const auto nth = static_cast<std::size_t>(std::max(ordinal - 1, 0));
        const int own = headquarters ? 0 : beats.at(nth);
        for (auto& log_in : app::demo::invent_organisation(app, station->stored(), own, ordinal++, origin))
            log_ins.push_back(std::move(log_in));
        if (headquarters) continue;
        beats_done += static_cast<std::uint64_t>(own);
        const app::demo::Fill fill{.units = command.units * beats_done / all_beats - done,
                                   .towns = towns_of(words, nth, beats.size()),
                                   .visits_per_unit = command.visits_per_unit};
        const auto made =
            app::demo::populate(app, *station, words, fill, origin, [&](const app::demo::Counts& now) {
                progress.show(done + now.units);
            });
        done += made.units;
    }
    progress.show(done, true);
    app::forget_ended_visits(app);
    app::keep_ledgers(app);
    app::remember_vaults(app);
    return log_ins;
}

}  // namespace

int run(const cli::Demo& command)
{
    if (fs::exists(command.store))
        throw StorageError("既にあります: " + command.store.string() + " (デモは空のストアにだけ作ります)");
    const app::demo::Plan plan = make_plan(command.units);
    if (!announce(command, plan)) return 1;
    // The same day and seed give the same data, whatever the hour.
    SeededRandom random(command.seed);
    const app::demo::Origin origin{japan_instant(japan_date(make_clock(command.clock_at)->now()), 0), random};
    // Made beside its place and renamed when whole, so that an interrupted demo is never taken for a store.
    fs::path making = command.store;
    making += ".making";
    fs::remove_all(making);
    const Settings settings = Settings::fresh(making, command.postgres);
    const auto words = app::demo::Words::load(settings.data);
    make_store(making, settings, plan, origin);
    const auto log_ins = fill_store(making, command, plan, words, origin);
    write_private(making / "demo-log-ins.tsv", describe(log_ins));
    fs::rename(making, command.store);
    std::printf("%s", describe(log_ins).c_str());
    return 0;
}

}  // namespace junkai
