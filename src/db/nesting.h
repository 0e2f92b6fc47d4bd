// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/invariant.h"
#include "db/db.h"

#include <utility>

namespace junkai::db {

/// A body that opens a second transaction on its own Database would wait for itself (one writer, a bounded
/// pool), so it is told at once instead of hanging a station.
class NestingGuard {
public:
    explicit NestingGuard(const Database& database) : outer_(std::exchange(current(), &database)) {}

    ~NestingGuard() { current() = outer_; }

    NestingGuard(const NestingGuard&) = delete;
    NestingGuard& operator=(const NestingGuard&) = delete;

    static void check(const Database& database)
    {
        invariant(current() != &database, "a transaction was opened inside another of the same database");
    }

private:
    static const Database*& current()
    {
        thread_local const Database* database = nullptr;
        return database;
    }

    const Database* outer_;
};

}  // namespace junkai::db
