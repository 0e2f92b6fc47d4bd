// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/postgres/connection.h"
#include "db/postgres/store_lease.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace junkai::db::postgres {

/// At most `connections` connections, made when needed; the last one given back is used first.
class Pool {
public:
    /// `lease`: each new connection is made in its name and must still have it; null for none.
    Pool(std::string conninfo, const PostgresOptions& options, StoreLease* lease);

    /// A connection for a while; given back, or thrown away when it is no longer usable.
    class Loan {
    public:
        explicit Loan(Pool& pool) : pool_(pool), connection_(pool.take()) {}

        ~Loan() { pool_.give_back(std::move(connection_)); }

        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;

        Connection& operator*() { return *connection_; }

        Connection* operator->() { return connection_.get(); }

    private:
        Pool& pool_;
        std::unique_ptr<Connection> connection_;
    };

    /// After one connection was lost the idle ones are most likely dead too: the server was restarted.
    void forget_idle();

private:
    std::unique_ptr<Connection> connect();
    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection) noexcept;

    std::string conninfo_;
    PostgresOptions options_;
    StoreLease* lease_;
    std::mutex mutex_;
    std::condition_variable given_back_;
    std::vector<std::unique_ptr<Connection>> idle_;
    int lent_ = 0;
};

}  // namespace junkai::db::postgres
