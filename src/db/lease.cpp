// SPDX-License-Identifier: Apache-2.0
#include "db/lease.h"

#include "base/errors.h"
#include "sql/db.h"

#include <fmt/core.h>
#include <utility>

namespace junkai::db {

std::optional<Lease> Lease::take(Database& database,
                                 const Clock& clock,
                                 std::string name,
                                 std::string holder,
                                 std::chrono::microseconds duration)
{
    Lease lease(database, clock, std::move(name), std::move(holder), duration);
    const Instant now = clock.now();
    lease.expires_at_ = now + duration;
    database.write([&](Transaction& tx) {
        const auto fencing = tx.find(sql::db::kTakeLease,
                                     {lease.name_, lease.holder_, now, lease.expires_at_, now},
                                     [](const Row& row) { return row.integer(0); });
        lease.fencing_ = fencing.value_or(0);
    });
    if (lease.fencing_ == 0) return std::nullopt;
    return lease;
}

bool Lease::renew()
{
    if (lost_) return false;
    const Instant until = clock_->now() + duration_;
    std::int64_t renewed = 0;
    database_->write([&](Transaction& tx) {
        renewed = tx.execute(sql::db::kRenewLease, {name_, holder_, fencing_, until});
    });
    lost_ = renewed == 0;
    if (!lost_) expires_at_ = until;
    return !lost_;
}

void Lease::check(Transaction& tx) const
{
    const std::int64_t held = tx.query(sql::db::kCheckLease, {name_, holder_, fencing_}, [](const Row&) {});
    if (lost_ || held == 0) throw StorageUnavailable(fmt::format("the lease {} was lost", name_));
}

void Lease::release()
{
    if (lost_) return;
    lost_ = true;
    database_->write([&](Transaction& tx) {
        tx.execute(sql::db::kReleaseLease, {name_, holder_, fencing_});
    });
}

Lease::Lease(Database& database,
             const Clock& clock,
             std::string name,
             std::string holder,
             std::chrono::microseconds duration)
    : database_(&database), clock_(&clock), name_(std::move(name)), holder_(std::move(holder)),
      duration_(duration)
{
}

}  // namespace junkai::db
