// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/errors.h"
#include "db/db.h"

#include <span>

namespace junkai::db {

/// The store's schema and this program do not fit together.
class SchemaError : public StorageError {
public:
    using StorageError::StorageError;
};

/// One file of sql/migrations/<engine>/, embedded at build time.
struct Migration {
    int number;
    const char* name;
    const char* sha256;
    const char* text;
};

/// The migrations of this program for an engine, oldest first.
std::span<const Migration> migrations(Engine engine);

/// Brings a store up to this program: forward only, each migration in a transaction of its own together with
/// its row in schema_migration. Returns how many ran. Throws SchemaError, and changes nothing, when the store
/// has a migration that this program does not know (a newer program wrote it), one whose text has changed
/// since, or a gap.
int migrate(Database& database, Instant now);
int migrate(Database& database, Instant now, std::span<const Migration> migrations);

/// How many migrations migrate() would run; throws SchemaError as it does.
int count_pending_migrations(Database& database);

}  // namespace junkai::db
