// SPDX-License-Identifier: Apache-2.0
#include "kit/faulty_database.h"

#include "base/errors.h"
#include "base/invariant.h"
#include "db/errors.h"

namespace junkai::kit {

namespace {

/// Statements that the real driver fails at, each in its own way.
constexpr db::Statement kBroken{"fault.broken",
                                "SELECT abs(-9223372036854775807 - 1)",
                                "SELECT 1 / (SELECT count(*) FROM pg_class WHERE false)",
                                0};
constexpr db::Statement kEndMe{"fault.end", "", "SELECT pg_terminate_backend(pg_backend_pid())", 0};

constexpr auto kIgnore = [](const db::Row&) {};

}  // namespace

/// The real transaction with a fault before each statement.
class FaultyDatabase::Faulty final : public db::Transaction {
public:
    Faulty(FaultyDatabase& owner, db::Transaction& real)
        : db::Transaction(real.engine()), owner_(owner), real_(real)
    {
    }

    using db::Transaction::execute;
    using db::Transaction::query;

    std::int64_t execute(const db::Statement& statement, std::span<const db::Value> values) override
    {
        step(statement.name);
        return real_.execute(statement, values);
    }

    std::int64_t
    query(const db::Statement& statement, std::span<const db::Value> values, db::OnRow on_row) override
    {
        step(statement.name);
        return real_.query(statement, values, on_row);
    }

    std::int64_t bulk(const db::Statement& statement, std::span<const db::Value> rows) override
    {
        step(statement.name);
        return real_.bulk(statement, rows);
    }

    void prepare(const db::Statement& statement) override { real_.prepare(statement); }

    void script(const char* text) override
    {
        step("a script");
        real_.script(text);
    }

    bool attempt(FunctionRef<bool()> body) override { return real_.attempt(body); }

    void after_commit(std::function<void()> then) override { real_.after_commit(std::move(then)); }

private:
    void step(const char* name)
    {
        if (owner_.strikes(Step::Statement)) owner_.fail(&real_, name);
    }

    FaultyDatabase& owner_;
    db::Transaction& real_;
};

void FaultyDatabase::write(FunctionRef<void(db::Transaction&)> body)
{
    real_.write([&](db::Transaction& transaction) {
        Faulty faulty(*this, transaction);
        body(faulty);
        if (strikes(Step::BeforeCommit)) fail(&transaction, "COMMIT");
    });
    if (strikes(Step::AfterCommit)) throw db::OutcomeUnknown("COMMIT: its answer did not come");
}

void FaultyDatabase::read(FunctionRef<void(db::Transaction&)> body)
{
    real_.read([&](db::Transaction& transaction) {
        Faulty faulty(*this, transaction);
        body(faulty);
    });
}

void FaultyDatabase::arm(Fault fault, int n)
{
    invariant(fault != Fault::CutOff || engine() == db::Engine::Postgres, "SQLite has no session to end");
    const std::lock_guard lock(mutex_);
    armed_ = true;
    struck_ = false;
    fault_ = fault;
    left_ = n;
}

void FaultyDatabase::disarm()
{
    const std::lock_guard lock(mutex_);
    armed_ = false;
}

bool FaultyDatabase::struck() const
{
    const std::lock_guard lock(mutex_);
    return struck_;
}

bool FaultyDatabase::strikes(Step step)
{
    const std::lock_guard lock(mutex_);
    // An answer that is lost is lost after a commit; everything else fails before it.
    if (!armed_ || (fault_ == Fault::Unknown) != (step == Step::AfterCommit)) return false;
    if (--left_ > 0) return false;
    armed_ = false;
    struck_ = true;
    return true;
}

void FaultyDatabase::fail(db::Transaction* real, const char* doing)
{
    const std::string what = std::string(doing) + ": a fault of the test";
    if (fault_ == Fault::CutOff) {
        real->query(kEndMe, {}, kIgnore);  // throws: the connection is gone
        throw InvariantError("a session outlived its end");
    }
    try {
        real->query(kBroken, {}, kIgnore);
        throw InvariantError("a statement that cannot succeed did");
    } catch (const StorageError&) {
        if (fault_ == Fault::Busy) throw StorageUnavailable(what);
        if (fault_ == Fault::Full) throw db::DiskFull(what);
        throw StorageError(what);
    }
}

}  // namespace junkai::kit
