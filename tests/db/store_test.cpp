// SPDX-License-Identifier: Apache-2.0
// What a body may rely on, the same on both engines.
#include "base/invariant.h"
#include "db/errors.h"
#include "kit/engines.h"

#include <atomic>
#include <limits>
#include <thread>

namespace junkai {
namespace {

using db::Row;
using db::Statement;
using db::Transaction;

constexpr const char* kTables = R"sql(
CREATE TABLE thing (
    station_id %B      NOT NULL,
    id         %B      NOT NULL,
    small      %S      NOT NULL DEFAULT 0,
    medium     INTEGER NOT NULL DEFAULT 0,
    large      %L      NOT NULL DEFAULT 0,
    label      TEXT    NOT NULL,
    sealed     %B,
    day        TEXT,
    at         %L,
    note       TEXT,
    CONSTRAINT thing_small_range CHECK (small BETWEEN -3 AND 3),
    PRIMARY KEY (station_id, id),
    UNIQUE (station_id, large)
) %E;
CREATE UNIQUE INDEX thing_one_label ON thing (station_id, label);
CREATE TABLE part (
    station_id %B NOT NULL,
    id         %B NOT NULL,
    thing      %B NOT NULL,
    PRIMARY KEY (station_id, id),
    FOREIGN KEY (station_id, thing) REFERENCES thing (station_id, id)
) %E;
)sql";

std::string tables(db::Engine engine)
{
    const bool sqlite = engine == db::Engine::Sqlite;
    std::string text = kTables;
    const auto put = [&](std::string_view mark, std::string_view word) {
        for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;)
            text.replace(at, mark.size(), word);
    };
    put("%B", sqlite ? "BLOB" : "BYTEA");
    put("%S", sqlite ? "INTEGER" : "SMALLINT");
    put("%L", sqlite ? "INTEGER" : "BIGINT");
    put("%E", sqlite ? "STRICT" : "");
    return text;
}

constexpr Statement same(const char* name, const char* text, int parameters)
{
    return {name, text, text, parameters};
}

constexpr Statement kAdd =
    same("t.add", "INSERT INTO thing (station_id, id, large, label) VALUES ($1, $2, $3, $4)", 4);
constexpr Statement kAddFull =
    same("t.add_full",
         "INSERT INTO thing (station_id, id, small, medium, large, label, sealed, day, at, note)"
         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
         10);
constexpr Statement kAddUnless =
    same("t.add_unless",
         "INSERT INTO thing (station_id, id, large, label) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
         4);
constexpr Statement kAddArrays{"t.add_arrays",
                               "INSERT INTO thing (station_id, id, small, large, label, sealed, note) VALUES "
                               "($1, $2, $3, $4, $5, $6, $7)",
                               "INSERT INTO thing (station_id, id, small, large, label, sealed, note)"
                               " SELECT a, b, c, d, e, f, g FROM unnest($1::bytea[], $2::bytea[], "
                               "$3::smallint[], $4::bigint[], $5::text[],"
                               " $6::bytea[], $7::text[]) AS t(a, b, c, d, e, f, g)",
                               7};
constexpr Statement kFull = same("t.full",
                                 "SELECT id, small, medium, large, label, sealed, day, at, note FROM thing"
                                 " WHERE station_id = $1 AND id = $2",
                                 2);
constexpr Statement kCount = same("t.count", "SELECT count(*) FROM thing", 0);
constexpr Statement kSum = same("t.sum", "SELECT sum(large), sum(medium), min(note) FROM thing", 0);
constexpr Statement kLabels = same("t.labels", "SELECT label FROM thing ORDER BY large LIMIT 100", 0);
constexpr Statement kRename = same("t.rename", "UPDATE thing SET label = $2 WHERE label = $1", 2);
constexpr Statement kBump = same("t.bump", "UPDATE thing SET large = large + $2 WHERE label = $1", 2);
constexpr Statement kBumpReturning =
    same("t.bump_returning", "UPDATE thing SET medium = medium + 1 WHERE label = $1 RETURNING medium", 1);
constexpr Statement kNoteIs = same(
    "t.note_is", "SELECT label FROM thing WHERE note IS NOT DISTINCT FROM $1 ORDER BY label LIMIT 10", 1);
