// SPDX-License-Identifier: Apache-2.0
// A new station: who may set it up, that it is served at once, and what a crash in between leaves.
#include "app/places/create_station.h"
#include "app/places/lay_out.h"
#include "app/places/read_places.h"
#include "base/japan_time.h"
#include "kit/world.h"

// Version 14 crashes on the table of this file.
// clang-format off
namespace junkai {
namespace {

using domain::PlaceCode;
using domain::StationCode;
using domain::StationId;
using domain::places::SiteKind;
using domain::roster::Role;

// [clause 3-1a]
class OrganisationTest : public kit::WorldTest {
protected:
    app::Caller of_headquarters(Role role)
    {
        auto out = world.caller("CHIEF");
        out.actor.designations = {
            {.id = domain::DesignationId::make(world.clock.now(), world.random),
             .officer = out.actor.officer,
             .role = role,
             .in_force = {world.clock.now() - std::chrono::hours(1), std::nullopt},
             .by = out.actor.officer}
        };
        return out;
    }

    app::Caller administrator() { return world.once(of_headquarters(Role::SystemAdministrator)); }

    static app::CreateStation new_station(const char* code = "chuo")
    {
        return {
            .code = *StationCode::parse(code), .name = "中央警察署", .latitude = 35.9, .longitude = 139.6};
    }

    static app::NewPlace new_place(StationId station, const char* code)
    {
        return {.station = station, .code = *PlaceCode::parse(code), .name = "見本"};
    }

