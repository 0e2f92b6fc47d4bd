// SPDX-License-Identifier: Apache-2.0
// Each form folder is compared with its golden files: as text, so that a wrong word shows, and as a picture,
// so that a moved box shows. JUNKAI_GOLDEN=write test_forms --gtest_filter='Golden*' writes them anew: look
// at them before committing.
#include "forms/tools.h"

#include <gmock/gmock.h>

#include <cstdlib>

namespace junkai::forms::test {
namespace {

std::filesystem::path
picture_path(const std::filesystem::path& folder, const Loaded& loaded, const std::string& sample)
{
    if (sample == loaded.samples.samples.front().name) return folder / "golden.png";
    return std::filesystem::path(JUNKAI_SOURCE_DIR) / "tests/golden/forms" / folder.filename() /
           (sample + ".png");
}

/// Pixels that differ by more than a quarter of the scale. Another FreeType may round an edge otherwise; a
/// moved line or a changed word is hundreds of pixels.
std::size_t count_differences(const Picture& a, const Picture& b)
{
    std::size_t differences = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        differences += std::abs(a.pixels[i] - b.pixels[i]) > 64;
    return differences;
}

TEST(Golden, TextOfEverySampleOfEveryForm)
{
    ASSERT_FALSE(form_folders().empty());
    for (const auto& folder : form_folders()) {
        SCOPED_TRACE(folder.string());
        const Loaded loaded = load(folder);
        std::string text;
        for (const profile::FormSample& sample : loaded.samples.samples) {
            const PdfFile pdf(loaded.print(sample.name));
            for (int page = 1; page <= pdf.pages(); ++page)
                text +=
                    "==== " + sample.name + ", page " + std::to_string(page) + "\n" + pdf.layout(page) + "\n";
        }
        if (writes_golden()) write_text(folder / "golden.txt", text);
        EXPECT_EQ(read_text(folder / "golden.txt"), text);
    }
}

TEST(Golden, PictureOfEverySampleOfEveryForm)
{
    for (const auto& folder : form_folders()) {
        const Loaded loaded = load(folder);
        for (const profile::FormSample& sample : loaded.samples.samples) {
            const auto path = picture_path(folder, loaded, sample.name);
            SCOPED_TRACE(path.string());
            const PdfFile pdf(loaded.print(sample.name));
            const Picture printed = picture_of(pdf);
            if (writes_golden()) write_png(printed, path);
            const Picture golden = read_png(path);
            ASSERT_EQ(golden.width, printed.width);
            ASSERT_EQ(golden.height, printed.height);
            EXPECT_LE(count_differences(golden, printed), printed.pixels.size() / 10'000);
        }
    }
}

TEST(Golden, TheComparisonSeesOneMovedLine)
{
    const Loaded loaded = load(card_folder());
    domain::forms::FormLayout moved = loaded.layout;
    for (domain::forms::Item& item : moved.pages.front().items)
        if (auto* table = std::get_if<domain::forms::TableItem>(&item);
            table != nullptr && table->rows == "contacts")
            table->box.y += 0.5;
    const profile::FormSample& sample = loaded.samples.samples.front();
    const PdfFile before(loaded.print(sample.name));
    const PdfFile after(Form(moved, fonts()).print(sample.data, sample.stamp).reveal());
    const Picture picture = picture_of(before);
    EXPECT_GT(count_differences(picture, picture_of(after)), picture.pixels.size() / 10'000);
}

}  // namespace
}  // namespace junkai::forms::test
