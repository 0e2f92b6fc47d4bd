// SPDX-License-Identifier: Apache-2.0
#include "app/places/read_places.h"
#include "kit/world.h"

namespace junkai {

class WorldOfTests : public kit::WorldTest {};

JUNKAI_ENGINES(WorldOfTests);

TEST_P(WorldOfTests, has_doors_in_walking_order_and_somebody_for_each_role)
{
    const auto caller = world.caller("BEAT");
    const auto doors = app::list_dwellings(app, caller, world.here.beats[0], {}, 100);
    ASSERT_TRUE(doors);
    ASSERT_EQ(doors->size(), world.houses.size() + world.flats.size());
    EXPECT_EQ((*doors)[0].unit.id, world.houses[0]);
    EXPECT_EQ(doors->back().unit.id, world.flats.back());
    EXPECT_EQ(world.here.people.size(), 11U);
    EXPECT_NE(world.caller("BEAT", 1).actor.officer, caller.actor.officer);
}

TEST_P(WorldOfTests, keeps_the_other_station_apart)
{
    const auto answer = app::get_unit(app, world.caller("BEAT"), world.house_elsewhere);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code.view(), "duty.not_found");
    EXPECT_TRUE(app::get_unit(app, world.caller(world.elsewhere, "BEAT"), world.house_elsewhere));
}

}  // namespace junkai
