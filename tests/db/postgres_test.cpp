// SPDX-License-Identifier: Apache-2.0
// What only PostgreSQL has: a server that restarts, transactions that the server undoes, a pool.
#include "db/errors.h"
#include "kit/engines.h"
#include "kit/postgres_cluster.h"

#include <atomic>
#include <thread>

namespace junkai {
namespace {

using db::PostgresOptions;
using db::Row;
using db::Statement;
using db::Transaction;
using kit::PostgresCluster;

constexpr Statement kAdd{"t.add", "", "INSERT INTO thing (id) VALUES ($1)", 1};
constexpr Statement kHas{"t.has", "", "SELECT count(*) FROM thing WHERE id = $1", 1};
constexpr Statement kCount{"t.count", "", "SELECT count(*) FROM thing", 0};
constexpr Statement kLock{"t.lock", "", "UPDATE thing SET id = id WHERE id = $1", 1};
constexpr Statement kSetting{"t.setting", "", "SELECT current_setting($1)", 1};

std::int64_t count(db::Database& store)
{
    std::int64_t rows = -1;
    store.read(
        [&](Transaction& tx) { tx.query(kCount, {}, [&](const Row& row) { rows = row.integer(0); }); });
    return rows;
}

/// A server of its own, because these tests stop it.
class PostgresServer : public ::testing::Test {
protected:
    std::unique_ptr<db::Database> open(const PostgresOptions& options = {})
    {
        auto store = db::open_postgres(cluster.conninfo("postgres"), options);
        store->write(
            [](Transaction& tx) { tx.script("CREATE TABLE IF NOT EXISTS thing (id BIGINT PRIMARY KEY)"); });
        return store;
    }

    PostgresCluster cluster{PostgresCluster::Disk::Durable};
};

TEST_F(PostgresServer, a_restart_ends_the_connections_and_they_come_back)
{
    const auto store = open();
    store->write([](Transaction& tx) { tx.execute(kAdd, {1}); });
    cluster.stop();
    EXPECT_THROW(store->write([](Transaction& tx) { tx.execute(kAdd, {2}); }), StorageUnavailable);
    EXPECT_THROW(count(*store), StorageUnavailable);
    cluster.start();
    EXPECT_NO_THROW(store->write([](Transaction& tx) { tx.execute(kAdd, {3}); }));
    cluster.stop();
    cluster.start();
    EXPECT_EQ(count(*store), 2) << "a body whose connection died before the commit runs again by itself";
}

TEST_F(PostgresServer, what_was_acknowledged_survives_a_crash_of_the_server)
{
    const auto store = open();
    std::atomic<std::int64_t> next{1};
    std::atomic<bool> stop{false};
    std::mutex mutex;
    std::vector<std::int64_t> acknowledged;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            while (!stop) {
                const std::int64_t id = next++;
                try {
                    store->write([&](Transaction& tx) { tx.execute(kAdd, {id}); });
                } catch (const StorageUnavailable&) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(10));
                    continue;
                }
                const std::lock_guard lock(mutex);
                acknowledged.push_back(id);
            }
        });
    }
    for (int round = 0; round < 3; ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        cluster.crash();
        cluster.start();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    stop = true;
    for (auto& thread : threads)
        thread.join();
    ASSERT_GT(acknowledged.size(), 100U);
    store->read([&](Transaction& tx) {
        for (const std::int64_t id : acknowledged) {
            EXPECT_EQ(tx.find(kHas, {id}, [](const Row& row) { return row.integer(0); }), 1) << id;
        }
    });
}

TEST_F(PostgresServer, a_commit_is_flushed_whatever_the_server_is_configured_to)
{
    cluster.admin("ALTER SYSTEM SET synchronous_commit = off");
    cluster.admin("SELECT pg_reload_conf()");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    open()->read([](Transaction& tx) {
        EXPECT_EQ(tx.find(kSetting,
                          {"synchronous_commit"},
                          [](const Row& row) { return std::string(row.text(0)); }),
                  "on");
    });
}

class PostgresStore : public ::testing::Test {
protected:
    PostgresStore() { make_table(store.database()); }

    static void make_table(db::Database& database)
    {
        database.write([](Transaction& tx) { tx.script("CREATE TABLE thing (id BIGINT PRIMARY KEY)"); });
    }

    kit::TestStore store{db::Engine::Postgres, kit::TestStore::Schema::Empty};
};

TEST_F(PostgresStore, two_units_that_lock_each_other_both_succeed)
{
    auto& database = store.database();
    database.write([](Transaction& tx) {
        tx.execute(kAdd, {1});
        tx.execute(kAdd, {2});
    });
    std::atomic<int> met{0};
    std::atomic<int> runs{0};
    const auto unit = [&](int first, int second) {
        database.write([&, first, second](Transaction& tx) {
            ++runs;
            tx.execute(kLock, {first});
            // Each waits, the first time, until the other holds its first lock as well.
            ++met;
            for (int i = 0; i < 500 && met < 2; ++i)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            tx.execute(kLock, {second});
        });
    };
    std::thread other([&] { unit(2, 1); });
    unit(1, 2);
    other.join();
    EXPECT_GE(runs, 3) << "one of them was undone and ran again";
}

TEST_F(PostgresStore, a_statement_that_takes_too_long_is_unavailable)
{
    PostgresOptions options;
    options.statement_timeout = std::chrono::milliseconds(50);
    const auto database = db::open_postgres(store.location(), options);
    EXPECT_THROW(database->read([](Transaction& tx) {
        constexpr Statement kSleep{"t.sleep", "", "SELECT count(*) FROM (SELECT pg_sleep(5)) AS s", 0};
        tx.query(kSleep, {}, [](const Row&) {});
    }),
                 StorageUnavailable);
    EXPECT_EQ(count(*database), 0);
}

TEST_F(PostgresStore, no_free_connection_is_unavailable)
{
    PostgresOptions options;
    options.connections = 1;
    options.connection_wait = std::chrono::milliseconds(20);
    const auto database = db::open_postgres(store.location(), options);
    database->write([&](Transaction& tx) {
        tx.execute(kAdd, {1});
        std::thread([&] { EXPECT_THROW(count(*database), StorageUnavailable); }).join();
    });
    EXPECT_EQ(count(*database), 1);
}

TEST(PostgresAway, is_unavailable_and_the_password_is_not_told)
{
    try {
        (void)db::open_postgres("host=/nonexistent user=u password=geheim dbname=d");
        ADD_FAILURE() << "connected";
    } catch (const StorageUnavailable& error) {
        EXPECT_EQ(std::string(error.what()).find("geheim"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace junkai
