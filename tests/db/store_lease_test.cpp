// SPDX-License-Identifier: Apache-2.0
// One server per store on PostgreSQL: who has the lease, who is refused, and who finds that it came too late.
#include "db/errors.h"
#include "db/holder.h"
#include "kit/engines.h"
#include "kit/postgres_cluster.h"
#include "sql/db.h"

#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace junkai {
namespace {

using namespace std::chrono_literals;
using db::Row;
using db::Statement;
using db::StoreInUse;
using db::Transaction;

constexpr Statement kMakeTable{"t.make", "", "CREATE TABLE thing (id BIGINT PRIMARY KEY)", 0};
constexpr Statement kAdd{"t.add", "", "INSERT INTO thing (id) VALUES ($1)", 1};
constexpr Statement kCount{"t.count", "", "SELECT count(*) FROM thing", 0};
constexpr Statement kEnd{"t.end", "", "UPDATE lease SET expires_at = 0 WHERE name = 'store'", 0};
constexpr Statement kPretend{"t.pretend",
                             "",
                             "INSERT INTO lease (name, holder, fencing, expires_at, taken_at)"
                             " VALUES ('store', $1, 41, $2, 0)"
                             " ON CONFLICT (name) DO UPDATE"
                             " SET holder = excluded.holder, fencing = 41, expires_at = excluded.expires_at",
                             2};

std::int64_t count(db::Database& database)
{
    std::int64_t rows = -1;
    database.read(
        [&](Transaction& tx) { tx.query(kCount, {}, [&](const Row& row) { rows = row.integer(0); }); });
    return rows;
}

void add(db::Database& database, std::int64_t id)
{
    database.write([&](Transaction& tx) { tx.execute(kAdd, {id}); });
}

class StoreLeaseTest : public ::testing::Test {
protected:
    StoreLeaseTest()
    {
        store.database().write([](Transaction& tx) { tx.execute(kMakeTable); });
    }

    std::unique_ptr<db::Database> open(std::chrono::seconds lease = 30s) const
    {
        db::PostgresOptions options;
        options.hold_store = true;
        options.lease = lease;
        return db::open_postgres(store.location(), options);
    }

    /// As if another machine had it until then.
    void pretend(const std::string& holder, Instant until)
    {
        store.database().write([&](Transaction& tx) { tx.execute(kPretend, {holder, until}); });
    }

