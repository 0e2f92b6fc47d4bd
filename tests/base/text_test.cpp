// SPDX-License-Identifier: Apache-2.0
#include "base/text/check.h"
#include "base/text/fold.h"
#include "base/text/grapheme.h"
#include "base/text/sort.h"
#include "base/text/utf8.h"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace junkai {
namespace {

using namespace std::string_literals;

struct VariantRow {
    char32_t from;
    char32_t to;
};

constexpr VariantRow kTable[] = {
#include "base/text/variant_table.inc"
};

/// Text rich in what the folding treats specially, with some of everything else.
std::string any_japanese()
{
    const auto code_point = rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(0x3040, 0x3100),
                                           rc::gen::inRange<std::uint32_t>(0x3099, 0x309B),
                                           rc::gen::inRange<std::uint32_t>(0xFF61, 0xFFA0),
                                           rc::gen::inRange<std::uint32_t>(0x4E00, 0xA000),
                                           rc::gen::inRange<std::uint32_t>(0xF900, 0xFB00),
                                           rc::gen::inRange<std::uint32_t>(0xE0100, 0xE0110),
                                           rc::gen::inRange<std::uint32_t>(0x20, 0x180),
                                           rc::gen::inRange<std::uint32_t>(0x3000, 0x3040),
                                           rc::gen::inRange<std::uint32_t>(0, 0x11000));
    std::string out;
    for (const std::uint32_t c : *rc::gen::container<std::vector<std::uint32_t>>(code_point))
        append_utf8(out, c);
    return out;
}

TEST(Utf8, knows_the_borders_of_well_formed_sequences)
{
    struct Row {
        std::string text;
        std::size_t first_invalid;
    };

    const std::size_t none = std::string::npos;
    const Row rows[] = {
        {"",                 none},
        {"a\x7F",            none},
        {"\xC2\x80",         none},
        {"a\xC1\xBF",        1   }, // over-long
        {"\xC0\x80",         0   }, // over-long NUL
        {"\xE0\xA0\x80",     none},
        {"\xE0\x9F\xBF",     0   }, // over-long
        {"\xED\x9F\xBF",     none}, // U+D7FF
        {"\xED\xA0\x80",     0   }, // U+D800
        {"\xEE\x80\x80",     none}, // U+E000
        {"\xF0\x90\x80\x80", none},
        {"\xF0\x8F\xBF\xBF", 0   }, // over-long
        {"\xF4\x8F\xBF\xBF", none},
        {"\xF4\x90\x80\x80", 0   }, // beyond U+10FFFF
        {"\xF5\x80\x80\x80", 0   },
        {"ab\x80",           2   },
        {"\xE3\x81",         0   }, // cut off
        {"\xE3\x81\x41",     0   },
        {"渡\xFF",          3   },
        {"a\0b"s,            none},
    };
    for (const Row& row : rows)
        EXPECT_EQ(first_invalid_utf8(row.text), row.first_invalid) << row.text;
    EXPECT_EQ(to_utf8(to_utf32("渡\xFF邉")), "渡\uFFFD邉");
}

RC_GTEST_PROP(Utf8, code_points_come_back, ())
{
    const std::string text = any_japanese();
    RC_ASSERT(is_valid_utf8(text));
    RC_ASSERT(to_utf8(to_utf32(text)) == text);
}

RC_GTEST_PROP(Utf8, whatever_the_bytes_the_walk_ends_in_valid_text, (const std::string& bytes))
{
    RC_ASSERT(is_valid_utf8(to_utf8(to_utf32(bytes))));
}

TEST(Grapheme, a_kanji_with_its_variation_selector_is_one_character)
{
    struct Row {
        const char* text;
        std::size_t count;
        const char* first_two;
    };

    const Row rows[] = {
        {"",                       0, ""                   },
        {"田",                    1, "田"                },
        {"渡辺太郎",           4, "渡辺"             },
        {"辻\U000E0101田",       2, "辻\U000E0101田"   },
        {"渡邉\U000E0100さま", 4, "渡邉\U000E0100"   },
        {"𠮷野家",             3, "𠮷野"            },
        {"か\u3099き",           2, "か\u3099き"       },
        {"Nguye\u0302\u0303n",     6, "Ng"                 },
        {"👨‍👩‍👧x",    2, "👨‍👩‍👧x"},
        {"a\r\nb",                 3, "a\r\n"              },
    };
    for (const Row& row : rows) {
        EXPECT_EQ(grapheme_count(row.text), row.count) << row.text;
        EXPECT_EQ(truncate_graphemes(row.text, 2), row.first_two) << row.text;
        EXPECT_EQ(truncate_graphemes(row.text, 100), row.text);
        EXPECT_EQ(truncate_graphemes(row.text, 0), "");
    }
    EXPECT_EQ(first_grapheme_size("辻\U000E0101田"), 7U);
}

