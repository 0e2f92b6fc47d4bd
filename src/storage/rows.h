// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/errors.h"
#include "db/db.h"
#include "domain/codes.h"

#include <string>

/// Small readers of columns that every store needs.
namespace junkai::storage {

/// An enumerator from its stable word; a word that the domain does not know means a broken or newer store.
template <domain::Coded E>
E code_at(const db::Row& row, int column)
{
    const auto value = domain::from_code<E>(row.text(column));
    if (!value) throw StorageError("a stored word is not one of the domain's");
    return *value;
}

template <class AnId>
std::optional<AnId> maybe_id(const db::Row& row, int column)
{
    return row.is_null(column) ? std::nullopt : std::optional<AnId>(AnId(row.uuid(column)));
}

inline std::string string_at(const db::Row& row, int column)
{
    return std::string(row.text(column));
}

/// A number or code that was checked when it came in.
template <class Checked>
Checked checked_at(const db::Row& row, int column)
{
    const auto value = Checked::parse(row.text(column));
    if (!value) throw StorageError("a stored number has a form that was never accepted");
    return *value;
}

}  // namespace junkai::storage
