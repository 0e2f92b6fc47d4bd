// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"

#include <string>
#include <vector>

namespace junkai::db {

/// Reads the whole database once and says what is damaged; empty when nothing is. Every line names a table,
/// an index or a page, never a value. SQLite checks its own structure; PostgreSQL reads every page, so that
/// checksums are looked at, if the cluster has them.
std::vector<std::string> find_damage(Database& database);

/// Whether a torn page would be noticed when it is read. False on a PostgreSQL cluster without checksums.
bool notices_torn_pages(Database& database);

}  // namespace junkai::db
