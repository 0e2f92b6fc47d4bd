// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "app/demo/organisation.h"
#include "kit/engines.h"
#include "kit/faulty_database.h"
#include "ledger/entry.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::kit {

/// A station as tests see it: its places in the order of their codes, and its people by role.
struct TestStation {
    domain::StationId id{Uuid{}};
    std::vector<domain::BeatId> beats;
    /// "BEAT" has two people: the first has beats 0, 2, …, the second 1, 3, ….
    std::multimap<std::string, domain::OfficerId> people;
};

/// A small invented world on either engine: 見本警察署 with four beats of one koban, 見本北警察署 with two,
/// the people of every role, some doors in beat 0 and one in each other beat. Monday 2026-03-02, 09:00 in
/// Japan, until the clock is moved; sunset is at about 17:39.
class World {
public:
    explicit World(db::Engine engine);

    app::App& app() { return *app_; }

    db::Database& database() { return faults; }

    app::Station& station() { return app_->stations->get(here.id); }

    /// Somebody of 見本警察署 with that role and a purpose at hand; `nth` for the second beat officer.
    app::Caller caller(std::string_view role, int nth = 0);
    app::Caller caller(const TestStation& of, std::string_view role, int nth = 0);
    /// The same with a one-time act: an own key, or the one given for a repeat. `body` stands for the
    /// request.
    app::Caller once(app::Caller caller, std::string_view body = "");
    app::Caller once(app::Caller caller, domain::RequestKey key, std::string_view body = "");

    /// A detached house with one household, a new address each time.
    domain::UnitId add_house(const TestStation& of, domain::BeatId beat);
    domain::UnitId add_flat(domain::BuildingId building, std::string_view room);

    /// Everything in the station's ledger, the newest first.
    std::vector<ledger::Entry> entries(domain::StationId of);

    /// One number that a statement written in the test gives.
    std::int64_t count(const std::string& sql, db::Values values = {});

private:
    TestStore store_;

public:
    /// Stands between everything and the store; arm it to fail.
    FaultyDatabase faults{store_.database()};
    FrozenClock clock;
    SeededRandom random{20260302};
    TestStation here;
    TestStation elsewhere;
    /// Beat 0: houses, then the flats 101, 102, 201 of `building`.
    std::vector<domain::UnitId> houses;
    domain::BuildingId building{Uuid{}};
    std::vector<domain::UnitId> flats;
    /// Doors that the first beat officer has no business with.
    domain::UnitId house_of_beat_1{Uuid{}};
    domain::UnitId house_elsewhere{Uuid{}};

private:
    void open_stations();
    void add_doors();

    TempDir vaults_;
    std::unique_ptr<app::App> app_;
    int next_number_ = 1;
};

/// The base of a suite whose every body runs in a fresh world on both engines: `JUNKAI_ENGINES(Suite);`
class WorldTest : public ::testing::TestWithParam<db::Engine> {
protected:
    World world{GetParam()};
    app::App& app = world.app();
};

}  // namespace junkai::kit