constexpr Statement kLarge = same("t.large", "SELECT large FROM thing WHERE label = $1", 1);
constexpr Statement kAddPart =
    same("t.add_part", "INSERT INTO part (station_id, id, thing) VALUES ($1, $2, $3)", 3);
constexpr Statement kNonsense = same("t.nonsense", "SELECT no_such_column FROM thing", 0);

class Store : public kit::EngineTest {
protected:
    Store()
    {
        const std::string text = tables(engine());
        script(text.c_str(), text.c_str());
    }

    Uuid next_id() { return make_uuid(clock.now(), random); }

    void add(Transaction& tx, std::int64_t large, const std::string& label)
    {
        tx.execute(kAdd, {station, next_id(), large, label});
    }

    std::int64_t count()
    {
        std::int64_t rows = -1;
        database().read(
            [&](Transaction& tx) { tx.query(kCount, {}, [&](const Row& row) { rows = row.integer(0); }); });
        return rows;
    }

    std::string labels()
    {
        std::string all;
        database().read([&](Transaction& tx) {
            tx.query(kLabels, {}, [&](const Row& row) { all += std::string(row.text(0)) + " "; });
        });
        return all;
    }

    const Uuid station = next_id();
};

JUNKAI_ENGINES(Store);

TEST_P(Store, every_kind_of_value_comes_back_as_it_went_in)
{
    const Uuid id = next_id();
    Bytes megabyte(1 << 20);
    random.fill(megabyte);
    const Date day = Date(std::chrono::year(2026) / 2 / 28);
    const std::string text = "髙𠮷\U000E0100 \"'$1;--";
    database().write([&](Transaction& tx) {
        const std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
        const std::int64_t changed =
            tx.execute(kAddFull, {station, id, -3, 2147483647, lowest, text, megabyte, day, clock.now(), ""});
        EXPECT_EQ(changed, 1);
    });
    store().reopen();
    database().read([&](Transaction& tx) {
        const std::int64_t rows = tx.query(kFull, {station, id}, [&](const Row& row) {
            EXPECT_EQ(row.uuid(0), id);
            EXPECT_EQ(row.integer(1), -3);
            EXPECT_EQ(row.integer(2), 2147483647);
            EXPECT_EQ(row.integer(3), std::numeric_limits<std::int64_t>::min());
            EXPECT_EQ(row.text(4), text);
            EXPECT_TRUE(std::ranges::equal(row.bytes(5), megabyte));
            EXPECT_EQ(row.date(6), day);
            EXPECT_EQ(row.maybe(7, &Row::instant), clock.now());
            EXPECT_EQ(row.text(8), "");
        });
        EXPECT_EQ(rows, 1);
    });
}

TEST_P(Store, a_null_needs_no_type_and_is_not_an_empty_text)
{
    const Uuid id = next_id();
    database().write([&](Transaction& tx) {
        const std::optional<Date> no_day;
        tx.execute(kAddFull, {station, id, 0, 0, 1, "null first", nullptr, no_day, nullptr, nullptr});
        // The same prepared statement with values after nulls, and nulls after values.
        tx.execute(kAddFull,
                   {station, next_id(), 0, 0, 2, "then a value", Bytes(1), "2026-01-01", 5, "note"});
        tx.execute(kAddFull, {station, next_id(), 0, 0, 3, "empty", Bytes(), nullptr, nullptr, ""});
    });
    database().read([&](Transaction& tx) {
        tx.query(kFull, {station, id}, [&](const Row& row) {
            EXPECT_TRUE(row.is_null(5));
            EXPECT_EQ(row.maybe(6, &Row::date), std::nullopt);
            EXPECT_EQ(row.maybe(7, &Row::instant), std::nullopt);
            EXPECT_THROW((void)row.text(8), InvariantError);
        });
        std::string found;
        tx.query(kNoteIs, {nullptr}, [&](const Row& row) { found += row.text(0); });
        tx.query(kNoteIs, {""}, [&](const Row& row) { found += row.text(0); });
        EXPECT_EQ(found, "null firstempty");
    });
}

TEST_P(Store, a_reader_of_the_wrong_type_or_column_is_our_bug)
{
    database().write([&](Transaction& tx) { add(tx, 1, "a"); });
    database().read([&](Transaction& tx) {
        tx.query(kLabels, {}, [&](const Row& row) {
            EXPECT_THROW((void)row.integer(0), InvariantError);
            EXPECT_THROW((void)row.bytes(0), InvariantError);
            EXPECT_THROW((void)row.date(0), InvariantError);
            EXPECT_THROW((void)row.text(1), InvariantError);
        });
    });
}

