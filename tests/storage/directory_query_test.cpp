// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/page.h"
#include "storage/directory/query.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace junkai::storage::directory {
namespace {

struct Row {
    const char* words;
    /// Reasons in order, "variant 邉＝辺" with its note; empty when the card is not found.
    std::vector<std::string> why;
    const char* what;
};

std::string text_of(const Reason& reason)
{
    static constexpr const char* kWords[] = {"name", "variant", "kana", "address", "phone", "card_no"};
    const std::string note = reason.note.reveal();
    return kWords[static_cast<int>(reason.kind)] + (note.empty() ? "" : " " + note);
}

cards::SearchCell cell()
{
    cards::SearchCell out;
    out.serial = 123;
    out.names = {
        {"渡邉\U000E0107髙彦", "渡辺高彦"},
        {"Maria Santos",           "mariasantos" }
    };
    out.readings = {"わたなべたかひこ", "たかひこ"};
    out.phones = {"0001112222"};
    return out;
}

// [clause 5-3(1)] The index finds a card by what is written on it, folded; never by less.
TEST(DirectoryQuery, says_why_a_card_fits)
{
    const std::string number = domain::CardNo::of_serial(123).str();
    const Row rows[] = {
        {"渡邉\U000E0107髙彦",  {"name"},                                             "as written"                              },
        {"渡邉髙彦",            {"variant 邉\U000E0107＝邉"},                      "another glyph of the same letter (IVS)"  },
        {"渡辺",                  {"variant 邉\U000E0107＝辺"},                      "the new form"                            },
        {"渡邊高",               {"variant 邉\U000E0107＝邊、髙＝高"},          "two letters otherwise"                   },
        {"辺高",                  {"variant 邉\U000E0107＝辺、髙＝高"},          "two letters from the middle"             },
        {"渡部",                  {},                                                   "another name"                            },
        {"わたなべ",            {"kana"},                                             "the beginning of the reading"            },
        {"ワタナベ",            {"kana"},                                             "katakana"                                },
        {"ﾜﾀ",                  {"kana"},                                             "half width, two letters"                 },
        {"なべ",                  {},                                                   "two letters from the middle fit too many"},
        {"なべた",               {"kana"},                                             "three letters from the middle"           },
        {"たかひこ",            {"kana"},                                             "the given name"                          },
        {"maria",                   {"name"},                                             "a Latin name in another case"            },
        {"一丁目９０１",      {"address"},                                          "a part of the address, full width"       },
        {"目",                     {},                                                   "one letter of an address"                },
        {"000-111-2222",            {"phone"},                                            "a telephone number"                      },
        {"2222",                    {"phone"},                                            "its last four digits"                    },
        {"222",                     {},                                                   "three digits"                            },
        {number.c_str(),            {"card_no"},                                          "the number of the card"                  },
        {"渡辺 見本町",        {"variant 邉\U000E0107＝辺", "address"},           "both words"                              },
        {"渡辺　高彦",         {"variant 邉\U000E0107＝辺", "variant 髙＝高"}, "a wide space"                            },
        {"渡辺 佐藤",           {},                                                   "one word does not fit"                   },
        {"",                        {},                                                   "nothing"                                 },
        {" 　",                    {},                                                   "spaces only"                             },
        {"あ い う え お か", {},                                                   "more than five words"                    },
    };
    const std::string address = address_key({"見本町一丁目", "901番1号", "", ""});
    for (const Row& row : rows) {
        const Query query = read_query(row.words);
        std::vector<std::string> why;
        if (!query.words.empty())
            for (const Reason& reason : reasons(query, cell(), address))
                why.push_back(text_of(reason));
        EXPECT_EQ(why, row.why) << row.what;
    }
}

TEST(DirectoryQuery, reads_a_card_number_with_its_check_digit)
{
    const std::string number = domain::CardNo::of_serial(123).str();
    std::string wrong = number;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    EXPECT_TRUE(read_query(number).words[0].card_no);
    EXPECT_FALSE(read_query(wrong).words[0].card_no);
}

TEST(DirectoryQuery, writes_the_town_once)
{
    EXPECT_EQ(address_key({"見本町", "見本町1番", "", ""}), address_key({"見本町", "1番", "", ""}));
    EXPECT_NE(address_key({"見本町", "1番", "101", "見本荘"}), address_key({"見本町", "1番", "", ""}));
}

Page page_of(const std::vector<std::pair<KeyKind, std::string>>& keys)
{
    PageBuilder builder(keys.size());
    std::uint32_t serial = 1;
    for (const auto& [kind, key] : keys) {
        builder.add_card({domain::CardId(Uuid{}), domain::UnitId(Uuid{}), serial++});
        builder.add_key(kind, key);
    }
    return builder.build();
}

std::vector<std::uint32_t> find(const Page& page, KeyKind kind, std::string_view word)
{
    std::vector<Match> matches;
    page.find(kind, word, matches);
    std::vector<std::uint32_t> out;
    for (const Match& match : matches)
        out.push_back(match.card);
    std::ranges::sort(out);
    return out;
}

TEST(DirectoryPage, finds_what_a_scan_would_find)
{
    const Page page = page_of({
        {KeyKind::Name,    "渡辺高彦"   },
        {KeyKind::Name,    "佐々木佐々"},
        {KeyKind::Name,    "辺見高"      },
        {KeyKind::Reading, "わたなべ"   },
        {KeyKind::Reading, "わだ"         },
        {KeyKind::Reading, "かわた"      },
        {KeyKind::Phone,   "0001112222"     },
        {KeyKind::Phone,   "2222000111"     },
        {KeyKind::Address, "見本町1番"  },
        {KeyKind::Name,    ""               },
        {KeyKind::Name,    "\U000280E9"     },
    });
    using Cards = std::vector<std::uint32_t>;
    EXPECT_EQ(find(page, KeyKind::Name, "辺"), (Cards{0, 2}));
    EXPECT_EQ(find(page, KeyKind::Name, "辺高"), (Cards{0}));
    EXPECT_EQ(find(page, KeyKind::Name, "佐々"), (Cards{1})) << "twice in one name is one hit";
    EXPECT_EQ(find(page, KeyKind::Name, "\U000280E9"), (Cards{10})) << "beyond the basic plane";
    EXPECT_EQ(find(page, KeyKind::Reading, "わた"), (Cards{3})) << "two letters must begin";
    EXPECT_EQ(find(page, KeyKind::Reading, "わ"), (Cards{3, 4}));
    EXPECT_EQ(find(page, KeyKind::Reading, "かわた"), (Cards{5}));
    EXPECT_EQ(find(page, KeyKind::Phone, "2222"), (Cards{6, 7}));
    EXPECT_EQ(find(page, KeyKind::Phone, "222200"), (Cards{7}));
    EXPECT_EQ(find(page, KeyKind::Phone, "222"), (Cards{}));
    EXPECT_EQ(find(page, KeyKind::Address, "町1"), (Cards{8}));
    EXPECT_EQ(find(page, KeyKind::Address, "渡辺"), (Cards{})) << "kinds are kept apart";
    EXPECT_EQ(find(page, KeyKind::Name, ""), (Cards{}));
}

TEST(DirectoryPage, cuts_an_endless_key_between_letters)
{
    std::string key;
    for (int i = 0; i < 400; ++i)
        key += "寿";
    const Page page = page_of({
        {KeyKind::Name, key + "限"}
    });
    EXPECT_EQ(find(page, KeyKind::Name, "寿寿").size(), 1U);
    EXPECT_TRUE(find(page, KeyKind::Name, "限").empty());
}

TEST(DirectoryPage, of_nothing_finds_nothing)
{
    const Page page = page_of({});
    EXPECT_TRUE(find(page, KeyKind::Name, "辺").empty());
}

}  // namespace
}  // namespace junkai::storage::directory
