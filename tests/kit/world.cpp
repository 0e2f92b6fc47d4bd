// SPDX-License-Identifier: Apache-2.0
#include "kit/world.h"

#include "domain/places/order.h"
#include "ledger/log.h"
#include "storage/places/places.h"
#include "vault/passphrase_source.h"

#include <fmt/format.h>

namespace junkai::kit {

namespace {

constexpr const char* kPassphrase = "only for tests";
constexpr int kBeatsHere = 4;
constexpr int kBeatsElsewhere = 2;
constexpr int kHouses = 5;
constexpr int kManyEntries = 100'000;

vault::Place place_in(const std::string& folder)
{
    return {folder, std::make_unique<vault::PassphraseKeySource>(folder, kPassphrase, crypto::kArgon2Test)};
}

domain::places::Address address_of(const std::string& written)
{
    return domain::places::read_address(written, "見本町一丁目");
}

}  // namespace

World::World(db::Engine engine) : store_(engine)
{
    open_stations();
    const app::demo::Plan plan{
        {kBeatsHere, kBeatsElsewhere}
    };
    int ordinal = 1;
    for (const auto& [station, beats] : {
             std::pair{&here,      kBeatsHere     },
             std::pair{&elsewhere, kBeatsElsewhere}
    }) {
        app::Station& opened = app_->stations->get(station->id);
        const auto log_ins = app::demo::invent_organisation(*app_, opened.stored(), beats, ordinal++);
        for (const auto& beat : opened.frame()->beats)
            station->beats.push_back(beat.id);
        database().read([&](db::Transaction& transaction) {
            storage::Roster roster(transaction);
            for (const auto& log_in : log_ins) {
                const auto officer = roster.find_officer(*domain::OfficerNo::parse(log_in.officer_no));
                station->people.emplace(log_in.role, officer->officer.id);
            }
        });
    }
    add_doors();
}

void World::open_stations()
{
    const auto profiles = std::make_shared<const profile::Profiles>(
        profile::Profiles::load(std::string(JUNKAI_SOURCE_DIR) + "/profiles", "sample"));
    // Without headquarters: what they may do is proven with the matrix.
    auto invented = app::demo::invent_stations(
        {
            {kBeatsHere, kBeatsElsewhere}
    },
        clock.now(),
        random);
    invented.erase(invented.begin());
    auto stations = std::make_unique<app::Stations>();
    vault::Options options;
    options.block = 16;
    options.spare_shelves = 1;
    stations->set_opener([this, profiles, options](const storage::StoredStation& one) {
        const std::string folder = vaults_ / one.station.code.str();
        std::vector<vault::Place> mirrors;
        mirrors.push_back(place_in(folder + ".mirror"));
        auto vault =
            vault::Vault::create(one.station.id.uuid(), place_in(folder), std::move(mirrors), options);
        return std::make_unique<app::Station>(one, std::move(vault), profiles);
    });
    for (const storage::StoredStation& one : invented) {
        database().write([&](db::Transaction& transaction) { storage::Organisation(transaction).add(one); });
        stations->open(one);
    }
    here.id = invented[0].station.id;
    elsewhere.id = invented[1].station.id;
    app_ = std::make_unique<app::App>(database(),
                                      std::move(stations),
                                      clock,
                                      random,
                                      app::SessionSettings{.password_cost = crypto::kArgon2Test});
}

void World::add_doors()
{
    for (int i = 0; i < kHouses; ++i)
        houses.push_back(add_house(here, here.beats[0]));
    house_of_beat_1 = add_house(here, here.beats[1]);
    house_elsewhere = add_house(elsewhere, elsewhere.beats[0]);
    building = domain::BuildingId::make(clock.now(), random);
    database().write([&](db::Transaction& transaction) {
        storage::Places(transaction, here.id)
            .add(domain::places::Building{.id = building,
                                          .station = here.id,
                                          .beat = here.beats[0],
                                          .name = "見本荘",
                                          .name_kana = "みほんそう",
                                          .address = address_of("950番1号")},
                 clock.now());
    });
    for (const char* room : {"101", "102", "201"})
        flats.push_back(add_flat(building, room));
}

domain::UnitId World::add_house(const TestStation& of, domain::BeatId beat)
{
    const auto address = address_of(fmt::format("901番{}号", next_number_++));
    const domain::places::Dwelling dwelling{.id = domain::DwellingId::make(clock.now(), random),
                                            .station = of.id,
                                            .beat = beat,
                                            .address = address};
    const domain::places::Unit unit{.id = domain::UnitId::make(clock.now(), random),
                                    .station = of.id,
                                    .beat = beat,
                                    .dwelling = dwelling.id};
    database().write([&](db::Transaction& transaction) {
        storage::Places places(transaction, of.id);
        places.add(dwelling, "", clock.now());
        places.add(unit, domain::places::walk_key(address), clock.now());
    });
    return unit.id;
}

domain::UnitId World::add_flat(domain::BuildingId in, std::string_view room)
{
    auto address = address_of("950番1号");
    address.room = room;
    const domain::places::Dwelling dwelling{.id = domain::DwellingId::make(clock.now(), random),
                                            .station = here.id,
                                            .beat = here.beats[0],
                                            .building = in,
                                            .kind = domain::places::DwellingKind::Collective,
                                            .address = address};
    const domain::places::Unit unit{.id = domain::UnitId::make(clock.now(), random),
                                    .station = here.id,
                                    .beat = here.beats[0],
                                    .dwelling = dwelling.id};
    database().write([&](db::Transaction& transaction) {
        storage::Places places(transaction, here.id);
        places.add(dwelling, "", clock.now());
        places.add(unit, domain::places::walk_key(address), clock.now());
    });
    return unit.id;
}

app::Caller World::caller(std::string_view role, int nth)
{
    return caller(here, role, nth);
}

app::Caller World::caller(const TestStation& of, std::string_view role, int nth)
{
    const auto [first, last] = of.people.equal_range(std::string(role));
    invariant(nth < std::distance(first, last), "the test world has nobody of that role");
    const domain::OfficerId officer = std::next(first, nth)->second;
    std::optional<domain::duty::Actor> actor;
    database().read(
        [&](db::Transaction& transaction) { actor = storage::Roster(transaction).load_actor(officer); });
    return {.actor = *actor, .station = of.id, .one_time = {}, .purpose = domain::Purpose::Visit};
}

app::Caller World::once(app::Caller caller, std::string_view body)
{
    return once(std::move(caller), domain::RequestKey::make(clock.now(), random), body);
}

app::Caller World::once(app::Caller caller, domain::RequestKey key, std::string_view body)
{
    // Entries of one instant have no order.
    clock.advance(std::chrono::milliseconds(1));
    caller.one_time = app::one_time(key, {body});
    return caller;
}

std::vector<ledger::Entry> World::entries(domain::StationId of)
{
    std::vector<ledger::Entry> out;
    database().read([&](db::Transaction& transaction) {
        for (auto& line : ledger::list_entries(transaction, of.uuid(), {}, {}, kManyEntries))
            out.push_back(std::move(line.entry));
    });
    return out;
}

std::int64_t World::count(const std::string& sql, db::Values values)
{
    // Drivers keep statements by their names.
    const std::string name = "test_" + to_hex(crypto::sha256(bytes_of(sql))).substr(0, 16);
    const db::Statement statement{name.c_str(), sql.c_str(), sql.c_str(), static_cast<int>(values.size())};
    std::int64_t out = -1;
    database().read([&](db::Transaction& transaction) {
        transaction.query(statement, values, [&](const db::Row& row) { out = row.integer(0); });
    });
    return out;
}

}  // namespace junkai::kit
