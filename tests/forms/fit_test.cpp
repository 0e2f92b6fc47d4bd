// SPDX-License-Identifier: Apache-2.0
#include "forms/tools.h"

#include "forms/faces.h"
#include "forms/fit.h"
#include "forms/ticks.h"

#include <gmock/gmock.h>

namespace junkai::forms::test {
namespace {

using domain::forms::Style;
using domain::forms::Typeface;

Paragraph shape_one(std::string_view text)
{
    const Span span{text, false, false};
    return shape(FaceSet{fonts()->files()}, Typeface::Mincho, {&span, 1});
}

std::vector<std::string> lines_of(std::string_view text, double width_em)
{
    const Paragraph paragraph = shape_one(text);
    std::vector<std::string> lines;
    for (const Line& line : break_lines(paragraph, width_em)) {
        std::string& out = lines.emplace_back();
        for (std::size_t i = line.first; i < line.last; ++i)
            out += paragraph.text.substr(paragraph.clusters[i].text_begin, paragraph.clusters[i].text_length);
    }
    return lines;
}

TEST(BreakLines, FollowsTheRulesOfJapanese)
{
    using Lines = std::vector<std::string>;

    struct Row {
        const char* what;
        const char* text;
        double width;
        Lines lines;
    };

    const Row rows[] = {
        {"all on one line",                    "巡回連絡",               4, {"巡回連絡"}                  },
        {"one too many",                       "巡回連絡簿",            4, {"巡回連絡", "簿"}           },
        {"no full stop at the start",          "巡回連絡。次",         4, {"巡回連", "絡。次"}        },
        {"no opening bracket at the end",      "巡回連（絡）",         4, {"巡回連", "（絡）"}        },
        {"a word stays whole",                 "巡回 Police",              4, {"巡回", "Police"}              },
        {"a word longer than the line is cut", "巡回Superintendent",       4, {"巡回", "Superin", "tendent"}  },
        {"a new line is kept",                 "巡回\n連絡",             4, {"巡回", "連絡"}              },
        {"an empty line is kept",              "巡回\n\n連絡",           4, {"巡回", "", "連絡"}          },
        {"a variation is not torn",            "葛\U000E0100葛\U000E0100", 1, {"葛\U000E0100", "葛\U000E0100"}},
        {"nothing",                            "",                           4, {""}                              },
    };
    for (const Row& row : rows)
        EXPECT_EQ(lines_of(row.text, row.width), row.lines) << row.what;
}

TEST(Fit, ShrinksThenWrapsThenGivesUp)
{
    Style name;
    name.size_pt = 12;
    name.min_pt = 8;
    name.leading = 1.1;

    struct Row {
        const char* what;
        const char* text;
        double size;
        std::size_t lines;
        bool complete;
    };

    // A box of 120 by 20 points: ten characters of 12 points on a line.
    const Row rows[] = {
        {"fits as it is",                            "一二三四五六七八九十",                                               12,    1, true},
        {"one more: a little smaller",               "一二三四五六七八九十一",                                            10.75, 1, true},
        {"fifteen: just the smallest",               "一二三四五六七八九十一二三四五",                                8,     1, true},
        {"sixteen: two lines of the size that fits", "一二三四五六七八九十一二三四五六",                             9.5,   2, true},
        {"far too long",
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
         "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
         4,                                                                                                                                 4,
         true                                                                                                                                      },
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const Fitted fitted = fit(shape_one(row.text), 120, 20, name);
        EXPECT_DOUBLE_EQ(fitted.size_pt, row.size);
        EXPECT_EQ(fitted.lines.size(), row.lines);
        EXPECT_EQ(fitted.complete, row.complete);
    }
    std::string endless;
    for (int i = 0; i < 1000; ++i)
        endless += "字";
    EXPECT_FALSE(fit(shape_one(endless), 120, 20, name).complete);
}

TEST(Ticks, OneLineIfItCanElseAsManyAsFit)
{
    domain::forms::Place place;
    place.box = {0, 0, 60, 8};
    place.style.size_pt = 7;
    place.style.min_pt = 6;
    const std::vector<double> short_ones(4, 5.0);
    const std::vector<double> long_ones(8, 5.0);
    for (const auto& spots = place_ticks(short_ones, 0, place); const TickSpot& spot : spots)
        EXPECT_DOUBLE_EQ(spot.baseline, spots.front().baseline);
    const auto wrapped = place_ticks(long_ones, 0, place);
    EXPECT_GT(wrapped.back().baseline, wrapped.front().baseline);
    const auto columns = place_ticks(long_ones, 4, place);
    EXPECT_DOUBLE_EQ(columns[0].x, columns[4].x);
    EXPECT_GT(columns[4].baseline, columns[3].baseline);
}

}  // namespace
}  // namespace junkai::forms::test
