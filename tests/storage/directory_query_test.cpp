// SPDX-License-Identifier: Apache-2.0
#include "base/text/fold.h"
#include "storage/cards/packing.h"
#include "storage/directory/page.h"
#include "storage/directory/query.h"

#include <gmock/gmock.h>
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

/// A cell of version 1 with one key.
Bytes cell_with(KeyKind kind, const std::string& key, std::uint32_t serial)
{
    cards::Packer out;
    out.number(1);
    out.number(serial);
    out.text("");
    out.text("");
    out.number(kind == KeyKind::Name ? 1 : 0);
    if (kind == KeyKind::Name) {
        out.text(key);
        out.text(key);
    }
    out.number(kind == KeyKind::Reading ? 1 : 0);
    if (kind == KeyKind::Reading) out.text(key);
    out.number(kind == KeyKind::Phone ? 1 : 0);
    if (kind == KeyKind::Phone) out.text(key);
    return out.take().reveal();
}

/// One card a key, numbered from 0, with the serials from 1.
Page page_of(const std::vector<std::pair<KeyKind, std::string>>& keys)
{
    PageBuilder builder(keys.size());
    std::uint32_t serial = 1;
    cards::SearchCell decoded;
    for (const auto& [kind, key] : keys) {
        const Bytes bytes = cell_with(kind, key, serial++);
        cards::decode_search_cell(bytes, decoded);
        const std::string address = kind == KeyKind::Address ? key : "";
        builder.add({domain::CardId(Uuid{}), domain::UnitId(Uuid{})}, bytes, decoded, {}, address);
    }
    return builder.build();
}

using Cards = std::vector<CardAt>;

/// By the index where it can tell alone, else by the index and the cards; the cards must agree.
Cards find(const Page& page, KeyKind kind, std::string_view word, std::optional<Fit> only = {})
{
    const Query query = read_query(word);
    Cards out;
    if (query.words.empty()) return out;
    for (const Needle& needle : needles_of(query.words.front())) {
        if (needle.kind != kind) continue;
        for (const auto& list : page.candidates(needle))
            for (const CardAt at : list) {
                Page::Asked card{.at = at};
                const auto fit = page.fit_of(needle, card);
                if (fit && (!only || *fit == *only)) out.push_back(at);
            }
        std::ranges::sort(out);
        out.erase(std::unique(out.begin(), out.end()), out.end());
        Cards listed;
        for (const Fit fit : kFits)
            if (needle.is_pair && (!only || fit == *only)) {
                const auto list = page.candidates(needle)[static_cast<std::size_t>(fit)];
                listed.insert(listed.end(), list.begin(), list.end());
            }
        std::ranges::sort(listed);
        listed.erase(std::unique(listed.begin(), listed.end()), listed.end());
        if (needle.is_pair && !only) {
            EXPECT_EQ(listed, out) << word;
        }
    }
    return out;
}

