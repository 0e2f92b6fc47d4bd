// SPDX-License-Identifier: Apache-2.0
#include "db/postgres/transaction.h"

#include "base/invariant.h"

#include <libpq-fe.h>

namespace junkai::db::postgres {

std::int64_t PostgresTransaction::execute(const Statement& statement, std::span<const Value> values)
{
    return guarded([&] { return rows_changed(connection_.run(statement, values).get()); });
}

std::int64_t
PostgresTransaction::query(const Statement& statement, std::span<const Value> values, OnRow on_row)
{
    const ResultPtr result = guarded([&] { return connection_.run(statement, values); });
    const int rows = PQntuples(result.get());
    ResultRow row(result.get());
    for (int i = 0; i < rows; ++i) {
        row.move_to(i);
        on_row(row);
    }
    return rows;
}

std::int64_t PostgresTransaction::bulk(const Statement& statement, std::span<const Value> rows)
{
    const int width = statement.parameters;
    invariant(width > 0 && rows.size() % static_cast<std::size_t>(width) == 0,
              "bulk rows do not fit the statement");
    return guarded([&] { return connection_.bulk(statement, rows); });
}

void PostgresTransaction::prepare(const Statement& statement)
{
    guarded([&] {
        connection_.prepare_only(statement);
        return 0;
    });
}

void PostgresTransaction::script(const char* text)
{
    guarded([&] {
        connection_.script(text);
        return 0;
    });
}

bool PostgresTransaction::attempt(FunctionRef<bool()> body)
{
    invariant(!failed_, "a transaction went on after a failed statement");
    // Nested savepoints of one name are a stack, as in SQLite.
    guarded([&] {
        connection_.script("SAVEPOINT attempt");
        return 0;
    });
    const std::size_t callbacks = after_.size();
    const auto undo = [&] {
        after_.resize(callbacks);
        connection_.script("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt");
        failed_ = false;
    };
    bool keep = false;
    try {
        keep = body();
    } catch (const ConnectionLost&) {
        throw;  // nothing is left to go back to
    } catch (...) {
        undo();
        throw;
    }
    if (!keep) {
        undo();
        return false;
    }
    finish();
    guarded([&] {
        connection_.script("RELEASE SAVEPOINT attempt");
        return 0;
    });
    return true;
}

void PostgresTransaction::finish() const
{
    invariant(!failed_ || rerun_needed_, "a body swallowed the failure of a statement");
}

// A failed statement poisons the transaction until its savepoint is undone; the server insists on it.
template <class Work>
std::invoke_result_t<Work> PostgresTransaction::guarded(Work work)
{
    invariant(!failed_, "a transaction went on after a failed statement");
    try {
        return work();
    } catch (const ReadOnly& error) {
        failed_ = true;
        if (mode_ == Mode::Read) throw InvariantError("a read changes nothing");
        throw ConnectionLost(error.what());  // the server has become a standby: look for the new primary
    } catch (const StorageError& error) {
        failed_ = true;
        rerun_needed_ |= dynamic_cast<const RerunNeeded*>(&error) != nullptr;
        throw;
    }
}

}  // namespace junkai::db::postgres
