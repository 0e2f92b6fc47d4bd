// SPDX-License-Identifier: Apache-2.0
// [clause 3-1a] How a station may be laid out.
#include "domain/kit.h"
#include "domain/places/organise.h"

namespace junkai::domain::places {
namespace {

Station station(const char* code, double latitude = 35.9, double longitude = 139.6)
{
    return {.id = id<StationId>(1),
            .code = *StationCode::parse(code),
            .latitude = latitude,
            .longitude = longitude};
}

TEST(DecideStation, HasACodeOfItsOwnAndLiesInJapan)
{
    struct Row {
        const char* name;
        const char* code;
        double latitude;
        double longitude;
        const char* refusal;
    };

    const std::vector<Station> others = {station("hq"), station("north")};
    const Row rows[] = {
        {"a code of its own",              "south", 36,    139.6, ""                   },
        {"a code that another one has",    "north", 36,    139.6, "places.code_taken"  },
        {"the southernmost",               "south", 20,    136,   ""                   },
        {"farther south",                  "south", 19.9,  136,   "places.not_in_japan"},
        {"the northernmost",               "south", 46,    142,   ""                   },
        {"farther north",                  "south", 46.1,  142,   "places.not_in_japan"},
        {"the westernmost",                "south", 24,    122,   ""                   },
        {"farther west",                   "south", 24,    121.9, "places.not_in_japan"},
        {"the easternmost",                "south", 24,    154,   ""                   },
        {"farther east",                   "south", 24,    154.1, "places.not_in_japan"},
        {"latitude and longitude changed", "south", 139.6, 35.9,  "places.not_in_japan"},
        {"forgotten",                      "south", 0,     0,     "places.not_in_japan"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(code(decide_station(station(row.code, row.latitude, row.longitude), others)), row.refusal)
            << row.name;
}

Block block(unsigned char number, const char* code, unsigned char of = 1)
{
    return {.id = id<BlockId>(number), .station = id<StationId>(of), .code = *PlaceCode::parse(code)};
}

Site site(unsigned char number, const char* code, std::optional<BlockId> of_block, unsigned char of = 1)
{
    return {.id = id<SiteId>(number),
            .station = id<StationId>(of),
            .block = of_block,
            .code = *PlaceCode::parse(code)};
}

Beat beat(unsigned char number, const char* code, unsigned char of_site)
{
    return {.id = id<BeatId>(number),
            .station = id<StationId>(1),
            .site = id<SiteId>(of_site),
            .code = *PlaceCode::parse(code)};
}

TEST(DecideBlock, HasACodeOfItsOwn)
{
    const std::vector<Block> others = {block(1, "B1")};
    EXPECT_EQ(code(decide_block(block(2, "B2"), others)), "");
    EXPECT_EQ(code(decide_block(block(2, "B1"), others)), "places.code_taken");
}

TEST(DecideSite, LiesInABlockOfItsStationOrInNone)
{
    const std::vector<Block> blocks = {block(1, "B1"), block(2, "B1", 2)};
    const std::vector<Site> others = {site(1, "S1", std::nullopt)};
    EXPECT_EQ(code(decide_site(site(2, "S2", std::nullopt), blocks, others)), "");
    EXPECT_EQ(code(decide_site(site(2, "S2", id<BlockId>(1)), blocks, others)), "");
    EXPECT_EQ(code(decide_site(site(2, "S1", id<BlockId>(1)), blocks, others)), "places.code_taken");
    EXPECT_EQ(code(decide_site(site(2, "S2", id<BlockId>(2)), blocks, others)), "places.no_such_block");
    EXPECT_EQ(code(decide_site(site(2, "S2", id<BlockId>(3)), blocks, others)), "places.no_such_block");
}

TEST(DecideBeat, LiesInASiteOfItsStation)
{
    const std::vector<Site> sites = {site(1, "S1", std::nullopt), site(2, "S1", std::nullopt, 2)};
    const std::vector<Beat> others = {beat(1, "001", 1)};
    EXPECT_EQ(code(decide_beat(beat(2, "002", 1), sites, others)), "");
    EXPECT_EQ(code(decide_beat(beat(2, "001", 1), sites, others)), "places.code_taken");
    EXPECT_EQ(code(decide_beat(beat(2, "002", 2), sites, others)), "places.no_such_site");
    EXPECT_EQ(code(decide_beat(beat(2, "002", 3), sites, others)), "places.no_such_site");
}

}  // namespace
}  // namespace junkai::domain::places
