// SPDX-License-Identifier: Apache-2.0
#include "db/postgres/store_lease.h"

#include "db/holder.h"
#include "sql/db.h"

#include <algorithm>
#include <fmt/core.h>
#include <libpq-fe.h>

namespace junkai::db::postgres {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view kLeaseName = "store";
constexpr auto kLookAgain = 1s;

/// Only PostgreSQL has sessions to end. Waits for each so many milliseconds until it is gone.
constexpr Statement kEndSessions{"end_sessions",
                                 "",
                                 "SELECT count(*) FILTER (WHERE NOT pg_terminate_backend(pid, 5000))"
                                 "  FROM pg_stat_activity"
                                 " WHERE application_name = $1 AND pid <> pg_backend_pid()",
                                 1};

/// The first row by `read`, outside any transaction.
template <class Read>
auto find(Connection& connection, const Statement& statement, std::initializer_list<Value> values, Read read)
    -> std::optional<decltype(read(std::declval<const Row&>()))>
{
    const ResultPtr result = connection.run(statement, std::span(values.begin(), values.size()));
    if (PQntuples(result.get()) == 0) return std::nullopt;
    return read(ResultRow(result.get()));
}

std::int64_t number(const Row& row)
{
    return row.integer(0);
}

std::optional<StoreInUse::Held> find_holder(Connection& connection)
{
    return find(connection, sql::db::kFindLease, {kLeaseName}, [](const Row& row) {
        return StoreInUse::Held{std::string(row.text(0)), row.instant(3), row.instant(2)};
    });
}

}  // namespace

StoreLease::StoreLease(std::string conninfo, const PostgresOptions& options)
    : conninfo_(std::move(conninfo)), options_(options), holder_(make_holder()),
      session_name_(db::session_name(holder_))
{
    take(connection());
    thread_ = std::thread([this] { work(); });
}

StoreLease::~StoreLease()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stop_.notify_one();
    thread_.join();
    if (fencing_ == 0 || lost_) return;
    try {
        const Value values[] = {kLeaseName, holder_, fencing_.load()};
        connection().run(sql::db::kReleaseLease, values);
    } catch (const StorageError&) {
        // The database is away: the lease ends by itself.
        lost_ = true;
    }
}

void StoreLease::check() const
{
    if (lost_) throw StorageUnavailable("another server has taken this store; this one writes no more");
    if (fencing_ != 0 && Steady::now().time_since_epoch().count() >= sure_until_)
        throw StorageUnavailable(
            "the lease of this store could not be renewed in time; another server may have "
            "taken it");
}

void StoreLease::admit(Connection& connection)
{
    if (fencing_ == 0) return;
    if (!find(connection, sql::db::kCheckLease, {kLeaseName, holder_, fencing_.load()}, number)) lost_ = true;
    if (lost_) check();
}

void StoreLease::work()
{
    auto pause = fencing_ == 0 ? 1000ms : std::chrono::milliseconds(options_.lease) / 3;
    std::unique_lock lock(mutex_);
    while (!stop_.wait_for(lock, pause, [this] { return stopping_; })) {
        lock.unlock();
        pause = tend();
        lock.lock();
    }
}

std::chrono::milliseconds StoreLease::tend()
{
    if (lost_) return kLookAgain;
    try {
        if (fencing_ == 0) {
            take(connection());
        } else {
            renew(connection());
        }
    } catch (const StoreInUse&) {
        lost_ = true;  // it had no lease table yet, and another made one first
    } catch (const std::exception&) {
        // The database is away. check() tells every caller once it has been so for too long.
        connection_.reset();
    }
    return fencing_ == 0 || !connection_ ? kLookAgain : std::chrono::milliseconds(options_.lease) / 3;
}

void StoreLease::take(Connection& connection)
{
    const auto tables = find(connection, sql::db::kCountTables, {std::string_view("lease")}, number);
    if (tables.value_or(0) == 0) return;
    const auto before = Steady::now();
    const auto other = find_holder(connection);
    const std::int64_t now = find(connection, sql::db::kDatabaseNow, {}, number).value();
    const std::int64_t until = now + std::chrono::microseconds(options_.lease).count();
    // Our own eyes see that it died: nobody has to wait after a crash on one machine.
    const bool dead = other && is_dead(other->holder);
    const std::int64_t over = dead ? std::max(now, to_micros(*other->until)) : now;
    const auto fencing =
        find(connection, sql::db::kTakeLease, {kLeaseName, holder_, over, until, now}, number);
    if (!fencing) throw StoreInUse("the database", find_holder(connection).value_or(StoreInUse::Held{}));
    if (other) end_sessions_of(connection, other->holder);
    sure_until_ = (before + options_.lease).time_since_epoch().count();
    fencing_ = *fencing;
}

void StoreLease::renew(Connection& connection)
{
    const auto before = Steady::now();
    const std::int64_t now = find(connection, sql::db::kDatabaseNow, {}, number).value();
    const std::int64_t until = now + std::chrono::microseconds(options_.lease).count();
    const Value values[] = {kLeaseName, holder_, fencing_.load(), until};
    if (rows_changed(connection.run(sql::db::kRenewLease, values).get()) == 0) {
        lost_ = true;
        return;
    }
    sure_until_ = (before + options_.lease).time_since_epoch().count();
}

void StoreLease::end_sessions_of(Connection& connection, const std::string& holder)
{
    const auto left = find(connection, kEndSessions, {db::session_name(holder)}, number);
    if (left.value_or(0) > 0)
        throw StorageUnavailable(
            fmt::format("{} sessions of the server that held the store before do not end", *left));
}

Connection& StoreLease::connection()
{
    if (!connection_ || !connection_->usable())
        connection_ = std::make_unique<Connection>(conninfo_, options_, session_name_);
    return *connection_;
}

}  // namespace junkai::db::postgres
