// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/postgres/connection.h"

#include <type_traits>
#include <vector>

namespace junkai::db::postgres {

using AfterCommit = std::vector<std::function<void()>>;

/// One transaction on one connection of the pool.
class PostgresTransaction final : public Transaction {
public:
    enum class Mode { Write, Read };

    PostgresTransaction(Connection& connection, Mode mode)
        : Transaction(Engine::Postgres), connection_(connection), mode_(mode)
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

    /// Whether some statement asked for a rerun, even if the body hid the exception.
    bool rerun_needed() const { return rerun_needed_; }

    AfterCommit take_after_commit() { return std::move(after_); }

private:
    template <class Work>
    std::invoke_result_t<Work> guarded(Work work);

    Connection& connection_;
    Mode mode_;
    AfterCommit after_;
    bool failed_ = false;
    bool rerun_needed_ = false;
};

}  // namespace junkai::db::postgres