TEST_P(Store, a_value_of_the_wrong_type_or_number_is_our_bug)
{
    const auto run = [&](db::Values values) {
        database().write([&](Transaction& tx) { tx.execute(kAdd, values); });
    };
    EXPECT_THROW(run({station, next_id(), "text for a number", "x"}), InvariantError);
    EXPECT_THROW(run({station, next_id(), 1, Bytes(3)}), InvariantError);
    EXPECT_THROW(run({station, next_id(), 1}), InvariantError);
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, sums_are_integers)
{
    database().write([&](Transaction& tx) {
        add(tx, 4000000000000000000, "a");
        add(tx, -10000, "b");
    });
    database().read([&](Transaction& tx) {
        tx.query(kSum, {}, [&](const Row& row) {
            EXPECT_EQ(row.integer(0), 3999999999999990000);
            EXPECT_EQ(row.integer(1), 0);
            EXPECT_TRUE(row.is_null(2));
        });
    });
}

TEST_P(Store, says_how_many_rows_changed)
{
    database().write([&](Transaction& tx) {
        add(tx, 1, "a");
        EXPECT_EQ(tx.execute(kRename, {"a", "b"}), 1);
        EXPECT_EQ(tx.execute(kRename, {"a", "b"}), 0);
        EXPECT_EQ(tx.execute(kCount), 0);
        EXPECT_EQ(tx.execute(kBumpReturning, {"b"}), 1);
        EXPECT_EQ(tx.find(kBumpReturning, {"b"}, [](const Row& row) { return row.integer(0); }), 2);
        EXPECT_EQ(tx.find(kBumpReturning, {"x"}, [](const Row& row) { return row.integer(0); }),
                  std::nullopt);
    });
}

TEST_P(Store, a_body_that_throws_is_undone_and_its_exception_arrives)
{
    struct Mine {};

    EXPECT_THROW(database().write([&](Transaction& tx) {
        add(tx, 1, "lost");
        throw Mine();
    }),
                 Mine);
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, a_savepoint_is_undone_alone)
{
    database().write([&](Transaction& tx) {
        add(tx, 1, "kept");
        EXPECT_FALSE(tx.attempt([&] {
            add(tx, 2, "undone");
            return false;
        }));
        EXPECT_TRUE(tx.attempt([&] {
            add(tx, 3, "outer");
            EXPECT_THROW(tx.attempt([&]() -> bool {
                add(tx, 4, "inner");
                throw StorageError("inner");
            }),
                         StorageError);
            return true;
        }));
        EXPECT_THROW(tx.attempt([&] {
            add(tx, 1, "breaks UNIQUE");
            return true;
        }),
                     db::ConstraintError);
        add(tx, 5, "last");
    });
    EXPECT_EQ(labels(), "kept outer last ");
}

TEST_P(Store, a_statement_that_failed_ends_the_transaction)
{
    EXPECT_THROW(database().write([&](Transaction& tx) {
        add(tx, 1, "a");
        EXPECT_THROW(add(tx, 1, "b"), db::ConstraintError);
        add(tx, 2, "c");
    }),
                 InvariantError);
    EXPECT_THROW(database().write([&](Transaction& tx) {
        add(tx, 1, "a");
        EXPECT_THROW(add(tx, 1, "b"), db::ConstraintError);
    }),
                 InvariantError);
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, constraints_have_the_same_names_on_both_engines)
{
    const Uuid id = next_id();
    database().write([&](Transaction& tx) { tx.execute(kAdd, {station, id, 1, "a"}); });
    using Kind = db::ConstraintError::Kind;

    struct Case {
        const char* what;
        Kind kind;
        std::string name;
        std::function<void(Transaction&)> body;
    };

    const bool sqlite = engine() == db::Engine::Sqlite;
    const Case cases[] = {
        {"primary key",
         Kind::Unique,
         "thing_pkey",                                                 [&](auto& tx) {
             tx.execute(kAdd, {station, id, 2, "b"});
         }                                                                         },
        {"unique columns", Kind::Unique, "thing_station_id_large_key", [&](auto& tx) { add(tx, 1, "b"); }},
        {"unique index",   Kind::Unique, "thing_one_label",            [&](auto& tx) { add(tx, 2, "a"); }},
        {"check",
         Kind::Check,
         "thing_small_range",                                          [&](auto& tx) {
             tx.execute(kAddFull, {station, next_id(), 4, 0, 2, "b", nullptr, nullptr, nullptr, nullptr});
         }                                                                  },
        {"not null",
         Kind::NotNull,
         "thing.label",                                                [&](auto& tx) {
             tx.execute(kAdd, {station, next_id(), 2, nullptr});
         }                                                                        },
        {"foreign key",
         Kind::ForeignKey,
         sqlite ? "" : "part_station_id_thing_fkey",
         [&](auto& tx) {
             tx.execute(kAddPart, {station, next_id(), next_id()});
         }                                                                                               },
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.what);
        try {
            database().write([&](Transaction& tx) { c.body(tx); });
            ADD_FAILURE() << "was allowed";
        } catch (const db::ConstraintError& error) {
            EXPECT_EQ(error.kind(), c.kind);
            EXPECT_EQ(error.constraint(), c.name);
        }
    }
    EXPECT_EQ(count(), 1);
}

