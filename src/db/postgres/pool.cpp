// SPDX-License-Identifier: Apache-2.0
#include "db/postgres/pool.h"

namespace junkai::db::postgres {

Pool::Pool(std::string conninfo, const PostgresOptions& options, StoreLease* lease)
    : conninfo_(std::move(conninfo)), options_(options), lease_(lease)
{
    idle_.reserve(static_cast<std::size_t>(options_.connections));
    idle_.push_back(connect());
}

std::unique_ptr<Connection> Pool::connect()
{
    if (!lease_) return std::make_unique<Connection>(conninfo_, options_);
    lease_->check();
    auto connection = std::make_unique<Connection>(conninfo_, options_, lease_->session_name());
    lease_->admit(*connection);
    return connection;
}

std::unique_ptr<Connection> Pool::take()
{
    std::unique_lock lock(mutex_);
    if (!given_back_.wait_for(lock, options_.connection_wait, [&] { return lent_ < options_.connections; })) {
        throw StorageUnavailable("no connection to the database became free in time");
    }
    ++lent_;
    if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }
    lock.unlock();
    try {
        return connect();
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void Pool::give_back(std::unique_ptr<Connection> connection) noexcept
{
    if (connection && !connection->usable()) connection.reset();
    {
        const std::lock_guard lock(mutex_);
        --lent_;
        if (connection) idle_.push_back(std::move(connection));
    }
    given_back_.notify_one();
}

void Pool::forget_idle()
{
    std::vector<std::unique_ptr<Connection>> old;
    const std::lock_guard lock(mutex_);
    old.swap(idle_);
    idle_.reserve(static_cast<std::size_t>(options_.connections));
}

}  // namespace junkai::db::postgres
