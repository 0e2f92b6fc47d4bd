// SPDX-License-Identifier: Apache-2.0
// What only SQLite has: one writer, a disk of our own that may fail, one process per store.
#include "db/errors.h"
#include "db/holder.h"
#include "db/migrate.h"
#include "kit/engines.h"
#include "kit/fault_vfs.h"
#include "sql/db.h"

#include <atomic>
#include <csignal>
#include <sqlite3.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace junkai {
namespace {

using db::Row;
using db::Statement;
using db::Transaction;
using kit::FaultVfs;

constexpr Statement kAdd{"t.add", "INSERT INTO thing (id, body) VALUES ($1, $2)", "", 2};
constexpr Statement kCount{"t.count", "SELECT count(*) FROM thing WHERE id BETWEEN $1 AND $2", "", 2};
constexpr Statement kIntegrity{"t.integrity", "PRAGMA integrity_check", "", 0};
constexpr Statement kPragma{
    "t.pragma",
    "SELECT j.journal_mode, s.synchronous, f.foreign_keys, t.temp_store, c.cell_size_check"
    "  FROM pragma_journal_mode AS j, pragma_synchronous AS s, pragma_foreign_keys AS f,"
    "       pragma_temp_store AS t, pragma_cell_size_check AS c",
    "",
    0};
constexpr Statement kDoubleQuoted{"t.quoted", "SELECT \"no such column\" FROM thing", "", 0};

constexpr const char* kTable =
    "CREATE TABLE thing (id INTEGER NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT";

class SqliteStore : public ::testing::Test {
protected:
    SqliteStore() { FaultVfs::disarm(); }

    ~SqliteStore() override { FaultVfs::disarm(); }

    std::unique_ptr<db::Database> open(const std::string& name, db::SqliteOptions options = {})
    {
        return db::open_sqlite(folder / name, options);
    }

    static void make_table(db::Database& store)
    {
        store.write([](Transaction& tx) { tx.script(kTable); });
    }

    static void add_rows(Transaction& tx, std::int64_t first, int rows)
    {
        const Bytes body(3000);
        for (int i = 0; i < rows; ++i)
            tx.execute(kAdd, {first + i, body});
    }

    static std::int64_t count(db::Database& store, std::int64_t first, std::int64_t last)
    {
        std::int64_t rows = -1;
        store.read([&](Transaction& tx) {
            tx.query(kCount, {first, last}, [&](const Row& row) { rows = row.integer(0); });
        });
        return rows;
    }

    static std::string integrity(db::Database& store)
    {
        std::string text;
        store.read(
            [&](Transaction& tx) { tx.query(kIntegrity, {}, [&](const Row& row) { text += row.text(0); }); });
        return text;
    }

