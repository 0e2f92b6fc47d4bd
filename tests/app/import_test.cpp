// SPDX-License-Identifier: Apache-2.0
#include "app/places/import_places.h"
#include "kit/world.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sstream>

namespace junkai {

using app::ImportCounts;
using app::ImportOptions;
using app::ImportProblem;

namespace {

constexpr const char* kHead = "鍵,巡連区,町字,番地,住居表示,建物,部屋,住戸種別,世帯種別\n";
constexpr std::size_t kBatch = 1000;

/// So many rows: one of two a flat of a building that it shares with others.
std::string list_of(std::size_t rows, std::size_t first = 0)
{
    std::string out = kHead;
    for (std::size_t i = first; i < first + rows; ++i)
        out += i % 2 == 0 ? fmt::format("K{},001,見本町,{}番1号,住居表示,見本ハイツ{},{},,\n",
                                        i,
                                        901 + i / 8,
                                        i / 8,
                                        101 + i % 8)
                          : fmt::format("K{},002,見本町,{}番地,地番,,,戸建て,家庭\n", i, 9001 + i);
    return out;
}

class Import : public kit::WorldTest {
protected:
    Result<ImportCounts> import(const std::string& text, const ImportOptions& options = {})
    {
        std::istringstream file(text);
        return app::import_places(app, world.caller("GM"), file, options);
    }

    std::int64_t imported()
    {
        return world.count("SELECT COUNT(*) FROM unit u JOIN dwelling d ON d.dwelling_id = u.dwelling_id "
                           "WHERE d.external_key IS NOT NULL");
    }

    void expect_counters_that_equal_the_plain_count()
    {
        EXPECT_EQ(world.count("SELECT COUNT(*) FROM beat_counter c WHERE units <> "
                              "(SELECT COUNT(*) FROM unit u WHERE u.beat_id = c.beat_id)"),
                  0);
    }

    std::size_t acts()
    {
        std::size_t out = 0;
        for (const auto& entry : world.entries(world.here.id))
            out += entry.action == domain::code_of(domain::Action::PlacesImported) ? 1U : 0U;
        return out;
    }
};

JUNKAI_ENGINES(Import);

TEST_P(Import, brings_each_batch_home_in_one_act_with_its_buildings_and_counters)
{
    const auto before = acts();
    const auto counts = import(list_of(2 * kBatch + 7));
    ASSERT_TRUE(counts);
    EXPECT_EQ(counts->made, 2 * kBatch + 7);
    EXPECT_EQ(counts->batches, 3U);
    EXPECT_EQ(imported(), static_cast<std::int64_t>(2 * kBatch + 7));
    // Eight rows share a number and four of them a building, also where a batch ends between them.
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM building WHERE name LIKE '見本ハイツ%'"), 251);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM dwelling WHERE external_key IS NOT NULL AND "
                          "(building_id IS NULL) = (dwelling_kind = 'COLLECTIVE')"),
              0);
    expect_counters_that_equal_the_plain_count();
    EXPECT_EQ(acts() - before, 4U);  // the beginning, and each batch
}

TEST_P(Import, of_the_same_file_again_changes_nothing_and_of_a_longer_one_adds_the_new_rows)
{
    ASSERT_TRUE(import(list_of(kBatch + 5)));
    const auto again = import(list_of(kBatch + 5));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->made, 0U);
    EXPECT_EQ(again->known, kBatch + 5);
    const auto longer = import(list_of(kBatch + 8));
    ASSERT_TRUE(longer);
    EXPECT_EQ(longer->made, 3U);
    EXPECT_EQ(longer->known, kBatch + 5);
    EXPECT_EQ(imported(), static_cast<std::int64_t>(kBatch + 8));
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM building WHERE name LIKE '見本ハイツ%'"), 126);
    expect_counters_that_equal_the_plain_count();
}

TEST_P(Import, of_two_rows_with_one_key_takes_the_first)
{
    const std::string row = "K1,001,見本町,1番1号,,,,,\n";
    const auto counts = import(kHead + row + "K1,002,見本町,2番2号,,,,,\n" + row);
    ASSERT_TRUE(counts);
    EXPECT_EQ(counts->made, 1U);
    EXPECT_EQ(counts->known, 2U);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM dwelling WHERE external_key = 'K1' AND address = '1番1号'"),
              1);
}

TEST_P(Import, cut_off_goes_on_after_its_last_batch)
{
    struct CutOff {};

    // The row behind the first batch is wrong, and who hears of it falls over.
    const std::string text = list_of(kBatch) + "K-,nowhere,見本町,1番,,,,,\n" +
                             list_of(9, kBatch).substr(std::string_view(kHead).size());
    const auto fall = [](const ImportProblem&) { throw CutOff(); };
    EXPECT_THROW(import(text, {.report = fall}), CutOff);
    EXPECT_EQ(imported(), static_cast<std::int64_t>(kBatch));
    const auto before = acts();
    const auto rest = import(text);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->resumed, 1U);
    EXPECT_EQ(rest->made, 9U);
    EXPECT_EQ(rest->refused, 1U);
    EXPECT_EQ(imported(), static_cast<std::int64_t>(kBatch + 9));
    EXPECT_EQ(acts() - before, 2U);
    expect_counters_that_equal_the_plain_count();
}

TEST_P(Import, of_a_batch_is_all_or_nothing)
{
    // 4-1a: the store itself refuses one dwelling in the middle of the second batch.
    ASSERT_TRUE(import(list_of(1)));
    const char* guard = "CREATE UNIQUE INDEX test_guard ON dwelling (station_id, address) WHERE address = "
                        "'衝突'";
    const db::Statement make{"test_guard", guard, guard, 0};
    world.database().write([&](db::Transaction& transaction) { transaction.execute(make); });
    std::string text = list_of(kBatch + 500);
    text += "X1,001,見本町,衝突,,,,,\nX2,001,見本町,衝突,,,,,\n";
    EXPECT_THROW(import(text), StorageError);
    EXPECT_EQ(imported(), static_cast<std::int64_t>(kBatch));
    expect_counters_that_equal_the_plain_count();
}

TEST_P(Import, dry_run_writes_nothing_and_reports_every_wrong_row_with_its_place)
{
    std::vector<std::string> problems;
    const auto report = [&](const ImportProblem& problem) {
        problems.push_back(
            fmt::format("{}:{} {}", problem.place.line, problem.place.column, problem.code.view()));
    };
    const std::string text =
        std::string(kHead) + "K1,001,見本町,1番,,,,,\nK2,999,見本町,2番,,,,,\nK3,001,見本町,3番,何,,,,\n";
    const auto counts = import(text, {.dry_run = true, .report = report});
    ASSERT_TRUE(counts);
    EXPECT_EQ(counts->made, 1U);
    EXPECT_EQ(counts->refused, 2U);
    EXPECT_THAT(problems, testing::ElementsAre("3:4 import.unknown_beat", "4:15 field.not_in_list"));
    EXPECT_EQ(imported(), 0);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM import_run"), 0);
}

TEST_P(Import, is_for_those_who_keep_the_list_of_doors)
{
    std::istringstream file(list_of(3));
    const auto counts = app::import_places(app, world.caller("BEAT"), file, {});
    ASSERT_FALSE(counts);
    EXPECT_EQ(counts.error().code.view(), "duty.not_permitted");
    EXPECT_EQ(imported(), 0);
}

}  // namespace
}  // namespace junkai
