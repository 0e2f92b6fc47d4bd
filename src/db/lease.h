// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace junkai::db {

/// A named right that one process holds at a time (the integrator, the vault's writer): a row with holder,
/// end and a fencing number that grows with every take. Not an advisory lock, so it works on a distributed
/// PostgreSQL too.
///
/// The lease tells a slow process that it is no longer the one only when it asks: work that must not come
/// from an old holder calls check() in its own transaction, or carries the fencing number to where an older
/// one is refused.
class Lease {
public:
    /// The lease, or nothing while another holder has it. `holder` is unique per process, e.g.
    /// host/pid/random.
    static std::optional<Lease> take(Database& database,
                                     const Clock& clock,
                                     std::string name,
                                     std::string holder,
                                     std::chrono::microseconds duration);

    /// Extends the lease from now; false when it was lost, and false for ever after.
    bool renew();

    /// Inside a write: throws StorageUnavailable when the lease was lost, so that the whole unit is undone.
    void check(Transaction& tx) const;

    /// Lets another take it at once. Call it when stopping in order; a process that dies leaves it to run
    /// out.
    void release();

    bool lost() const { return lost_; }

    /// Grows with every take by anyone.
    std::int64_t fencing() const { return fencing_; }

    /// When it runs out unless renewed; renew at a third of the way.
    Instant expires_at() const { return expires_at_; }

private:
    Lease(Database& database,
          const Clock& clock,
          std::string name,
          std::string holder,
          std::chrono::microseconds duration);

    Database* database_;
    const Clock* clock_;
    std::string name_;
    std::string holder_;
    std::chrono::microseconds duration_;
    std::int64_t fencing_ = 0;
    Instant expires_at_{};
    bool lost_ = false;
};

}  // namespace junkai::db
