// SPDX-License-Identifier: Apache-2.0
#include "base/address.h"
#include "base/text/numeral.h"

#include <array>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace junkai {
namespace {

TEST(Numeral, reads_what_people_write)
{
    struct Row {
        const char* text;
        std::int64_t value;  // -1: not a number
    };

    const Row rows[] = {
        {"0",                        0       },
        {"12",                       12      },
        {"０１２",                12      },
        {"十",                      10      },
        {"十二",                   12      },
        {"二十",                   20      },
        {"九十九",                99      },
        {"百",                      100     },
        {"百二十三",             123     },
        {"二百三",                203     },
        {"二〇三",                203     },
        {"一二",                   12      },
        {"千",                      1000    },
        {"一万二千",             12000   },
        {"十万",                   100000  },
        {"壱弐参",                123     },
        {"拾壱",                   11      },
        {"零",                      0       },
        {"三千五百二十一万", 35210000},
        {"",                         -1      },
        {"2十",                     -1      },
        {"十十",                   -1      },
        {"二十百",                -1      },
        {"百千",                   -1      },
        {"万",                      -1      },
        {"二二十",                -1      },
        {"〇十",                   -1      },
        {"12a",                      -1      },
        {"-1",                       -1      },
        {"1 2",                      -1      },
        {"9999999999999",            -1      },
        {"三郷",                   -1      },
    };
    for (const Row& row : rows)
        EXPECT_EQ(parse_numeral(row.text).value_or(-1), row.value) << row.text;
}

std::string kanji_of(int value)
{
    constexpr const char* kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    std::string out;
    const auto add = [&](int unit, const char* name) {
        const int digit = value / unit % 10;
        if (digit > 1 || (digit == 1 && unit == 10000)) out += kDigits[digit];
        if (digit > 0) out += name;
    };
    add(10000, "万");
    add(1000, "千");
    add(100, "百");
    add(10, "十");
    out += kDigits[value % 10];
    return out;
}

RC_GTEST_PROP(Numeral, every_number_in_kanji_comes_back, ())
{
    const int value = *rc::gen::inRange(1, 100000);
    RC_ASSERT(parse_numeral(kanji_of(value)) == value);
}

std::string show(const HouseNumber& number)
{
    std::string out = number.system == NumberSystem::LotNumber             ? "lot"
                      : number.system == NumberSystem::ResidenceIndication ? "residence"
                                                                           : "unstated";
    for (const std::string& part : number.parts)
        out += " " + part;
    if (number.numberless) out += " numberless";
    if (number.vicinity) out += " vicinity";
    return out + "|" + number.rest;
}

TEST(HouseNumber, keeps_the_two_systems_apart)
{
    struct Row {
        const char* text;
        const char* read;
    };

    const Row rows[] = {
        {"3番5号",                    "residence 3 5|"                  },
        {"３番５号",                "residence 3 5|"                  },
        {"三番五号",                "residence 3 5|"                  },
        {"3番5-103号",                "residence 3 5 103|"              },
        {"10-103号",                   "residence 10 103|"               },
        {"3番5号 見本ハイツ101", "residence 3 5|見本ハイツ101"},
        {"3番5号101",                 "residence 3 5|101"               },
        {"123番地4",                  "lot 123 4|"                      },
        {"123番地の4",               "lot 123 4|"                      },
        {"123番地ノ４",             "lot 123 4|"                      },
        {"１２３番地",             "lot 123|"                        },
        {"百二十三番地",          "lot 123|"                        },
        {"123番地4の2",              "lot 123 4 2|"                    },
        {"123番地イ",                "lot 123 イ|"                    },
        {"123番地イ号",             "lot 123 イ|"                    },
        {"甲12番地",                 "lot 甲 12|"                     },
        {"12番地先",                 "lot 12 vicinity|"                },
        {"無番地",                   "lot numberless|"                 },
        {"番外地",                   "lot numberless|"                 },
        {"1-2-3",                       "unstated 1 2 3|"                 },
        {"1－2－3",                   "unstated 1 2 3|"                 },
        {"1ー2ー3",                   "unstated 1 2 3|"                 },
        {"1の2",                       "unstated 1 2|"                   },
        {"123番5",                     "unstated 123 5|"                 },
        {"3番",                        "unstated 3|"                     },
        {"007",                         "unstated 7|"                     },
        {"1-2-A棟",                    "unstated 1 2|A棟"               },
        {"3-5-101号室",               "unstated 3 5 101|号室"         },
        {"1番館",                     "unstated 1|番館"               },
        {"1-2 見本荘 3号室",       "unstated 1 2|見本荘 3号室"  },
        {"見本ビル",                "unstated|見本ビル"           },
        {"Aビル",                     "unstated|Aビル"                },
        {"",                            "unstated|"                       },
        {"99999999999999",              "unstated|99999999999999"         },
    };
    for (const Row& row : rows) {
        const HouseNumber number = parse_house_number(row.text);
        EXPECT_EQ(show(number), row.read) << row.text;
        EXPECT_EQ(number.written, row.text);
    }
}

TEST(HouseNumber, is_found_behind_the_name_of_the_town)
{
    struct Row {
        const char* line;
        const char* number;
    };

    const Row rows[] = {
        {"本町三丁目５番６号", "５番６号"},
        {"本町3丁目5-6",            "5-6"         },
        {"大字八潮123番地",       "123番地"   },
        {"三郷一丁目1番",         "1番"        },
        {"八潮",                      ""            },
        {"大字三輪十二番地",    "十二番地"},
        {"字山下無番地",          "無番地"   },
        {"",                            ""            },
    };
    for (const Row& row : rows) {
        const std::string_view line = row.line;
        EXPECT_EQ(line.substr(find_house_number(line)), row.number) << row.line;
    }
}

TEST(HouseNumber, sorts_in_the_order_of_the_blocks)
{
    const char* const in_order[] = {
        "1番1号", "1番2号", "1番10号", "2番1号", "2-1-2", "9番", "10番", "10番地の2", "123番地イ", "無番地"};
    for (std::size_t i = 1; i < std::size(in_order); ++i)
        EXPECT_LT(parse_house_number(in_order[i - 1]).sort_key(), parse_house_number(in_order[i]).sort_key())
            << in_order[i - 1] << " " << in_order[i];
    EXPECT_EQ(parse_house_number("三番五号").sort_key(), parse_house_number("３-５").sort_key());
    EXPECT_LT(parse_house_number("3番5号101").sort_key(), parse_house_number("3番5号1001").sort_key());
}

TEST(AddressOrder, counts_chome_but_leaves_names_alone)
{
    const char* const in_order[] = {
        "本町一丁目9番", "本町一丁目10番", "本町二丁目1番", "本町九丁目", "本町十丁目", "本町十一丁目"};
    for (std::size_t i = 1; i < std::size(in_order); ++i)
        EXPECT_LT(address_sort_key(in_order[i - 1]), address_sort_key(in_order[i])) << in_order[i];
    EXPECT_EQ(address_sort_key("本町二丁目３－４"), address_sort_key("本町2丁目3-4"));
    EXPECT_NE(address_sort_key("三郷"), address_sort_key("3郷"));
    EXPECT_EQ(address_sort_key("三郷"), "三郷");
}

RC_GTEST_PROP(HouseNumber, never_alters_what_was_written, (const std::string& bytes))
{
    const HouseNumber number = parse_house_number(bytes);
    RC_ASSERT(number.written == bytes);
    RC_ASSERT(bytes.ends_with(number.rest));
    RC_ASSERT(find_house_number(bytes) <= bytes.size());
}

RC_GTEST_PROP(HouseNumber, sorts_blocks_as_numbers, ())
{
    const auto number = rc::gen::inRange(1, 2000);
    const std::array<int, 2> a{*number, *number};
    const std::array<int, 2> b{*number, *number};
    const auto key = [](const std::array<int, 2>& n) {
        return parse_house_number(std::to_string(n[0]) + "番" + std::to_string(n[1]) + "号").sort_key();
    };
    RC_ASSERT((key(a) < key(b)) == (a < b));
}

}  // namespace
}  // namespace junkai