TEST_P(Store, sql_that_does_not_fit_the_schema_is_a_storage_error)
{
    EXPECT_THROW(database().read([&](Transaction& tx) { tx.query(kNonsense, {}, [](const Row&) {}); }),
                 StorageError);
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, a_read_sees_one_snapshot_and_changes_nothing)
{
    database().write([&](Transaction& tx) { add(tx, 1, "a"); });
    database().read([&](Transaction& tx) {
        const auto seen = [&] {
            return tx.find(kLarge, {"a"}, [](const Row& row) { return row.integer(0); });
        };
        EXPECT_EQ(seen(), 1);
        std::thread([&] {
            database().write([](Transaction& other) { other.execute(kBump, {"a", 10}); });
        }).join();
        EXPECT_EQ(seen(), 1);
    });
    EXPECT_THROW(database().read([&](Transaction& tx) { add(tx, 5, "b"); }), InvariantError);
    database().read([&](Transaction& tx) {
        EXPECT_EQ(tx.find(kLarge, {"a"}, [](const Row& row) { return row.integer(0); }), 11);
    });
}

TEST_P(Store, a_transaction_inside_another_is_our_bug)
{
    EXPECT_THROW(database().write([&](Transaction&) { count(); }), InvariantError);
    EXPECT_THROW(database().read([&](Transaction&) { database().write([](Transaction&) {}); }),
                 InvariantError);
    EXPECT_EQ(count(), 0);
}

TEST_P(Store, a_query_may_run_statements_from_its_own_rows)
{
    database().write([&](Transaction& tx) {
        add(tx, 1, "a");
        add(tx, 2, "b");
        int pairs = 0;
        tx.query(kLabels, {}, [&](const Row&) { tx.query(kLabels, {}, [&](const Row&) { ++pairs; }); });
        EXPECT_EQ(pairs, 4);
    });
}

TEST_P(Store, after_commit_runs_on_the_callers_thread_only_after_a_commit)
{
    std::string order;
    std::thread::id ran_on;
    database().write([&](Transaction& tx) {
        add(tx, 1, "a");
        tx.after_commit([&] {
            ran_on = std::this_thread::get_id();
            order += "outer " + std::to_string(count());
        });
        tx.attempt([&] {
            tx.after_commit([&] { order += "never"; });
            return false;
        });
        tx.attempt([&] {
            tx.after_commit([&] { order += " kept"; });
            return true;
        });
    });
    EXPECT_EQ(order, "outer 1 kept");
    EXPECT_EQ(ran_on, std::this_thread::get_id());
    EXPECT_THROW(database().write([&](Transaction& tx) {
        tx.after_commit([&] { order = "after a rollback"; });
        throw StorageError("no");
    }),
                 StorageError);
    EXPECT_EQ(order, "outer 1 kept");
}

