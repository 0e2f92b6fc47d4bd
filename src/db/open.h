// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace junkai::db {

struct SqliteOptions {
    int readers = 4;
    std::size_t queue_limit = 4096;  // units that may wait for the writer; more are refused
    std::size_t batch_limit = 512;   // units that may share one commit
    std::chrono::milliseconds reader_wait{5000};
    int cache_kib = 8192;  // per connection
    /// 0: a page that cannot be read is an error to report; under mmap it would be a SIGBUS that ends the
    /// server.
    std::int64_t mmap_bytes = 0;
    std::chrono::seconds lease{30};  // how long a dead server on another machine keeps the store
    std::string vfs = {};            // a registered sqlite3_vfs; for tests that need a failing disk
};

/// Opens or makes an SQLite store. Throws StoreInUse while another process (or another Database) has it open.
std::unique_ptr<Database> open_sqlite(const std::string& path, const SqliteOptions& options = {});

struct PostgresOptions {
    /// Serializable gives bodies what SQLite's single writer gives them, at the price of reruns.
    enum class Isolation { Serializable, RepeatableRead, ReadCommitted };

    int connections = 16;
    Isolation isolation = Isolation::Serializable;
    std::chrono::milliseconds connection_wait{5000};  // for a free connection of the pool
    std::chrono::milliseconds statement_timeout{30000};
    int attempts = 50;        // of a body, after serialization failures, deadlocks and lost connections
    bool hold_store = false;  // take the lease that keeps every other server out (ADR 0015)
    std::chrono::seconds lease{30};  // how long a server that vanished keeps it
};

/// Connects to PostgreSQL 15 or later with a libpq connection string; the first connection is made at once.
/// Throws StoreInUse while another server holds the store.
std::unique_ptr<Database> open_postgres(const std::string& conninfo, const PostgresOptions& options = {});

}  // namespace junkai::db
