// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"

#include <span>

namespace junkai::db {

/// Asks one question for many keys: `rows` holds the parameters of the first key, then of the second, and so
/// on; none is null. SQLite steps one prepared statement; on PostgreSQL the text takes arrays (`FROM
/// unnest($1::bytea[], $2::text[])`), so that all keys cost one round trip. Rows come in no order and must
/// say to which key they belong. The number of rows.
std::int64_t
query_each(Transaction& transaction, const Statement& statement, std::span<const Value> rows, OnRow on_row);

}  // namespace junkai::db
