// SPDX-License-Identifier: Apache-2.0
#include "db/migrate.h"

#include "kit/engines.h"
#include "sql/all_statements.h"

#include <string>
#include <thread>
#include <vector>

namespace junkai {
namespace {

using db::Migration;
using db::SchemaError;
using db::Transaction;

class MigrateTest : public ::testing::TestWithParam<db::Engine> {
protected:
    /// The real first migration and then ours.
    std::vector<Migration> with(std::initializer_list<Migration> more)
    {
        std::vector<Migration> all{db::migrations(GetParam()).front()};
        all.insert(all.end(), more);
        return all;
    }

    int migrate(const std::vector<Migration>& known) { return db::migrate(store.database(), now, known); }

    bool has_table(const char* name)
    {
        bool found = false;
        store.database().read([&](Transaction& tx) {
            found = tx.find(sql::db::kCountTables, {name}, [](const db::Row& row) {
                return row.integer(0);
            }) == 1;
        });
        return found;
    }

    void expect_refusal(const std::vector<Migration>& known, std::string_view words)
    {
        try {
            migrate(known);
            ADD_FAILURE() << "was accepted";
        } catch (const SchemaError& error) {
            EXPECT_NE(std::string_view(error.what()).find(words), std::string_view::npos) << error.what();
        }
    }

    kit::TestStore store{GetParam(), kit::TestStore::Schema::Empty};
    const Instant now = kit::FrozenClock().now();
    const char* const a_hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const char* const b_hash = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    const Migration apples{
        7, "apples", a_hash, "CREATE TABLE apple (id INTEGER); CREATE TABLE apple_pip (id INTEGER);"};
    const Migration bananas{9, "bananas", b_hash, "CREATE TABLE banana (id INTEGER);"};
};

JUNKAI_ENGINES(MigrateTest);

TEST_P(MigrateTest, the_programs_own_migrations_run_once)
{
    const int all = static_cast<int>(db::migrations(GetParam()).size());
    EXPECT_EQ(db::count_pending_migrations(store.database()), all);
    EXPECT_EQ(db::migrate(store.database(), now), all);
    EXPECT_EQ(db::migrate(store.database(), now), 0);
    store.reopen();
    EXPECT_EQ(db::count_pending_migrations(store.database()), 0);
}

TEST_P(MigrateTest, every_statement_of_the_program_prepares_on_the_schema)
{
    db::migrate(store.database(), now);
    for (const db::Statement* statement : sql::kAllStatements) {
        SCOPED_TRACE(statement->name);
        EXPECT_NO_THROW(store.database().read([&](Transaction& tx) { tx.prepare(*statement); }));
    }
}

TEST_P(MigrateTest, later_ones_are_added_in_order)
{
    EXPECT_EQ(migrate(with({})), 1);
    EXPECT_EQ(migrate(with({apples})), 1);
    EXPECT_EQ(migrate(with({apples, bananas})), 1);
    EXPECT_TRUE(has_table("apple_pip"));
    EXPECT_TRUE(has_table("banana"));
}

TEST_P(MigrateTest, one_that_fails_leaves_nothing_behind_and_those_before_it_stay)
{
    const Migration broken{
        8, "broken", b_hash, "CREATE TABLE half (id INTEGER); CREATE TABLE half (id INTEGER);"};
    EXPECT_THROW(migrate(with({apples, broken})), StorageError);
    EXPECT_TRUE(has_table("apple"));
    EXPECT_FALSE(has_table("half"));
    EXPECT_EQ(migrate(with({apples, bananas})), 1) << "a repaired program goes on";
}

TEST_P(MigrateTest, refuses_what_does_not_fit)
{
    migrate(with({apples}));
    Migration changed = apples;
    changed.sha256 = b_hash;
    Migration renamed = apples;
    renamed.name = "pears";
    const Migration squeezed_in{6, "early", b_hash, "CREATE TABLE early (id INTEGER)"};
    expect_refusal(with({}), "a newer one wrote it");
    expect_refusal(with({changed}), "has changed");
    expect_refusal(with({renamed}), "0007_apples");
    expect_refusal(with({squeezed_in, apples}), "0006_early");
    EXPECT_FALSE(has_table("early"));
}

TEST_P(MigrateTest, two_servers_that_start_together_migrate_once)
{
    const auto known = with({apples, bananas});
    std::atomic<int> ran{0};
    std::thread other([&] { ran += db::migrate(store.database(), now, known); });
    ran += db::migrate(store.database(), now, known);
    other.join();
    EXPECT_EQ(ran, 3);
    EXPECT_EQ(migrate(known), 0);
}

}  // namespace
}  // namespace junkai
