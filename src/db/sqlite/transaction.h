// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/sqlite/connection.h"

#include <vector>

namespace junkai::db::sqlite {

using AfterCommit = std::vector<std::function<void()>>;

/// One unit's view of a connection: a savepoint of the writer's batch, or a reader's snapshot.
class SqliteTransaction final : public Transaction {
public:
    explicit SqliteTransaction(Connection& connection) : Transaction(Engine::Sqlite), connection_(connection)
    {
    }

    using Transaction::execute;
    using Transaction::query;
    std::int64_t execute(const Statement& statement, std::span<const Value> values) override;
    std::int64_t query(const Statement& statement, std::span<const Value> values, OnRow on_row) override;
    std::int64_t bulk(const Statement& statement, std::span<const Value> rows) override;
    void prepare(const Statement& statement) override;
    void script(const char* text) override;
    bool attempt(FunctionRef<bool()> body) override;

    void after_commit(std::function<void()> then) override { after_.push_back(std::move(then)); }

    /// Throws InvariantError when a body swallowed a failed statement and returned as if all were well.
    void finish() const;

    AfterCommit take_after_commit() { return std::move(after_); }

private:
    template <class Work>
    std::int64_t guarded(Work work);

    Connection& connection_;
    AfterCommit after_;
    bool failed_ = false;
};

}  // namespace junkai::db::sqlite
