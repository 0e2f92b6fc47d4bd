// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/errors.h"

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

/// Another process holds this store: one SQLite file has one server.
class StoreInUse : public StorageError {
public:
    using StorageError::StorageError;
};

}  // namespace junkai::db