TEST(CheckText, names_what_is_wrong)
{
    struct Row {
        std::string text;
        const char* problem;
    };

    const Row rows[] = {
        {"渡邉\U000E0100太郎",          ""                        },
        {"１２３４５６７８９０",  ""                        },
        {"１２３４５６７８９０1", "text.too_long"           },
        {"渡\xFF",                         "text.invalid_utf8"       },
        {"\xED\xA0\x80",                    "text.invalid_utf8"       },
        {"a\tb",                            "text.control_character"  },
        {"a\nb",                            "text.control_character"  },
        {"a\u0085",                         "text.control_character"  },
        {"a\u2028",                         "text.control_character"  },
        {"a\0b"s,                           "text.control_character"  },
        {"a\u202Eb",                        "text.bidi_control"       },
        {"a\u2066b",                        "text.bidi_control"       },
        {"a\u200Eb",                        "text.bidi_control"       },
        {"a\u200Bb",                        "text.invisible_character"},
        {"\uFEFFa",                         "text.invisible_character"},
        {"a\u00ADb",                        "text.invisible_character"},
        {"a\U000E0041",                     "text.invisible_character"},
        {"\u3164",                          "text.invisible_character"},
        {"\uE000",                          "text.private_use"        },
        {"\U000F0000",                      "text.private_use"        },
        {"\uFFFE",                          "text.not_a_character"    },
        {"\u0645\u06CC\u200C\u062E",        ""                        }, // ZWNJ belongs to Persian
        {"👨‍👩‍👧",              ""                        },
        {"",                                ""                        },
    };
    for (const Row& row : rows) {
        const auto problem = check_text(row.text, 10);
        EXPECT_EQ(problem ? problem->view() : "", row.problem) << row.text;
    }
    EXPECT_FALSE(check_text("a\nb", 10, Lines::Many));
    EXPECT_EQ(check_text("a\rb", 10, Lines::Many)->view(), "text.control_character");
    EXPECT_EQ(check_required_text(" \u3000", 10)->view(), "text.required");
    EXPECT_EQ(check_required_text("", 10)->view(), "text.required");
    EXPECT_FALSE(check_required_text(" a", 10));
    // One letter under a tower of accents is one character for a person and a burden for everybody else.
    std::string tower = "a";
    for (int i = 0; i < 400; ++i)
        tower += "\u0301";
    EXPECT_EQ(check_text(tower, 10)->view(), "text.too_long");
}

TEST(CheckText, kana_fields_take_kana)
{
    for (const char* good : {"わたなべ", "ワタナベ タロウ", "ﾜﾀﾅﾍﾞ", "サトー　ヴィ", "ジョン・スミス"})
        EXPECT_TRUE(is_kana(good)) << good;
    for (const char* wrong : {"", " ", "ー", "渡なべ", "watanabe", "わたなべ1", "わ\xFF"})
        EXPECT_FALSE(is_kana(wrong)) << wrong;
}

