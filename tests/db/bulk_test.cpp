// SPDX-License-Identifier: Apache-2.0
#include "db/bulk.h"

#include "base/errors.h"
#include "base/invariant.h"
#include "kit/engines.h"

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace junkai {

using db::Row;
using db::Statement;
using db::Transaction;

namespace {

constexpr Statement kAdd{"t.add",
                         "INSERT INTO thing (id, size, label) VALUES ($1, $2, $3)",
                         "INSERT INTO thing (id, size, label)"
                         " SELECT unnest($1::bytea[]), unnest($2::bigint[]), unnest($3::text[])",
                         3};
constexpr Statement kAsk{"t.ask",
                         "SELECT size, label FROM thing WHERE id = $1 AND size = $2 AND label = $3",
                         "SELECT t.size, t.label"
                         " FROM unnest($1::bytea[], $2::bigint[], $3::text[]) AS k (id, size, label)"
                         " JOIN thing t ON t.id = k.id AND t.size = k.size AND t.label = k.label",
                         3};
constexpr Statement kWrongType{"t.wrong_type",
                               "SELECT size, label FROM thing WHERE id = $1 AND size = $2 AND label = $3",
                               "SELECT 1 FROM unnest($1::text[], $2::text[], $3::text[]) AS k (a, b, c)",
                               3};

class Bulk : public kit::EngineTest {
protected:
    void SetUp() override
    {
        script("CREATE TABLE thing (id BLOB PRIMARY KEY, size INTEGER, label TEXT) STRICT",
               "CREATE TABLE thing (id BYTEA PRIMARY KEY, size BIGINT, label TEXT)");
        for (int i = 0; i < kThings; ++i) {
            ids_.push_back(make_uuid(clock.now(), random));
            labels_.push_back(i % 2 == 0 ? "髙{,}\"NULL" + std::to_string(i) : std::string());
        }
        database().write([&](Transaction& tx) {
            const auto rows = keys(0, kThings);
            EXPECT_EQ(tx.bulk(kAdd, rows), kThings);
        });
    }

    /// Parameters of so many things from the given one.
    std::vector<db::Value> keys(int first, int count)
    {
        std::vector<db::Value> out;
        for (int i = first; i < first + count; ++i) {
            const auto at = static_cast<std::size_t>(i % kThings);
            const std::int64_t size = i < kThings ? (std::int64_t{1} << 40) + i : -1;
            out.insert(out.end(), {ids_[at], size, labels_[at]});
        }
        return out;
    }

    std::vector<std::int64_t> ask(std::span<const db::Value> rows)
    {
        std::vector<std::int64_t> sizes;
        database().read([&](Transaction& tx) {
            const auto found =
                db::query_each(tx, kAsk, rows, [&](const Row& row) { sizes.push_back(row.integer(0)); });
            EXPECT_EQ(found, static_cast<std::int64_t>(sizes.size()));
        });
        return sizes;
    }

    static constexpr int kThings = 1500;

private:
    std::vector<Uuid> ids_;
    std::vector<std::string> labels_;
};

JUNKAI_ENGINES(Bulk);

TEST_P(Bulk, one_question_finds_the_keys_that_are_there_and_no_others)
{
    // The last 500 have a size that no thing has.
    const auto rows = keys(1000, 1000);
    auto sizes = ask(rows);
    std::ranges::sort(sizes);
    ASSERT_EQ(sizes.size(), 500U);
    EXPECT_EQ(sizes.front(), (std::int64_t{1} << 40) + 1000);
    EXPECT_EQ(sizes.back(), (std::int64_t{1} << 40) + 1499);
}

TEST_P(Bulk, no_key_finds_nothing_and_a_key_asked_twice_answers_twice)
{
    EXPECT_THAT(ask({}), testing::IsEmpty());
    auto rows = keys(3, 1);
    const auto same = keys(3, 1);
    rows.insert(rows.end(), same.begin(), same.end());
    const std::int64_t size = (std::int64_t{1} << 40) + 3;
    EXPECT_THAT(ask(rows), testing::ElementsAre(size, size));
}

TEST_P(Bulk, rows_that_do_not_fit_the_statement_are_a_bug)
{
    const auto rows = keys(0, 2);
    EXPECT_THROW(ask(std::span(rows).first(4)), InvariantError);
}

TEST_P(Bulk, on_postgres_a_key_has_the_type_of_its_column_and_is_not_null)
{
    if (engine() != db::Engine::Postgres) GTEST_SKIP() << "SQLite looks at types row by row";
    const auto rows = keys(0, 2);
    const auto ignore = [](const Row&) {};
    EXPECT_THROW(database().read([&](Transaction& tx) { db::query_each(tx, kWrongType, rows, ignore); }),
                 InvariantError);
    const std::vector<db::Value> none{nullptr, nullptr, nullptr};
    EXPECT_THROW(database().read([&](Transaction& tx) { db::query_each(tx, kAsk, none, ignore); }),
                 InvariantError);
}

}  // namespace
}  // namespace junkai
