// SPDX-License-Identifier: Apache-2.0
#include "db/migrate.h"

#include "base/invariant.h"
#include "sql/db.h"
#include "sql/migrations.h"

#include <fmt/core.h>
#include <string>
#include <vector>

namespace junkai::db {

namespace {

struct Applied {
    int number;
    std::string name;
    std::string sha256;
};

std::vector<Applied> list_applied(Transaction& tx)
{
    std::vector<Applied> applied;
    std::int64_t tables = 0;
    tx.query(sql::db::kCountTables, {"schema_migration"}, [&](const Row& row) { tables = row.integer(0); });
    if (tables == 0) return applied;
    tx.query(sql::db::kListMigrations, {}, [&](const Row& row) {
        applied.push_back(
            {static_cast<int>(row.integer(0)), std::string(row.text(1)), std::string(row.text(2))});
    });
    return applied;
}

/// How many of `known` the store has, after comparing them one by one.
std::size_t compare(const std::vector<Applied>& applied, std::span<const Migration> known)
{
    for (std::size_t i = 0; i < applied.size(); ++i) {
        const Applied& there = applied[i];
        if (i >= known.size()) {
            throw SchemaError(fmt::format(
                "the store has migration {:04}_{}, which this program does not know: a newer one wrote it",
                there.number,
                there.name));
        }
        if (known[i].number != there.number || known[i].name != there.name) {
            throw SchemaError(fmt::format("the store has migration {:04}_{} where this program has {:04}_{}",
                                          there.number,
                                          there.name,
                                          known[i].number,
                                          known[i].name));
        }
        if (known[i].sha256 != there.sha256) {
            throw SchemaError(fmt::format(
                "migration {:04}_{} has changed since it ran in this store", there.number, there.name));
        }
    }
    return applied.size();
}

std::size_t count_applied(Database& database, std::span<const Migration> known)
{
    std::size_t count = 0;
    database.read([&](Transaction& tx) { count = compare(list_applied(tx), known); });
    return count;
}

/// Runs one migration unless another server has just done so.
bool apply(Database& database, std::span<const Migration> known, std::size_t index, Instant now)
{
    const Migration& migration = known[index];
    bool ran = false;
    const auto body = [&](Transaction& tx) {
        ran = compare(list_applied(tx), known) == index;
        if (!ran) return;
        tx.script(migration.text);
        tx.execute(sql::db::kAddMigration, {migration.number, migration.name, migration.sha256, now});
    };
    try {
        database.write(body);
    } catch (const StorageError& error) {
        // Two servers may start together: the slower one finds the table made meanwhile.
        if (count_applied(database, known) > index) return false;
        throw StorageError(
            fmt::format("migration {:04}_{} failed: {}", migration.number, migration.name, error.what()));
    }
    return ran;
}

}  // namespace

std::span<const Migration> migrations(Engine engine)
{
    if (engine == Engine::Sqlite) return sql::kSqliteMigrations;
    return sql::kPostgresMigrations;
}

int migrate(Database& database, Instant now)
{
    return migrate(database, now, migrations(database.engine()));
}

int migrate(Database& database, Instant now, std::span<const Migration> known)
{
    int ran = 0;
    for (std::size_t i = count_applied(database, known); i < known.size(); ++i) {
        if (apply(database, known, i, now)) ++ran;
    }
    return ran;
}

int count_pending_migrations(Database& database)
{
    const auto known = migrations(database.engine());
    return static_cast<int>(known.size() - count_applied(database, known));
}

}  // namespace junkai::db