TEST(DirectoryPage, finds_what_a_scan_would_find)
{
    const Page page = page_of({
        {KeyKind::Name,    "渡辺高彦"   },
        {KeyKind::Name,    "佐佐木佐佐"},
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

TEST(DirectoryPage, tells_how_well_a_word_fits)
{
    const Page page = page_of({
        {KeyKind::Name,    "辺見"               },
        {KeyKind::Name,    "辺見高"            },
        {KeyKind::Name,    "渡辺見高"         },
        {KeyKind::Reading, "へんみ"            },
        {KeyKind::Reading, "へん"               },
        {KeyKind::Reading, "へんみたかし"   },
        {KeyKind::Reading, "わたなべへんみ"},
        {KeyKind::Phone,   "0001"                 },
        {KeyKind::Phone,   "00012"                },
    });
    EXPECT_EQ(find(page, KeyKind::Name, "辺見", Fit::Whole), (Cards{0}));
    EXPECT_EQ(find(page, KeyKind::Name, "辺見", Fit::Begins), (Cards{1}));
    EXPECT_EQ(find(page, KeyKind::Name, "辺見", Fit::Inside), (Cards{2}));
    EXPECT_EQ(find(page, KeyKind::Name, "辺", Fit::Begins), (Cards{0, 1}));
    EXPECT_EQ(find(page, KeyKind::Name, "辺見高", Fit::Whole), (Cards{1}));
    EXPECT_EQ(find(page, KeyKind::Reading, "へん", Fit::Whole), (Cards{4}));
    EXPECT_EQ(find(page, KeyKind::Reading, "へん", Fit::Begins), (Cards{3, 5}));
    EXPECT_EQ(find(page, KeyKind::Reading, "へんみ", Fit::Inside), (Cards{6}));
    EXPECT_EQ(find(page, KeyKind::Phone, "0001", Fit::Whole), (Cards{7}));
    EXPECT_EQ(find(page, KeyKind::Phone, "0001", Fit::Begins), (Cards{8}));
}

TEST(DirectoryPage, finds_a_card_by_its_number)
{
    const Page page = page_of({
        {KeyKind::Name, "辺見"},
        {KeyKind::Name, "高木"}
    });
    const std::string number = domain::CardNo::of_serial(2).str();
    const Query query = read_query(number);
    const Needle needle = needles_of(query.words.front()).front();
    EXPECT_EQ(needle.kind, KeyKind::Serial);
    EXPECT_THAT(page.candidates(needle)[0], testing::ElementsAre(1));
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

// More pairs than the table begins with, and a bucket of every size.
TEST(DirectoryPage, finds_every_pair_of_many)
{
    std::vector<std::pair<KeyKind, std::string>> keys;
    for (char32_t letter = 0x4E00; letter < 0x4E00 + 600; ++letter)
        keys.emplace_back(KeyKind::Name,
                          fold_search_key(to_utf8(std::u32string{letter, letter + 700, letter + 1400})));
    const Page page = page_of(keys);
    for (std::size_t i = 0; i < keys.size(); ++i)
        EXPECT_THAT(find(page, KeyKind::Name, std::string_view(keys[i].second).substr(0, 6)),
                    testing::Contains(i));
}

TEST(DirectoryPage, remembers_a_tag)
{
    const Page page = page_of({
        {KeyKind::Name, "辺見"},
        {KeyKind::Name, "高木"}
    });
    Uuid tag;
    tag.bytes.fill(std::byte{7});
    EXPECT_FALSE(page.tag(1));
    page.remember_tag(1, tag);
    EXPECT_EQ(page.tag(1), tag);
    EXPECT_FALSE(page.tag(0));
}

TEST(DirectoryPage, keeps_what_a_hit_shows)
{
    PageBuilder builder(2);
    cards::SearchCell decoded;
    for (const char* room : {"101", ""}) {
        const Bytes bytes = cell_with(KeyKind::Name, "辺見", 1);
        cards::decode_search_cell(bytes, decoded);
        const PlaceText place{"見本町", "901番1号", room, "見本荘"};
        builder.add(
            {domain::CardId(Uuid{}), domain::UnitId(Uuid{})}, bytes, decoded, place, address_key(place));
    }
    const Page page = builder.build();
    EXPECT_EQ(page.place(0).town, "見本町");
    EXPECT_EQ(page.place(1).town, "見本町");
    EXPECT_EQ(page.place(0).room, "101");
    EXPECT_EQ(page.place(1).address, "901番1号");
    EXPECT_EQ(page.address_key(0), "見本町901番1号101見本荘");
    page.read_cell(1, decoded);
    EXPECT_EQ(decoded.names.front().key, "辺見");
}

TEST(DirectoryPage, of_nothing_finds_nothing)
{
    const Page page = page_of({});
    EXPECT_TRUE(find(page, KeyKind::Name, "辺").empty());
}

}  // namespace
}  // namespace junkai::storage::directory