    kit::TestStore store{db::Engine::Postgres};
};

TEST_F(StoreLeaseTest, a_second_server_is_refused_by_name_until_the_first_is_gone)
{
    const Instant before = SystemClock().now();
    auto first = open();
    try {
        (void)open();
        FAIL() << "two servers";
    } catch (const StoreInUse& error) {
        const auto names = db::names_of(error.held().holder);
        ASSERT_TRUE(names);
        EXPECT_EQ(names->process, std::to_string(getpid()));
        ASSERT_TRUE(error.held().since && error.held().until);
        EXPECT_GE(*error.held().since, before - 1s);
        EXPECT_LE(*error.held().since, SystemClock().now() + 1s);
        EXPECT_NE(std::string(error.what()).find("process " + names->process), std::string::npos);
    }
    add(*first, 1);
    first.reset();
    EXPECT_EQ(count(*open()), 1) << "given back in order: nobody waits";
}

TEST_F(StoreLeaseTest, a_holder_elsewhere_is_respected_until_its_lease_ends)
{
    const Instant now = SystemClock().now();
    for (const char* holder : {"elsewhere/boot/ns/1/2/abc", "of another make"}) {
        pretend(holder, now + 1h);
        EXPECT_THROW(open(), StoreInUse) << holder;
        pretend(holder, now - 1s);
        EXPECT_NO_THROW(open()) << holder;
    }
}

TEST_F(StoreLeaseTest, a_holder_that_died_on_this_machine_is_followed_at_once)
{
    const pid_t child = fork();
    if (child == 0) {
        const auto mine = open();
        _exit(0);  // as killed: nothing is given back
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_EQ(WEXITSTATUS(status), 0);
    EXPECT_NO_THROW(add(*open(), 1));
}

TEST_F(StoreLeaseTest, who_lost_the_lease_writes_no_more_not_even_what_it_had_begun)
{
    const auto old = open();
    add(*old, 1);
    std::unique_ptr<db::Database> next;
    const auto late = [&](Transaction& tx) {
        tx.execute(kAdd, {2});
        if (next) return;
        // While this body sleeps its lease ends and another server takes the store.
        store.database().write([](Transaction& other) { other.execute(kEnd); });
        next = open();
    };
    EXPECT_THROW(old->write(late), StorageUnavailable);
    EXPECT_THROW(add(*old, 3), StorageUnavailable);
    EXPECT_THROW(add(*old, 4), StorageUnavailable) << "and never again";
    EXPECT_EQ(count(*next), 1);
    EXPECT_NO_THROW(add(*next, 5));
}

TEST_F(StoreLeaseTest, an_idle_holder_renews)
{
    const auto first = open(1s);
    std::this_thread::sleep_for(1500ms);
    EXPECT_THROW(open(), StoreInUse);
    EXPECT_NO_THROW(add(*first, 1));
}

TEST_F(StoreLeaseTest, a_new_database_is_held_from_its_first_migration_on)
{
    kit::TestStore empty(db::Engine::Postgres, kit::TestStore::Schema::Empty);
    db::PostgresOptions options;
    options.hold_store = true;
    const auto first = db::open_postgres(empty.location(), options);
    first->write([](Transaction& tx) {
        tx.script("CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT, fencing BIGINT, expires_at BIGINT,"
                  " taken_at BIGINT)");
    });
    std::this_thread::sleep_for(1300ms);  // it looks for the table once a second
    EXPECT_THROW(db::open_postgres(empty.location(), options), StoreInUse);
}

TEST(StoreLeaseAway, without_the_database_a_holder_trusts_its_lease_to_the_end_and_gets_it_back)
{
    kit::PostgresCluster cluster;
    const auto conninfo = cluster.conninfo("postgres");
    db::open_postgres(conninfo)->write([](Transaction& tx) {
        tx.execute(kMakeTable);
        tx.script("CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT, fencing BIGINT, expires_at BIGINT,"
                  " taken_at BIGINT)");
    });
    db::PostgresOptions options;
    options.hold_store = true;
    options.lease = 2s;
    const auto store = db::open_postgres(conninfo, options);
    add(*store, 1);
    cluster.stop();
    std::this_thread::sleep_for(2100ms);
    try {
        add(*store, 2);
        FAIL();
    } catch (const StorageUnavailable& error) {
        EXPECT_NE(std::string(error.what()).find("lease"), std::string::npos) << error.what();
    }
    cluster.start();
    bool again = false;
    for (int tries = 0; tries < 40 && !again; ++tries) {
        std::this_thread::sleep_for(100ms);
        try {
            add(*store, 3);
            again = true;
        } catch (const StorageUnavailable&) {
            again = false;
        }
    }
    EXPECT_TRUE(again) << "nobody took it meanwhile";
    EXPECT_EQ(count(*store), 2);
}

struct HolderCase {
    const char* what;
    std::string holder;
    bool dead;
};

TEST(Holder, is_dead_only_when_this_machine_can_prove_it)
{
    const std::string mine = db::make_holder();
    EXPECT_NE(mine, db::make_holder());
    EXPECT_TRUE(db::is_of_this_host(mine));
    const auto with = [&](int part, const std::string& value) {
        std::string out;
        std::size_t from = 0;
        for (int i = 0; i < 6; ++i) {
            const std::size_t end = mine.find('/', from);
            out += (i > 0 ? "/" : "") + (i == part ? value : mine.substr(from, end - from));
            from = end + 1;
        }
        return out;
    };
    const HolderCase cases[] = {
        {"this process",                mine,         false                             },
        {"a process that is not there", with(3,       "999999999"),                       true},
        {"our number, given to an earlier process",                             with(4, "1"), true},
        {"another machine",                         with(0,                                     "elsewhere"),                                                       false},
        {"an earlier boot, or another machine of our name",                 with(1,"another"),false},
        {"another container",       with(2,                      "pid:[1]"),                                                                                    false},
        {"nothing",           "",           false             },
        {"something else",                             "elsewhere/1",                                 false                                                      },
    };
    for (const auto& one : cases)
        EXPECT_EQ(db::is_dead(one.holder), one.dead) << one.what;
}

}  // namespace
}  // namespace junkai
