// SPDX-License-Identifier: Apache-2.0
#include "db/integrity.h"

#include "base/errors.h"

#include <fmt/core.h>

namespace junkai::db {

namespace {

// These ask the engine about itself; the named statements of sql/queries are about our tables.
constexpr Statement kCheckSqlite{"integrity_check", "PRAGMA integrity_check(20)", "", 0};
constexpr Statement kListTables{"list_tables",
                                "",
                                "SELECT CAST(c.oid AS BIGINT), CAST(c.relname AS TEXT)"
                                "  FROM pg_class AS c"
                                " WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid)"
                                "   AND c.relnamespace NOT IN (CAST('pg_catalog' AS regnamespace),"
                                "                              CAST('information_schema' AS regnamespace))"
                                " ORDER BY c.relname",
                                0};
/// The table's name comes from the catalogue and is quoted by the server.
constexpr Statement kReadTable{"read_table",
                               "",
                               "SELECT count(*)"
                               "  FROM xmltable('/table/row' PASSING query_to_xml(format("
                               "         'SELECT sum(length(CAST(t AS TEXT))) AS n FROM %s AS t',"
                               "         CAST(CAST($1 AS BIGINT)::oid AS regclass)), false, false, '')"
                               "       COLUMNS n TEXT PATH 'n')",
                               1};
constexpr Statement kChecksums{"data_checksums", "", "SELECT current_setting('data_checksums')", 0};

std::vector<std::string> check_sqlite(Database& database)
{
    std::vector<std::string> out;
    database.read([&](Transaction& transaction) {
        transaction.query(kCheckSqlite, {}, [&](const Row& row) {
            if (row.text(0) != "ok") out.emplace_back(row.text(0));
        });
    });
    return out;
}

struct Table {
    std::int64_t id;
    std::string name;
};

std::vector<std::string> check_postgres(Database& database)
{
    std::vector<Table> tables;
    database.read([&](Transaction& transaction) {
        transaction.query(kListTables, {}, [&](const Row& row) {
            tables.push_back({row.integer(0), std::string(row.text(1))});
        });
    });
    std::vector<std::string> out;
    for (const Table& table : tables) {
        try {
            database.read([&](Transaction& transaction) {
                transaction.query(kReadTable, {table.id}, [](const Row&) {});
            });
        } catch (const StorageUnavailable&) {
            throw;
        } catch (const StorageError& error) {
            out.push_back(fmt::format("{}: {}", table.name, error.what()));
        }
    }
    return out;
}

}  // namespace

std::vector<std::string> find_damage(Database& database)
{
    try {
        return database.engine() == Engine::Sqlite ? check_sqlite(database) : check_postgres(database);
    } catch (const StorageUnavailable&) {
        throw;
    } catch (const StorageError& error) {
        // So torn that not even the check runs.
        return {error.what()};
    }
}

bool notices_torn_pages(Database& database)
{
    if (database.engine() == Engine::Sqlite) return true;
    bool on = false;
    database.read([&](Transaction& transaction) {
        transaction.query(kChecksums, {}, [&](const Row& row) { on = row.text(0) == "on"; });
    });
    return on;
}

}  // namespace junkai::db
