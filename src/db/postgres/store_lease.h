// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/postgres/connection.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace junkai::db::postgres {

/// One server per database: the row "store" of table lease, kept by a thread with a connection of its own, so
/// that a busy pool cannot make us late. Time is the database's own clock; how long we may be sure of the
/// lease is counted on ours from before each renewal was sent, so the two never need to agree.
///
/// Whoever takes the lease from an earlier holder ends that one's connections before doing anything else, and
/// a connection is only made by who still has the lease: nothing of an earlier holder can be committed
/// afterwards, however long it slept.
class StoreLease {
public:
    /// Takes the lease if the table is there (a new database has none before its first migration; then it is
    /// taken when the table has come). Throws StoreInUse while another holds it and may be alive.
    StoreLease(std::string conninfo, const PostgresOptions& options);
    /// Gives it back, so that the next need not wait.
    ~StoreLease();
    StoreLease(const StoreLease&) = delete;
    StoreLease& operator=(const StoreLease&) = delete;

    /// Throws StorageUnavailable when another has taken the store, or when so long nothing was heard from the
    /// database that another may have.
    void check() const;

    /// Asks on a new connection whether the lease is still ours; throws StorageUnavailable when it is not.
    void admit(Connection& connection);

    /// What the connections of this holder are called; see above.
    const std::string& session_name() const { return session_name_; }

private:
    using Steady = std::chrono::steady_clock;

    void work();
    /// When to come again.
    std::chrono::milliseconds tend();
    void take(Connection& connection);
    void renew(Connection& connection);
    static void end_sessions_of(Connection& connection, const std::string& holder);
    Connection& connection();

    const std::string conninfo_;
    const PostgresOptions options_;
    const std::string holder_;
    const std::string session_name_;
    std::unique_ptr<Connection> connection_;  // of the keeper's thread, once that runs
    std::atomic<std::int64_t> fencing_ = 0;   // 0: not taken yet
    std::atomic<bool> lost_ = false;
    std::atomic<Steady::rep> sure_until_ = 0;
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace junkai::db::postgres
