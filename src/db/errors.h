// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/errors.h"
#include "base/time.h"

#include <optional>
#include <string>
#include <utility>

namespace junkai::db {

/// A UNIQUE, CHECK, NOT NULL or FOREIGN KEY said no. The message names statement and constraint, never a
/// value.
class ConstraintError : public StorageError {
public:
    enum class Kind { Unique, Check, NotNull, ForeignKey };

    ConstraintError(Kind kind, std::string constraint, const std::string& message)
        : StorageError(message), kind_(kind), constraint_(std::move(constraint))
    {
    }

    Kind kind() const { return kind_; }

    /// The same on both engines: the name of the CHECK; the name of a CREATE UNIQUE INDEX, else `card_pkey`
    /// for a primary key or `card_station_id_number_key` for a UNIQUE of a table; `card.number` for NOT NULL.
    /// A FOREIGN KEY has its name on PostgreSQL and "" on SQLite, which does not tell.
    const std::string& constraint() const { return constraint_; }

private:
    Kind kind_;
    std::string constraint_;
};

/// The disk has no space: what was begun is undone. Reads may still be recorded from the reserve (reserve.h).
class DiskFull : public StorageUnavailable {
public:
    using StorageUnavailable::StorageUnavailable;
};

/// The connection was lost while a commit was on its way: the act is done or it is not. Whoever asks again
/// with the same request id learns which.
class OutcomeUnknown : public StorageUnavailable {
public:
    using StorageUnavailable::StorageUnavailable;
};

/// Another process holds this store: one store has one server. Says which, and since when, as far as is
/// known.
class StoreInUse : public StorageError {
public:
    struct Held {
        std::string holder;  ///< a line of make_holder(), or ""
        std::optional<Instant> since;
        std::optional<Instant> until;  ///< when its lease ends unless it renews it; none for a lock file
    };

    StoreInUse(const std::string& store, Held held);

    const Held& held() const { return held_; }

private:
    Held held_;
};

}  // namespace junkai::db
