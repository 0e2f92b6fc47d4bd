// SPDX-License-Identifier: Apache-2.0
#include "domain/places/order.h"

#include "base/random.h"

#include <algorithm>
#include <vector>

namespace junkai::domain::places {
namespace {

TEST(ReadAddress, TakesLinesApartAndKeepsThemAsWritten)
{
    struct Row {
        const char* written;
        const char* town;
        AddressKind kind;
        const char* block;
        const char* number;
        const char* room;
    };
    using enum AddressKind;
    const Row rows[] = {
        {"見本市常盤六丁目6番4号",                  "常盤六丁目", ResidenceIndication, "6",    "4", ""   },
        {"見本市常盤六丁目６番４号",              "常盤六丁目", ResidenceIndication, "6",    "4", ""   },
        {"常盤六丁目6番4-103号",                       "常盤六丁目", ResidenceIndication, "6",    "4", "103"},
        {"常盤六丁目6番4号 コーポ見本 203号室", "常盤六丁目", ResidenceIndication, "6",    "4", "203"},
        {"常盤六丁目6番4号コーポ見本B1",          "常盤六丁目", ResidenceIndication, "6",    "4", "b1" },
        {"大字見本1234番地の5",                        "大字見本",    LotNumber,           "1234", "5", ""   },
        {"大字見本1234番地5",                           "大字見本",    LotNumber,           "1234", "5", ""   },
        {"大字見本1234番地",                            "大字見本",    LotNumber,           "1234", "",  ""   },
        {"大字見本1234番地 コーポ見本101",         "大字見本",    LotNumber,           "1234", "",  "101"},
        {"大字見本1234番地先",                         "大字見本",    LotNumber,           "1234", "",  ""   },
        {"常盤六丁目6-4-103",                            "常盤六丁目", Unknown,             "6",    "4", "103"},
        {"常盤六丁目6－4",                              "常盤六丁目", Unknown,             "6",    "4", ""   },
        {"常盤六丁目6番",                               "常盤六丁目", Unknown,             "6",    "",  ""   },
        {"大字見本無番地",                             "大字見本",    Unknown,             "",     "",  ""   },
        {"6番4号",                                          "常盤六丁目", ResidenceIndication, "6",    "4", ""   },
        {"",                                                  "常盤六丁目", Unknown,             "",     "",  ""   },
    };
    for (const Row& row : rows) {
        const Address address = read_address(row.written, row.town);
        EXPECT_EQ(address.written, row.written);
        EXPECT_EQ(address.town, row.town);
        EXPECT_EQ(code_of(address.kind), code_of(row.kind)) << row.written;
        EXPECT_EQ(address.block, row.block) << row.written;
        EXPECT_EQ(address.number, row.number) << row.written;
        EXPECT_EQ(address.room, row.room) << row.written;
    }
}

Address door(const char* town, const char* block, const char* number, const char* room = "")
{
    return {.town = town, .block = block, .number = number, .room = room};
}

TEST(ReadAddress, ReadsAnythingWithoutHarm)
{
    const std::uint64_t seed = 20261123;
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    SeededRandom random(seed);
    const std::string_view pieces[] = {"見本町", "1",        "２",     "番",    "番地", "の",
                                       "号",     "号室",     "-",      "－",    " ",    "　",
                                       "丁目",   "十",       "二",     "a",     "B",    "\xF0\xA0\xAE\xB7",
                                       "\xFF",   "\xE7\x95", "無番地", "コーポ"};
    for (int round = 0; round < 20'000; ++round) {
        std::string line;
        for (std::uint64_t n = random.below(12); n > 0; --n)
            line += pieces[random.below(std::size(pieces))];
        const Address address = read_address(line, "見本町");
        ASSERT_EQ(address.written, line);
        for (const std::string* part : {&address.block, &address.number, &address.room})
            ASSERT_EQ(part->find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz"), std::string::npos)
                << line;
        ASSERT_EQ(walk_key(address).find('\0'), std::string::npos);
    }
}

TEST(WalkKey, OrdersDoorsAsPeopleWalk)
{
    const std::vector<Address> way = {
        door("常盤一丁目", "1", "1"),
        door("常盤一丁目", "1", "2"),
        door("常盤一丁目", "1", "10"),
        door("常盤一丁目", "2", "1"),
        door("常盤一丁目", "10", "1", ""),
        door("常盤一丁目", "10", "1", "101"),
        door("常盤一丁目", "10", "1", "102"),
        door("常盤一丁目", "10", "1", "１０３"),
        door("常盤一丁目", "10", "1", "1001"),
        door("常盤二丁目", "1", "1"),
        door("常盤三丁目", "1", "1"),
        door("常盤九丁目", "1", "1"),
        door("常盤十丁目", "1", "1"),
        door("常盤十一丁目", "1", "1"),
        door("常盤二十丁目", "1", "1"),
        door("常盤二十一丁目", "1", "1"),
    };
    for (std::size_t i = 0; i + 1 < way.size(); ++i) {
        EXPECT_LT(walk_key(way[i]), walk_key(way[i + 1])) << i;
        EXPECT_EQ(walk_key(way[i]), address_key(way[i]));
        EXPECT_EQ(walk_key(way[i]).find('\0'), std::string::npos);
    }
}

TEST(WalkKey, MayTakeOneSideOfTheStreetFirst)
{
    const auto key = [](const char* number) {
        return walk_key(door("見本町", "5", number), WalkOrder::OddThenEven);
    };
    EXPECT_LT(key("1"), key("3"));
    EXPECT_LT(key("11"), key("2"));
    EXPECT_LT(key("2"), key("10"));
    EXPECT_LT(key("3-2"), key("4"));
    const auto straight = [](const char* number) { return walk_key(door("見本町", "5", number)); };
    EXPECT_LT(straight("2"), straight("3"));
}

TEST(WalkKey, LeavesANameThatIsNoNumberAlone)
{
    EXPECT_NE(walk_key(door("丁目", "1", "1")), walk_key(door("十十丁目", "1", "1")));
    EXPECT_LT(walk_key(door("見本町", "", "")), walk_key(door("見本町", "1", "")));
}

}  // namespace
}  // namespace junkai::domain::places