    template <class T>
    static std::string code(const Result<T>& answer)
    {
        return answer ? "" : std::string(answer.error().code.view());
    }
};

JUNKAI_ENGINES(OrganisationTest);

TEST_P(OrganisationTest, SetsUpAStationThatIsServedAtOnce)
{
    const auto made = app::create_station(app, administrator(), new_station());
    ASSERT_TRUE(made) << code(made);
    EXPECT_EQ(world.entries(world.here.id)[0].action, "places.station_created");
    app::Station* station = app.stations->find(made->station.id);
    ASSERT_NE(station, nullptr);
    EXPECT_TRUE(station->vault().writable());
    // Prefecture and rules are the house's; it is no headquarters.
    EXPECT_EQ(made->profile, "sample");
    EXPECT_TRUE(made->fictional);
    EXPECT_FALSE(made->headquarters);
    EXPECT_EQ(code(app::create_station(app, administrator(), new_station())), "places.code_taken");
    auto nowhere = new_station("nishi");
    nowhere.latitude = 0;
    EXPECT_EQ(code(app::create_station(app, administrator(), nowhere)), "places.not_in_japan");
    const auto all = app::list_stations(app, of_headquarters(Role::Auditor));
    ASSERT_TRUE(all);
    EXPECT_EQ(all->size(), 3U);
}

TEST_P(OrganisationTest, LaysItOutAndPutsAnOfficerOnABeat)
{
    const StationId station = app::create_station(app, administrator(), new_station())->station.id;
    const auto block = app::add_block(app, administrator(), new_place(station, "B1"));
    ASSERT_TRUE(block) << code(block);
    const auto site =
        app::add_site(app, administrator(), new_place(station, "S1"), SiteKind::Koban, block->id);
    ASSERT_TRUE(site) << code(site);
    auto later = new_place(station, "001");
    later.since = std::chrono::year(2026) / 4 / 1;
    const auto beat = app::add_beat(app, administrator(), later, site->id);
    ASSERT_TRUE(beat) << code(beat);
    EXPECT_EQ(site->since, std::optional(japan_date(world.clock.now())));
    EXPECT_EQ(world.entries(world.here.id)[0].action, "places.beat_recorded");

    const auto view = app::get_places(app, of_headquarters(Role::SystemAdministrator), station);
    ASSERT_TRUE(view) << code(view);
    ASSERT_EQ(view->frame->beats.size(), 1U);
    EXPECT_EQ(view->frame->beats[0].since, later.since);
    EXPECT_EQ(view->frame->sites[0].block, std::optional(block->id));
    // The station that it was made from has what it had.
    EXPECT_EQ(app::get_places(app, world.caller("GM"))->frame->beats.size(), world.here.beats.size());
}

TEST_P(OrganisationTest, RefusesACodeTwiceAndAPlaceOfAnotherStation)
{
    const StationId station = app::create_station(app, administrator(), new_station())->station.id;
    ASSERT_TRUE(app::add_block(app, administrator(), new_place(station, "B1")));
    EXPECT_EQ(code(app::add_block(app, administrator(), new_place(station, "B1"))), "places.code_taken");
    const auto frame = world.station().frame();
    EXPECT_EQ(code(app::add_site(
                  app, administrator(), new_place(station, "S1"), SiteKind::Chuzaisho, frame->blocks[0].id)),
              "places.no_such_block");
    EXPECT_EQ(code(app::add_beat(app, administrator(), new_place(station, "001"), frame->sites[0].id)),
              "places.no_such_site");
    const StationId nowhere(Uuid{});
    EXPECT_EQ(code(app::add_block(app, administrator(), new_place(nowhere, "B1"))), "duty.not_found");
}

TEST_P(OrganisationTest, IsForHeadquartersAndForTheHeadOfTheStation)
{
    struct Row {
        const char* name;
        app::Caller caller;
        const char* station;
        const char* block;
    };

    const Row rows[] = {
        {"the administrator",             of_headquarters(Role::SystemAdministrator), "",                      ""                                                                                                  },
        {                                                                                                                                                                     "the auditor", of_headquarters(Role::Auditor),                       "duty.not_permitted",    "duty.not_permitted"                                                                                                    },
        {                                                                                                                                                   "community affairs",
         of_headquarters(Role::HqCommunityAffairs),
         "duty.not_permitted",                                                         "duty.not_permitted"                                                                                          },
        {                                                                                                                    "the chief",                             world.caller("CHIEF"),                                                                       "duty.not_permitted",                                                                          ""                                                    },
        {                                                                                    "the general manager",                               world.caller("GM"),                                                              "duty.not_permitted",                                                   ""                                                                                                },
        {                                                                                                                                                 "the deputy",                world.caller("DGM"),                                   "duty.not_permitted", "duty.not_permitted"},
        { "a beat officer",    world.caller("BEAT"),                                      "duty.not_permitted",                                                                                 "duty.not_permitted"                                                                                                                                                                    },
        {                                                                                                                                  "the chief of another station",
         world.caller(world.elsewhere,                                                                           "CHIEF"),
         "duty.not_permitted",                                                                                                                                                                                                        "duty.not_found"},
    };
    int number = 0;
    for (const Row& row : rows) {
        const std::string name = "n" + std::to_string(++number);
        EXPECT_EQ(code(app::create_station(app, world.once(row.caller), new_station(name.c_str()))),
                  row.station)
            << row.name;
        EXPECT_EQ(code(app::add_block(app, world.once(row.caller), new_place(world.here.id, name.c_str()))),
                  row.block)
            << row.name;
    }
}

TEST_P(OrganisationTest, AnswersARepeatFromTheFirst)
{
    const auto once = administrator();
    const auto first = app::create_station(app, once, new_station());
    const auto again = app::create_station(app, once, new_station());
    ASSERT_TRUE(first && again) << code(again);
    EXPECT_EQ(first->station.id, again->station.id);
    const auto block_once = administrator();
    const auto place = new_place(first->station.id, "B1");
    const auto block = app::add_block(app, block_once, place);
    const auto block_again = app::add_block(app, block_once, place);
    ASSERT_TRUE(block && block_again) << code(block_again);
    EXPECT_EQ(block->id, block_again->id);
    EXPECT_EQ(app.stations->find(first->station.id)->frame()->blocks.size(), 1U);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM block WHERE code = 'B1' AND since IS NOT NULL"), 3);
}

TEST_P(OrganisationTest, FinishesByARepeatWhatACrashLeftUndone)
{
    // The row is there and the vault is not: as when the disk of the vault was full.
    const auto once = administrator();
    bool broken = true;
    app.stations->set_opener([&](const storage::StoredStation& stored) {
        if (broken) throw StorageError("no room for a vault");
        return std::make_unique<app::Station>(stored, nullptr, nullptr);
    });
    EXPECT_THROW((void)app::create_station(app, once, new_station()), StorageError);
    EXPECT_EQ(app.stations->all().size(), 2U);
    broken = false;
    const auto again = app::create_station(app, once, new_station());
    ASSERT_TRUE(again) << code(again);
    EXPECT_NE(app.stations->find(again->station.id), nullptr);
    EXPECT_EQ(app.stations->all().size(), 3U);
}

}  // namespace
}  // namespace junkai