TEST(Fold, spellings_of_one_name_share_a_key)
{
    const std::vector<std::vector<const char*>> same = {
        {"渡辺",              "渡邉",                       "渡邊", "渡邉\U000E0100", "渡 辺", "渡　邊"},
        {"斎藤",   "齋藤",                        "斉藤", "齊藤"},
        {"高橋",                     "髙橋",                                            "高槗", "髙𣘺"},
        {"山崎",             "山﨑",            "山嵜"},
        {"吉田",              "𠮷田"               },
        {"小島",            "小嶋",                                          "小嶌"},
        {"桑原", "桒原"           },
        {"田淵",              "田渕"                     },
        {"昇",              "曻"                        },
        {"浜田",                     "濱田",                                            "濵田"},
        {"金沢",                     "金澤"                                },
        {"桜井",                     "櫻井"                         },
        {"広瀬",                     "廣瀬",                    "廣瀨"},
        {"土屋",             "圡屋"},
        {"神田","\uFA19田"},
        {"福","\uFA1B"},
        {"佐々木","佐佐木"},
        {"龍ケ崎",              "竜ヶ崎",                        "龍ヶ﨑"},
        {"ワタナベ",              "わたなべ",                                         "ﾜﾀﾅﾍﾞ", "わたなへ\u3099"},
        {"きゃっと",                 "キャット",                                               "きやつと"},
        {"サトー",           "さと",                                      "ｻﾄｰ"},
        {"ヴァイオレット",           "バイオレット",                 "ばいおれつと"},
        {"みすゞ",                     "みすず"                                     },
        {"ちゞみ",    "ちぢみ"},
        {"JOHN SMITH",        "john smith",        "ＪｏｈｎＳｍｉｔｈ"},
        {"ジョン・スミス",                     "じょんすみす",                                         "ジョン＝スミス"},
        {"1-2-3",          "１－２－３",   "1ー2ー3", "1‐2―3", "1−2−3"},
        {"コーポ101","コ ーポ１０１"},
    };
    std::vector<std::string> keys;
    for (const auto& group : same) {
        keys.push_back(fold_search_key(group.front()));
        for (const char* text : group)
            EXPECT_EQ(fold_search_key(text), keys.back()) << text;
    }
    std::sort(keys.begin(), keys.end());
    EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end()) << "two groups fell together";
}

TEST(Fold, different_names_stay_apart)
{
    const char* const pairs[][2] = {
        {"佑", "祐"},
        {"后", "後"},
        {"裕", "祐"},
        {"太", "汰"},
        {"坂", "阪"},
        {"畑", "畠"},
        {"岡", "丘"},
        {"川", "河"},
        {"祇", "祗"},
        {"崎", "埼"},
        {"荘", "庄"},
        {"巻", "捲"},
        {"惣", "総"},
        {"鍛", "鍜"},
        {"か", "が"},
        {"は", "ぱ"},
    };
    for (const auto& pair : pairs)
        EXPECT_NE(fold_search_key(pair[0]), fold_search_key(pair[1])) << pair[0] << pair[1];
    // A reading keeps the kanji it may hold.
    EXPECT_NE(fold_kana_key("髙"), fold_kana_key("高"));
    EXPECT_EQ(fold_kana_key("タカハシ"), "たかはし");
}

TEST(Fold, the_committed_table_is_sorted_and_rests_after_one_step)
{
    EXPECT_GT(std::size(kTable), 400U);
    for (std::size_t i = 0; i < std::size(kTable); ++i) {
        if (i > 0) {
            EXPECT_LT(kTable[i - 1].from, kTable[i].from);
        }
        EXPECT_EQ(fold_variant(kTable[i].from), kTable[i].to);
        EXPECT_EQ(fold_variant(kTable[i].to), kTable[i].to) << to_utf8({&kTable[i].to, 1});
        EXPECT_NE(kTable[i].from, kTable[i].to);
    }
}

RC_GTEST_PROP(Fold, twice_is_once, ())
{
    const std::string text = any_japanese();
    const std::string key = fold_search_key(text);
    RC_ASSERT(fold_search_key(key) == key);
    const std::string kana = fold_kana_key(text);
    RC_ASSERT(fold_kana_key(kana) == kana);
    RC_ASSERT(fold_search_key(kana) == key);
}

TEST(Phone, keeps_the_digits)
{
    struct Row {
        const char* text;
        const char* digits;
    };

    const Row rows[] = {
        {"048-000-0000",                         "0480000000"},
        {"０４８（０００）００００", "0480000000"},
        {"+81 48 000 0000",                      "0480000000"},
        {"+81 (0)48-000-0000",                   "0480000000"},
        {"８１",                               "81"        },
        {"なし",                               ""          },
        {"",                                     ""          },
    };
    for (const Row& row : rows)
        EXPECT_EQ(phone_digits(row.text), row.digits) << row.text;
}