    kit::TempDir folder;
};

TEST_F(SqliteStore, is_set_up_the_house_way)
{
    const auto store = open("store.db");
    make_table(*store);
    const auto check = [](Transaction& tx) {
        const std::int64_t rows = tx.query(kPragma, {}, [](const Row& row) {
            EXPECT_EQ(row.text(0), "wal");
            EXPECT_EQ(row.integer(1), 2) << "synchronous FULL";
            EXPECT_EQ(row.integer(2), 1) << "foreign_keys";
            EXPECT_EQ(row.integer(3), 2) << "temp_store MEMORY";
            EXPECT_EQ(row.integer(4), 1) << "cell_size_check";
        });
        EXPECT_EQ(rows, 1);
    };
    store->read(check);
    store->write(check);
    EXPECT_THROW(store->read([](Transaction& tx) { tx.query(kDoubleQuoted, {}, [](const Row&) {}); }),
                 StorageError);
}

struct FaultCase {
    const char* what;
    FaultVfs::Call call;
    int code;
};

constexpr FaultCase kFaults[] = {
    {"disk full",   FaultVfs::Call::Write, SQLITE_FULL       },
    {"write error", FaultVfs::Call::Write, SQLITE_IOERR_WRITE},
    {"sync error",  FaultVfs::Call::Sync,  SQLITE_IOERR_FSYNC},
};

TEST_F(SqliteStore, a_fault_at_every_write_and_sync_loses_nothing_acknowledged_and_keeps_nothing_refused)
{
    for (const FaultCase& fault : kFaults) {
        const auto store = open(std::string(fault.what) + ".db", {.vfs = FaultVfs::name()});
        make_table(*store);
        int failures = 0;
        int quiet = 0;
        // Two hundred rows of 3 kB a round force checkpoints, so that writes of the main file fail as well.
        for (int n = 1; n < 400 && quiet < 3; ++n) {
            SCOPED_TRACE(std::string(fault.what) + " at call " + std::to_string(n));
            const std::int64_t first = n * 1000;
            FaultVfs::arm(fault.call, n, fault.code);
            bool acknowledged = true;
            try {
                store->write([&](Transaction& tx) { add_rows(tx, first, 60); });
            } catch (const StorageUnavailable&) {
                EXPECT_EQ(fault.code, SQLITE_FULL);
                acknowledged = false;
            } catch (const StorageError&) {
                EXPECT_NE(fault.code, SQLITE_FULL);
                acknowledged = false;
            }
            quiet = FaultVfs::struck() ? 0 : quiet + 1;
            FaultVfs::disarm();
            failures += acknowledged ? 0 : 1;
            ASSERT_EQ(count(*store, first, first + 99), acknowledged ? 60 : 0);
            store->write([&](Transaction& tx) { add_rows(tx, first + 100, 1); });
            ASSERT_EQ(count(*store, first + 100, first + 100), 1) << "the store works again at once";
        }
        EXPECT_GT(failures, fault.call == FaultVfs::Call::Sync ? 0 : 40) << fault.what;
        EXPECT_EQ(integrity(*store), "ok");
    }
}

TEST_F(SqliteStore, a_full_disk_is_told_to_every_caller_of_the_batch_and_none_is_half_done)
{
    const auto store = open("store.db", {.vfs = FaultVfs::name()});
    make_table(*store);
    FaultVfs::arm(FaultVfs::Call::Write, 1, SQLITE_FULL, FaultVfs::Lasting::UntilDisarmed);
    std::atomic<int> unavailable{0};
    std::atomic<int> after{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&, i] {
            try {
                store->write([&](Transaction& tx) {
                    add_rows(tx, i, 1);
                    tx.after_commit([&] { ++after; });
                });
            } catch (const StorageUnavailable&) {
                ++unavailable;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(unavailable, 16);
    EXPECT_EQ(after, 0);
    FaultVfs::disarm();
    EXPECT_EQ(count(*store, 0, 100), 0);
    store->write([](Transaction& tx) { add_rows(tx, 0, 1); });
    EXPECT_EQ(count(*store, 0, 100), 1);
}

TEST_F(SqliteStore, units_share_commits)
{
    const auto store = open("store.db", {.vfs = FaultVfs::name()});
    make_table(*store);
    // A sync that never comes to a millionth call counts nothing, so count syncs by failing a late one.
    std::vector<std::thread> threads;
    std::atomic<int> failed{0};
    FaultVfs::arm(FaultVfs::Call::Sync, 300, SQLITE_IOERR_FSYNC);
    for (int t = 0; t < 32; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                try {
                    store->write([&](Transaction& tx) { add_rows(tx, t * 100 + i, 1); });
                } catch (const StorageError&) {
                    ++failed;
                }
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_FALSE(FaultVfs::struck()) << "640 units of 32 threads took 300 flushes or more";
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(count(*store, 0, 10000), 640);
}

TEST_F(SqliteStore, a_full_queue_refuses_at_once)
{
    const auto store = open("store.db", {.queue_limit = 1});
    make_table(*store);
    std::atomic<bool> inside{false};
    std::atomic<bool> go{false};
    std::thread slow([&] {
        store->write([&](Transaction&) {
            inside = true;
            while (!go)
                std::this_thread::yield();
        });
    });
    while (!inside)
        std::this_thread::yield();
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            try {
                store->write([&](Transaction& tx) { add_rows(tx, i, 1); });
            } catch (const StorageUnavailable&) {
                ++refused;
            }
        });
    }
    for (int i = 0; i < 5000 && refused < 7; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_EQ(refused, 7) << "one waits, the others are told while the writer is still busy";
    go = true;
    slow.join();
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(count(*store, 0, 100), 1);
}

TEST_F(SqliteStore, no_free_reader_is_unavailable)
{
    const auto store = open("store.db", {.readers = 1, .reader_wait = std::chrono::milliseconds(20)});
    make_table(*store);
    store->read([&](Transaction&) {
        std::thread([&] { EXPECT_THROW(count(*store, 0, 1), StorageUnavailable); }).join();
    });
    EXPECT_EQ(count(*store, 0, 1), 0);
}

TEST_F(SqliteStore, is_refused_to_a_second_opener_until_the_first_is_gone)
{
    const Instant before = SystemClock().now();
    auto first = open("store.db");
    try {
        (void)open("store.db");
        FAIL() << "two servers";
    } catch (const db::StoreInUse& error) {
        const auto names = db::names_of(error.held().holder);
        ASSERT_TRUE(names && error.held().since);
        EXPECT_EQ(names->process, std::to_string(getpid()));
        EXPECT_GE(*error.held().since, before);
        EXPECT_LE(*error.held().since, SystemClock().now());
    }
    const pid_t child = fork();
    if (child == 0) {
        try {
            (void)open("store.db");
        } catch (const db::StoreInUse&) {
            _exit(7);
        } catch (...) {
            _exit(8);
        }
        _exit(9);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 7);
    first.reset();
    EXPECT_NO_THROW(open("store.db"));
}

TEST_F(SqliteStore, a_lease_of_another_machine_is_respected_until_it_ends)
{
    const Instant now = SystemClock().now();
    auto store = open("store.db");
    db::migrate(*store, now);
    store.reset();
    const auto pretend = [&](const char* holder, Instant until) {
        sqlite3* raw = nullptr;
        ASSERT_EQ(sqlite3_open((folder / "store.db").c_str(), &raw), SQLITE_OK);
        const std::string sql =
            "INSERT INTO lease (name, holder, fencing, expires_at, taken_at) VALUES ('sqlite-store', '" +
            std::string(holder) + "', 41, " + std::to_string(to_micros(until)) +
            ", 0) ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fencing = 41,"
            " expires_at = excluded.expires_at";
        EXPECT_EQ(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(raw);
    };
    pretend("elsewhere/boot/1", now + std::chrono::hours(1));
    EXPECT_THROW(open("store.db"), db::StoreInUse);
    pretend("elsewhere/boot/1", now - std::chrono::seconds(1));
    EXPECT_NO_THROW(open("store.db"));

    // A process of this machine that died without giving the lease back holds no lock file any more.
    char host[256] = {};
    gethostname(host, sizeof host - 1);
    pretend((std::string(host) + "/an earlier boot/1").c_str(), now + std::chrono::hours(1));
    store = open("store.db");
    store->read([](Transaction& tx) {
        const auto fencing =
            tx.find(sql::db::kFindLease, {"sqlite-store"}, [](const Row& row) { return row.integer(1); });
        EXPECT_EQ(fencing, 42);
    });
}

TEST_F(SqliteStore, a_writer_that_lost_its_lease_writes_no_more)
{
    auto store = open("store.db", {.lease = std::chrono::seconds(1)});  // looked at three times a second
    db::migrate(*store, SystemClock().now());
    make_table(*store);
    std::this_thread::sleep_for(
        std::chrono::milliseconds(1100));  // a store without the table asks once a second
    store->write([](Transaction& tx) { add_rows(tx, 1, 1); });
    sqlite3* raw = nullptr;
    ASSERT_EQ(sqlite3_open((folder / "store.db").c_str(), &raw), SQLITE_OK);
    sqlite3_busy_timeout(raw, 2000);
    ASSERT_EQ(
        sqlite3_exec(
            raw, "UPDATE lease SET holder = 'elsewhere', fencing = fencing + 1", nullptr, nullptr, nullptr),
        SQLITE_OK);
    sqlite3_close(raw);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    EXPECT_THROW(store->write([](Transaction& tx) { add_rows(tx, 2, 1); }), StorageUnavailable);
    EXPECT_THROW(store->write([](Transaction& tx) { add_rows(tx, 3, 1); }), StorageUnavailable);
    EXPECT_EQ(count(*store, 1, 3), 1);
}

TEST_F(SqliteStore, a_folder_that_is_not_there_is_a_clear_error)
{
    EXPECT_THROW(open("no/such/folder/store.db"), StorageError);
}

TEST_F(SqliteStore, a_file_that_is_no_database_is_a_clear_error)
{
    FILE* file = std::fopen((folder / "store.db").c_str(), "w");
    for (int i = 0; i < 1000; ++i)
        std::fputs("not a database ", file);
    std::fclose(file);
    EXPECT_THROW(open("store.db"), StorageError);
}

/// In the child: writes as fast as it can and tells each acknowledged number through the pipe, until it is
/// killed.
[[noreturn]] void write_until_killed(const std::string& path, int pipe)
{
    const auto store = db::open_sqlite(path);
    std::atomic<std::int64_t> next{1};
    const auto work = [&] {
        const Bytes body(200);
        while (true) {
            const std::int64_t id = next++;
            store->write([&](Transaction& tx) { tx.execute(kAdd, {id, body}); });
            if (write(pipe, &id, sizeof id) != sizeof id) _exit(1);
        }
    };
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back(work);
    for (auto& thread : threads)
        thread.join();
    _exit(0);
}

TEST_F(SqliteStore, what_was_acknowledged_survives_kill_9)
{
    for (int round = 0; round < 5; ++round) {
        const std::string name = "store" + std::to_string(round) + ".db";
        make_table(*open(name));
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            write_until_killed(folder / name, ends[1]);
        }
        close(ends[1]);
        std::vector<std::int64_t> acknowledged;
        std::int64_t id = 0;
        const std::size_t enough = 50 + static_cast<std::size_t>(round) * 137;
        while (acknowledged.size() < enough && read(ends[0], &id, sizeof id) == sizeof id)
            acknowledged.push_back(id);
        kill(child, SIGKILL);
        while (read(ends[0], &id, sizeof id) == sizeof id)
            acknowledged.push_back(id);
        close(ends[0]);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
        ASSERT_GE(acknowledged.size(), enough);
        const auto store = open(name);
        for (const std::int64_t kept : acknowledged)
            ASSERT_EQ(count(*store, kept, kept), 1) << kept;
        EXPECT_EQ(integrity(*store), "ok");
    }
}

}  // namespace
}  // namespace junkai
