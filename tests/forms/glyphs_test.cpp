// SPDX-License-Identifier: Apache-2.0
// Names are printed exactly as entered (traps 18 to 20): each character from a font that holds its variation;
// what no font holds is printed as base glyph or 〓, and a note says so.
#include "forms/tools.h"

#include "forms/faces.h"
#include "forms/text.h"

#include <gmock/gmock.h>

namespace junkai::forms::test {
namespace {

using domain::forms::Typeface;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Paragraph shape_one(std::string_view text)
{
    const Span span{text, false, false};
    return shape(FaceSet{fonts()->files()}, Typeface::Mincho, {&span, 1});
}

/// The first glyph by its outline, since faces number their glyphs as they like.
std::string outline_of(std::string_view text)
{
    const Paragraph paragraph = shape_one(text);
    cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_A8, 128, 128);
    cairo_t* cr = cairo_create(image);
    cairo_set_font_face(cr, paragraph.clusters.front().face->drawer());
    cairo_set_font_size(cr, 110);
    const cairo_glyph_t glyph = {paragraph.glyphs.front().id, 9, 105};
    cairo_show_glyphs(cr, &glyph, 1);
    cairo_destroy(cr);
    cairo_surface_flush(image);
    const std::string pixels(reinterpret_cast<const char*>(cairo_image_surface_get_data(image)),
                             static_cast<std::size_t>(cairo_image_surface_get_stride(image)) * 128);
    cairo_surface_destroy(image);
    return pixels;
}

TEST(Glyphs, AVariationSequenceIsAnotherGlyphThanItsBase)
{
    struct Row {
        const char* what;
        const char* variation;
        const char* base;
        bool in_mincho;
    };

    const Row rows[] = {
        {"葛 with E0102, only in IPAmj",      "葛\U000E0102", "葛", true },
        {"葛 with E0100, only in Noto Serif", "葛\U000E0100", "葛", false},
        {"邉 with E0107, only in Noto Serif", "邉\U000E0107", "邉", false},
        {"邊 with E0105, only in Noto Serif", "邊\U000E0105", "邊", false},
        {"辻 with E0102, only in IPAmj",      "辻\U000E0102", "辻", true },
    };
    const FontFiles& files = fonts()->files();
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const Paragraph paragraph = shape_one(row.variation);
        ASSERT_EQ(paragraph.clusters.size(), 1U);
        ASSERT_EQ(paragraph.glyphs.size(), 1U);
        EXPECT_THAT(paragraph.notes, IsEmpty());
        EXPECT_EQ(paragraph.clusters.front().face == files.mincho_common.get(), row.in_mincho);
        const Paragraph plain = shape_one(row.base);
        if (plain.clusters.front().face == paragraph.clusters.front().face) {
            EXPECT_NE(paragraph.glyphs.front().id, plain.glyphs.front().id);
        }
        EXPECT_NE(outline_of(row.variation), outline_of(row.base));
    }
}

TEST(Glyphs, TheNameTextKeepsItsSelectorInThePdf)
{
    const Loaded loaded = load(card_folder());
    const PdfFile pdf(loaded.print("ordinary"));
    const std::string text = pdf.text(1);
    EXPECT_THAT(text, HasSubstr("葛\U000E0100西 𠮷郎"));
    EXPECT_THAT(text, HasSubstr("葛\U000E0102西 真理"));
    EXPECT_THAT(text, HasSubstr("渡邉\U000E0107 髙彦"));
}

TEST(Glyphs, WhatNoFontHoldsIsNoted)
{
    struct Row {
        const char* what;
        std::string text;
        const char* code_points;
        bool base_printed;
    };

    const Row rows[] = {
        {"a variation that no font has",      "見\U000E01EF", "U+898B U+E01EF", true },
        {"a private character (外字)",      "\uE123",        "U+E123",         false},
        {"a private character of plane 15",   "\U000F0000",    "U+F0000",        false},
        {"an ideograph newer than the fonts", "\U0003134A",    "U+3134A",        false},
        {"a script the fonts do not have",    "ܐ",            "U+0710",         false},
        {"a mark that the font cannot set",   "漢\u0710",     "U+0710",         false},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const Paragraph paragraph = shape_one(row.text);
        ASSERT_EQ(paragraph.notes.size(), 1U);
        EXPECT_EQ(paragraph.notes.front().code_points, row.code_points);
        EXPECT_EQ(paragraph.notes.front().base_printed, row.base_printed);
        EXPECT_EQ(paragraph.clusters.back().geta, !row.base_printed);
    }
}

TEST(Glyphs, CommonCharactersNeedNoNote)
{
    for (const char* text : {"𠮷",
                             "髙﨑",
                             "\uFA10",
                             "が",
                             "か\u3099",
                             "Nguyễn Văn An",
                             "①ⅣⅫ㈱",
                             "〆ヶ々",
                             "Ｆ４０１",
                             "ﾊﾟｰﾄ",
                             "José",
                             "김철수",
                             "a\u200Db"})
        EXPECT_THAT(shape_one(text).notes, IsEmpty()) << text;
}

TEST(Glyphs, TheCardCarriesMarkAndNote)
{
    const Loaded loaded = load(card_folder());
    const PdfFile pdf(loaded.print("twelve-persons"));
    const std::string text = pdf.text(3);
    EXPECT_THAT(text, HasSubstr("〓本 九太"));
    EXPECT_THAT(text, HasSubstr("※1〔外字 U+E123〕書体にない文字のため〓で印字"));
    EXPECT_THAT(text, HasSubstr("※2〔異体字 U+898B U+E01EF〕書体にない字形のため基本の字形で印字"));
}

TEST(Glyphs, ACharacterAsPeopleCountIt)
{
    EXPECT_EQ(count_characters("葛\U000E0100西"), 2U);
    EXPECT_EQ(count_characters("か\u3099"), 1U);
    EXPECT_EQ(count_characters(""), 0U);
}

}  // namespace
}  // namespace junkai::forms::test