TEST(KanaSort, follows_the_japanese_collation_and_puts_missing_readings_last)
{
    const std::vector<std::pair<const char*, const char*>> in_order = {
        {"あい",           ""      },
        {"アイダ",        ""      },
        {"あお",           ""      },
        {"かとう",        ""      },
        {"がとう",        ""      },
        {"きた",           ""      },
        {"さとう あい", ""      },
        {"さとうあ",     ""      },
        {"はやし",        ""      },
        {"ばやし",        ""      },
        {"ぱやし",        ""      },
        {"ひろ",           ""      },
        {"ふぁん",        ""      },
        {"ふあん",        ""      },
        {"ヴ",              ""      },
        {"をだ",           ""      },
        {"んだ",           ""      },
        {"",                 "阿部"},
        {"",                 "加藤"},
        {"",                 "渡辺"},
    };
    // ヴ is a voiced う, so it does not belong where the code points put it.
    std::vector<std::pair<const char*, const char*>> sorted = in_order;
    const auto less = [](const auto& a, const auto& b) {
        return kana_sort_key(a.first, a.second) < kana_sort_key(b.first, b.second);
    };
    std::rotate(sorted.begin(), sorted.begin() + 7, sorted.end());
    std::stable_sort(sorted.begin(), sorted.end(), less);
    const auto place = [&](const char* text) {
        return std::find_if(sorted.begin(),
                            sorted.end(),
                            [&](const auto& row) {
                                return std::string_view(row.first) == text ||
                                       std::string_view(row.second) == text;
                            }) -
               sorted.begin();
    };
    const char* const chains[][3] = {
        {"あい",           "アイダ",    "あお"   },
        {"あお",           "ヴ",          "かとう"},
        {"かとう",        "がとう",    "きた"   },
        {"さとう あい", "さとうあ", "はやし"},
        {"はやし",        "ばやし",    "ぱやし"},
        {"ひろ",           "ふぁん",    "ふあん"},
        {"をだ",           "んだ",       "阿部"   },
        {"阿部",           "加藤",       "渡辺"   },
    };
    for (const auto& chain : chains) {
        EXPECT_LT(place(chain[0]), place(chain[1])) << chain[0] << " " << chain[1];
        EXPECT_LT(place(chain[1]), place(chain[2])) << chain[1] << " " << chain[2];
    }
    EXPECT_EQ(kana_sort_key("ワタナベ"), kana_sort_key("わたなべ"));
}

TEST(NaturalOrder, rooms_come_as_one_walks_past_them)
{
    const std::vector<std::string> in_order = {"",
                                               "1",
                                               "2",
                                               "３",
                                               "10",
                                               "99",
                                               "101",
                                               "101A",
                                               "101b",
                                               "１０２",
                                               "1001",
                                               "1F",
                                               "2F",
                                               "A101",
                                               "a1001",
                                               "ア1",
                                               "ア2",
                                               "ア10"};
    // "1F" is a number and a letter, so it stands behind "1" and before "2".
    std::vector<std::string> expected = in_order;
    std::sort(expected.begin(), expected.end(), natural_less);
    const auto before = [&](const char* a, const char* b) {
        return std::find(expected.begin(), expected.end(), a) <
               std::find(expected.begin(), expected.end(), b);
    };
    const char* const pairs[][2] = {
        {"",          "1"        },
        {"1",         "1F"       },
        {"1F",        "2"        },
        {"2",         "2F"       },
        {"2F",        "３"      },
        {"３",       "10"       },
        {"99",        "101"      },
        {"101",       "101A"     },
        {"101A",      "101b"     },
        {"101b",      "１０２"},
        {"１０２", "1001"     },
        {"1001",      "A101"     },
        {"A101",      "a1001"    },
        {"a1001",     "ア1"     },
        {"ア1",      "ア2"     },
        {"ア2",      "ア10"    }
    };
    for (const auto& pair : pairs)
        EXPECT_TRUE(before(pair[0], pair[1])) << pair[0] << " " << pair[1];
    EXPECT_TRUE(natural_less("007", "8"));
    EXPECT_TRUE(natural_less("007", "07") != natural_less("07", "007"));
    EXPECT_EQ(natural_key("０07号"), natural_key("7号"));
    EXPECT_TRUE(natural_less(std::string(200, '9'), "1" + std::string(200, '0')));
}

RC_GTEST_PROP(NaturalOrder, is_a_total_order, ())
{
    const auto text = rc::gen::container<std::string>(rc::gen::element('0', '1', '2', '9', 'A', '-', ' '));
    const std::array<std::string, 4> rows{*text, *text, *text, *text};
    for (const std::string& a : rows) {
        RC_ASSERT(!natural_less(a, a));
        RC_ASSERT(is_valid_utf8(natural_key(a)));
        for (const std::string& b : rows) {
            RC_ASSERT(a == b || natural_less(a, b) != natural_less(b, a));
            for (const std::string& c : rows)
                if (natural_less(a, b) && natural_less(b, c)) RC_ASSERT(natural_less(a, c));
        }
    }
}

}  // namespace
}  // namespace junkai
