// SPDX-License-Identifier: Apache-2.0
#include "db/bulk.h"

#include "base/invariant.h"
#include "db/postgres/wire.h"

#include <string>
#include <vector>

namespace junkai::db {

namespace {

std::int64_t
query_arrays(Transaction& transaction, const Statement& statement, std::span<const Value> rows, OnRow on_row)
{
    const auto width = static_cast<std::size_t>(statement.parameters);
    std::vector<std::string> arrays(width);
    std::vector<Value> values;
    for (std::size_t column = 0; column < width; ++column) {
        arrays[column] = postgres::encode_array(rows, column, width, postgres::type_of(rows[column]));
        values.emplace_back(bytes_of(arrays[column]));
    }
    return transaction.query(statement, std::span<const Value>(values), on_row);
}

}  // namespace

std::int64_t
query_each(Transaction& transaction, const Statement& statement, std::span<const Value> rows, OnRow on_row)
{
    const auto width = static_cast<std::size_t>(statement.parameters);
    invariant(width > 0 && rows.size() % width == 0, "bulk rows do not fit the statement");
    if (rows.empty()) return 0;
    if (transaction.engine() == Engine::Postgres) return query_arrays(transaction, statement, rows, on_row);
    std::int64_t found = 0;
    for (std::size_t at = 0; at < rows.size(); at += width)
        found += transaction.query(statement, rows.subspan(at, width), on_row);
    return found;
}

}  // namespace junkai::db
