// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/sqlite/connection.h"

#include <chrono>
#include <string>

namespace junkai::db::sqlite {

/// The file "<store>.lock", locked with flock(2) as long as this object lives; the kernel lets go when we
/// die.
class LockFile {
public:
    explicit LockFile(const std::string& store);
    ~LockFile();
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

private:
    int descriptor_ = -1;
};

/// The row "sqlite-store" of table lease: guards a store on a shared disk, where a lock file may not reach,
/// and gives each opening a growing fencing number. Kept by the writer thread inside its own batches.
class StoreLease {
public:
    StoreLease(Connection& connection, std::chrono::seconds duration);

    /// Takes the lease if the table is there (a new store has none before its first migration). Throws
    /// StoreInUse when a server on another machine holds it.
    void take();

    /// Inside a batch: takes or renews when it is time. Throws StorageUnavailable once another has taken the
    /// store.
    void keep();

    /// Gives the lease back, so that another machine need not wait.
    void release() noexcept;

    bool due() const { return std::chrono::steady_clock::now() >= next_; }

    std::chrono::steady_clock::time_point next() const { return next_; }

    /// The batch that held keep() did not become durable: it counts as not done, and is tried again after a
    /// breath, for an idle writer would try without a pause.
    void undo_keep();

private:
    bool table_exists();
    void take_row();

    Connection& connection_;
    std::chrono::seconds duration_;
    std::string holder_;
    std::int64_t fencing_ = 0;  // 0: not taken yet
    bool lost_ = false;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace junkai::db::sqlite
