// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/sqlite/store_lock.h"
#include "db/sqlite/transaction.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace junkai::db::sqlite {

/// The one writer of an SQLite store. Units queue up; the thread runs as many as there are in one
/// transaction, each in its own savepoint, and commits once: while one batch is flushed, the next gathers.
class Writer {
public:
    Writer(const Database& owner, const std::string& path, const SqliteOptions& options);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Blocks until the unit is durable, or throws what its body or the commit threw.
    void run(FunctionRef<void(Transaction&)> body);

private:
    struct Unit;
    using Batch = std::vector<Unit*>;

    void work();
    void run_batch(Unit* first);
    void run_unit(Unit& unit);
    void keep_lease();
    Unit* next();
    void roll_back() noexcept;

    const Database& owner_;
    SqliteOptions options_;
    Connection connection_;
    StoreLease lease_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Unit*> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace junkai::db::sqlite
