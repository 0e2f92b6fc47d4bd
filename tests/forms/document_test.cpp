// SPDX-License-Identifier: Apache-2.0
#include "forms/tools.h"

#include "base/errors.h"
#include "forms/text.h"

#include <gmock/gmock.h>

#include <sstream>
#include <thread>

namespace junkai::forms::test {
namespace {

using domain::forms::FieldDef;
using domain::forms::FormData;
using domain::forms::Need;
using testing::HasSubstr;
using testing::Not;

TEST(Document, IsCleanAndItsFontsAreEmbeddedAndSubset)
{
    for (const auto& folder : form_folders()) {
        const Loaded loaded = load(folder);
        for (const profile::FormSample& sample : loaded.samples.samples) {
            SCOPED_TRACE(folder.string() + " " + sample.name);
            const PdfFile pdf(loaded.print(sample.name));
            const Ran checked = run("qpdf --check " + pdf.path());
            EXPECT_EQ(checked.status, 0) << checked.output;
            EXPECT_THAT(checked.output, HasSubstr("No syntax or stream encoding errors"));
            EXPECT_THAT(checked.output, Not(HasSubstr("WARNING")));

            // name, type, encoding, emb, sub, uni: the three columns say yes for each font.
            std::istringstream lines(run("pdffonts " + pdf.path()).output);
            std::string line;
            int fonts_seen = 0;
            std::getline(lines, line);
            std::getline(lines, line);
            while (std::getline(lines, line)) {
                ++fonts_seen;
                EXPECT_THAT(line, HasSubstr("yes yes yes"));
            }
            EXPECT_GE(fonts_seen, 2);
        }
    }
}

TEST(Document, SameInputGivesSameBytesWhateverWasPrintedBefore)
{
    const Loaded first = load(card_folder());
    const Bytes before = first.print("ordinary");
    first.print("twelve-persons");
    EXPECT_EQ(before, first.print("ordinary"));

    const auto other_fonts = std::make_shared<Fonts>();
    const profile::FormSample& sample = first.sample("ordinary");
    EXPECT_EQ(before, Form(first.layout, other_fonts).print(sample.data, sample.stamp).reveal());
    EXPECT_EQ(before, render(first.layout, sample.data, sample.stamp).reveal());
}

TEST(Document, ThreadsThatShareFontsPrintTheSameBytes)
{
    const Loaded loaded = load(card_folder());
    const Bytes alone = loaded.print("ordinary");
    std::vector<Bytes> printed(4);
    std::vector<std::thread> threads;
    for (Bytes& out : printed)
        threads.emplace_back([&] { out = loaded.print("ordinary"); });
    for (std::thread& thread : threads)
        thread.join();
    for (const Bytes& out : printed)
        EXPECT_EQ(out, alone);
}

TEST(Document, TellsTitleLanguageAndTheTimeOfPrintOnly)
{
    const Loaded loaded = load(card_folder());
    const PdfFile pdf(loaded.print("ordinary"));
    const std::string info = run("pdfinfo -isodates " + pdf.path()).output;
    EXPECT_THAT(info, HasSubstr("巡回連絡カード（世帯用）"));
    EXPECT_THAT(info, HasSubstr("CreationDate:    2026-11-23T14:05:00+09"));
    EXPECT_THAT(info, HasSubstr("ModDate:         2026-11-23T14:05:00+09"));
    EXPECT_THAT(info, HasSubstr("595.276 x 419.528 pts"));
    const std::string catalog = run("qpdf --show-object=trailer " + pdf.path()).output;
    EXPECT_THAT(catalog, HasSubstr("/Root"));
    EXPECT_THAT(run("qpdf --qdf --object-streams=disable " + pdf.path() + " - | strings").output,
                HasSubstr("/Lang (ja)"));
    // Nothing of a person outside the pages.
    EXPECT_THAT(info, Not(HasSubstr("葛")));
}

TEST(Document, EveryPageSaysWhatItIs)  // [clause 1]
{
    const Loaded loaded = load(card_folder());
    for (const profile::FormSample& sample : loaded.samples.samples) {
        const PdfFile pdf(loaded.print(sample.name));
        const int pages = pdf.pages();
        for (int page = 1; page <= pages; ++page) {
            SCOPED_TRACE(sample.name + " page " + std::to_string(page));
            const std::string text = pdf.text(page);
            EXPECT_THAT(text, HasSubstr(std::to_string(page) + "／" + std::to_string(pages)));
            EXPECT_THAT(text, HasSubstr("根拠 " + loaded.layout.basis));
            EXPECT_THAT(text, HasSubstr("様式 " + loaded.layout.version));
            EXPECT_THAT(text, HasSubstr("印刷番号 " + sample.stamp.serial));
            EXPECT_THAT(text, HasSubstr("印刷 2026-11-23 14:05"));
            EXPECT_THAT(text, HasSubstr("目的 " + sample.stamp.purpose));
            EXPECT_THAT(text, testing::ContainsRegex("取 *扱 *注 *意"));
        }
    }
}

TEST(Document, BlankCardHasThePurposeNoticeAndNoPerson)
{
    const Loaded loaded = load(card_folder());
    const PdfFile pdf(loaded.print("blank"));
    EXPECT_EQ(pdf.pages(), 2);
    const std::string text = pdf.text();
    EXPECT_THAT(text, HasSubstr("利用目的"));
    EXPECT_THAT(text, HasSubstr("第62条"));
    EXPECT_THAT(text, HasSubstr("書かなくても不利益はありません"));
    EXPECT_THAT(text, HasSubstr("お問い合わせ"));
    EXPECT_THAT(text, Not(HasSubstr("レ")));
    EXPECT_THAT(text, Not(HasSubstr("枝番")));
}

TEST(Document, TwelvePersonsGoToASheetOfTheSameNumber)
{
    const Loaded loaded = load(card_folder());
    const PdfFile pdf(loaded.print("twelve-persons"));
    ASSERT_EQ(pdf.pages(), 5);  // two sheets of two sides, and the annex for the name that fits nowhere
    EXPECT_THAT(pdf.text(1), HasSubstr("枝番 1／2"));
    EXPECT_THAT(pdf.text(3), HasSubstr("枝番 2／2"));
    EXPECT_THAT(pdf.text(1), HasSubstr("MH-000456"));
    EXPECT_THAT(pdf.text(3), HasSubstr("MH-000456"));
    EXPECT_THAT(pdf.text(1), HasSubstr("見本 五月"));
    EXPECT_THAT(pdf.text(1), Not(HasSubstr("見本 七海")));
    EXPECT_THAT(pdf.text(3), HasSubstr("見本 七海"));
    EXPECT_THAT(pdf.text(3), HasSubstr("見本 十二"));
    EXPECT_THAT(pdf.text(3), HasSubstr("（枝番1に記載）"));
}

TEST(Document, WhatFitsNowhereIsWholeOnTheAnnex)
{
    const Loaded loaded = load(card_folder());
    const PdfFile pdf(loaded.print("twelve-persons"));
    EXPECT_THAT(pdf.text(3), HasSubstr("（別記1のとおり）"));
    std::string annex = pdf.text(5);
    std::erase_if(annex, [](char c) { return c == '\n' || c == ' '; });
    EXPECT_THAT(annex, HasSubstr("別記1（御家族11氏名）"));
    EXPECT_THAT(
        annex,
        HasSubstr("寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る処に住む処藪ら柑子の藪柑子"
                  "パイポパイポパイポのシューリンガンシューリンガンのグーリンダイグーリンダイのポンポコピーの"
                  "ポンポコナーの長久命の長助"));
    EXPECT_THAT(pdf.text(5), HasSubstr("MH-000456"));
}

TEST(Document, AHundredRowsLoseNone)
{
    const Loaded loaded = load(card_folder());
    FormData data;
    for (int i = 0; i < 100; ++i)
        data.rows["persons"].emplace_back().set("name", "架空" + std::to_string(1000 + i));
    const PdfFile pdf(loaded.form.print(data, loaded.sample("blank").stamp).reveal());
    EXPECT_EQ(pdf.pages(), 2 * 17);
    const std::string text = pdf.text();
    for (int i = 0; i < 100; ++i)
        EXPECT_THAT(text, HasSubstr("架空" + std::to_string(1000 + i)));
}

TEST(Document, ACodeWithoutABoxIsToldOnTheAnnex)
{
    const Loaded loaded = load(card_folder());
    FormData data;
    data.set("housing", "HOUSEBOAT");
    data.set("route", "R3");
    const PdfFile pdf(loaded.form.print(data, loaded.sample("blank").stamp).reveal());
    ASSERT_EQ(pdf.pages(), 3);
    EXPECT_THAT(pdf.text(3), HasSubstr("HOUSEBOAT"));
    EXPECT_THAT(pdf.text(3), Not(HasSubstr("R3")));
}

// ---- the samples themselves keep the limits that fields.json sets

void check_limits(const std::vector<FieldDef>& fields, const FormData& data)
{
    for (const auto& [name, value] : data.values) {
        const FieldDef* field = domain::forms::find_field(fields, name);
        ASSERT_NE(field, nullptr) << name;
        if (field->max > 0) {
            EXPECT_LE(count_characters(value.text.reveal()), static_cast<std::size_t>(field->max)) << name;
        }
    }
    for (const auto& [name, rows] : data.rows) {
        const FieldDef* field = domain::forms::find_field(fields, name);
        ASSERT_NE(field, nullptr) << name;
        if (field->max > 0) {
            EXPECT_LE(rows.size(), static_cast<std::size_t>(field->max)) << name;
        }
        for (const FormData& row : rows)
            check_limits(field->fields, row);
    }
}

TEST(Samples, NameFieldsOfTheFormAndKeepTheirLimits)
{
    for (const auto& folder : form_folders()) {
        const Loaded loaded = load(folder);
        for (const profile::FormSample& sample : loaded.samples.samples) {
            SCOPED_TRACE(folder.string() + " " + sample.name);
            check_limits(loaded.layout.fields, sample.data);
        }
        for (const FieldDef& field : loaded.layout.fields)
            if (field.need == Need::Mandatory) {
                EXPECT_TRUE(loaded.samples.samples.front().data.values.contains(field.name)) << field.name;
            }
    }
}

TEST(Fonts, AMissingFileNamesItselfAndItsPackage)
{
    FontPaths paths;
    paths.gothic = "/nonexistent/NotoSansCJK-Regular.ttc";
    try {
        const Fonts none(paths);
        FAIL() << "opened a font that is not there";
    } catch (const ProfileError& error) {
        EXPECT_THAT(error.what(), HasSubstr("/nonexistent/NotoSansCJK-Regular.ttc"));
        EXPECT_THAT(error.what(), HasSubstr("fonts-noto-cjk"));
    }
}

TEST(Fonts, AFileThatIsNoFontIsRefused)
{
    FontPaths paths;
    paths.mincho = card_folder() / "layout.json";
    EXPECT_THROW(Fonts{paths}, ProfileError);
}

}  // namespace
}  // namespace junkai::forms::test
