// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite/transaction.h"

#include "base/errors.h"
#include "base/invariant.h"

namespace junkai::db::sqlite {

std::int64_t SqliteTransaction::execute(const Statement& statement, std::span<const Value> values)
{
    return guarded([&] { return connection_.execute(statement, values); });
}

std::int64_t SqliteTransaction::query(const Statement& statement, std::span<const Value> values, OnRow on_row)
{
    return guarded([&] { return connection_.query(statement, values, on_row); });
}

std::int64_t SqliteTransaction::bulk(const Statement& statement, std::span<const Value> rows)
{
    const int width = statement.parameters;
    invariant(width > 0 && rows.size() % static_cast<std::size_t>(width) == 0,
              "bulk rows do not fit the statement");
    return guarded([&] { return connection_.bulk(statement, rows); });
}

void SqliteTransaction::prepare(const Statement& statement)
{
    guarded([&] {
        connection_.prepare_only(statement);
        return 0;
    });
}

void SqliteTransaction::script(const char* text)
{
    guarded([&] {
        connection_.script(text);
        return 0;
    });
}

bool SqliteTransaction::attempt(FunctionRef<bool()> body)
{
    invariant(!failed_, "a transaction went on after a failed statement");
    connection_.execute(kSavepoint);
    const std::size_t callbacks = after_.size();
    const auto undo = [&] {
        after_.resize(callbacks);
        // After some I/O errors SQLite has undone the whole transaction: then there is no savepoint to go
        // back to.
        if (!connection_.in_transaction()) return;
        connection_.execute(kRollbackTo);
        connection_.execute(kRelease);
        failed_ = false;
    };
    bool keep = false;
    try {
        keep = body();
    } catch (...) {
        undo();
        throw;
    }
    if (!keep) {
        undo();
        return false;
    }
    finish();
    connection_.execute(kRelease);
    return true;
}

void SqliteTransaction::finish() const
{
    invariant(!failed_, "a body swallowed the failure of a statement");
}

// A failed statement poisons the transaction until its savepoint is undone, as PostgreSQL does it.
template <class Work>
std::int64_t SqliteTransaction::guarded(Work work)
{
    invariant(!failed_, "a transaction went on after a failed statement");
    try {
        return work();
    } catch (const StorageError&) {
        failed_ = true;
        throw;
    }
}

}  // namespace junkai::db::sqlite