TEST_P(Store, bulk_rows_arrive_whole_or_not_at_all)
{
    std::vector<db::Value> rows;
    std::vector<std::string> names;
    for (int i = 0; i < 1000; ++i)
        names.push_back("bulk " + std::to_string(i));
    for (int i = 0; i < 1000; ++i) {
        for (const db::Value& value :
             {db::Value(station), db::Value(next_id()), db::Value(i), db::Value(names[i])}) {
            rows.push_back(value);
        }
    }
    database().write([&](Transaction& tx) { EXPECT_EQ(tx.bulk(kAdd, rows), 1000); });
    EXPECT_EQ(count(), 1000);
    database().write([&](Transaction& tx) { EXPECT_EQ(tx.bulk(kAddUnless, rows), 0); });
    database().write([&](Transaction& tx) { EXPECT_EQ(tx.bulk(kAddUnless, {}), 0); });
    const auto duplicates = [&](Transaction& tx) {
        add(tx, 5000, "first");
        tx.bulk(kAdd, rows);
    };
    EXPECT_THROW(database().write(duplicates), db::ConstraintError);
    EXPECT_THROW(database().write([&](Transaction& tx) { tx.bulk(kAdd, std::span(rows).first(7)); }),
                 InvariantError);
    EXPECT_EQ(count(), 1000);
    database().write([&](Transaction& tx) {  // the connection is still good
        EXPECT_THROW(tx.attempt([&] { return tx.bulk(kAdd, rows) > 0; }), db::ConstraintError);
        add(tx, 6000, "after");
    });
    EXPECT_EQ(count(), 1001);
}

TEST_P(Store, bulk_columns_may_travel_as_arrays)
{
    std::vector<db::Value> rows;
    const std::string texts[] = {"a", "", "髙{,}\"NULL"};
    const Bytes bytes = to_bytes("bytes");
    std::vector<Uuid> ids;
    for (int i = 0; i < 3; ++i) {
        ids.push_back(next_id());
        rows.insert(rows.end(), {station, ids.back(), i - 1, std::int64_t{1} << (40 + i), texts[i]});
        rows.push_back(i == 1 ? db::Value(nullptr) : db::Value(bytes));
        rows.push_back(i == 2 ? db::Value("note") : db::Value(nullptr));
    }
    database().write([&](Transaction& tx) { EXPECT_EQ(tx.bulk(kAddArrays, rows), 3); });
    database().read([&](Transaction& tx) {
        for (int i = 0; i < 3; ++i) {
            tx.query(kFull, {station, ids[static_cast<std::size_t>(i)]}, [&](const Row& row) {
                EXPECT_EQ(row.integer(1), i - 1);
                EXPECT_EQ(row.integer(3), std::int64_t{1} << (40 + i));
                EXPECT_EQ(row.text(4), texts[i]);
                EXPECT_EQ(row.is_null(5), i == 1);
                EXPECT_EQ(row.is_null(8), i != 2);
            });
        }
    });
    EXPECT_EQ(count(), 3);
}

TEST_P(Store, sixty_four_threads_write_and_every_success_is_there)
{
    constexpr int kThreads = 64;
    constexpr int kUnits = 25;
    database().write([&](Transaction& tx) { add(tx, 0, "counter"); });
    std::vector<std::pair<Uuid, std::string>> plans;
    for (int i = 0; i < kThreads * kUnits; ++i)
        plans.emplace_back(next_id(), "unit " + std::to_string(i));
    std::atomic<int> good{0};
    std::atomic<int> refused{0};
    std::atomic<int> after{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = t * kUnits; i < (t + 1) * kUnits; ++i) {
                const auto& [id, label] = plans[static_cast<std::size_t>(i)];
                try {
                    database().write([&](Transaction& tx) {
                        tx.execute(kAdd, {station, id, 100000 + i, label});
                        tx.execute(kBump, {"counter", 1});
                        tx.after_commit([&] { ++after; });
                        // Each fifth fails after its work: its neighbours in the same commit must not feel
                        // it.
                        if (i % 5 == 0) tx.execute(kAdd, {station, id, 100000 + i, label});
                    });
                    ++good;
                } catch (const db::ConstraintError&) {
                    ++refused;
                } catch (const StorageUnavailable&) {
                    ADD_FAILURE() << "a unit gave up";
                }
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(good, kThreads * kUnits * 4 / 5);
    EXPECT_EQ(refused, kThreads * kUnits / 5);
    EXPECT_EQ(after, good);
    EXPECT_EQ(count(), 1 + good);
    database().read([&](Transaction& tx) {
        EXPECT_EQ(tx.find(kLarge, {"counter"}, [](const Row& row) { return row.integer(0); }), good);
    });
}

}  // namespace
}  // namespace junkai
