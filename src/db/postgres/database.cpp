// SPDX-License-Identifier: Apache-2.0
#include "db/errors.h"
#include "db/nesting.h"
#include "db/open.h"
#include "db/postgres/pool.h"
#include "db/postgres/transaction.h"

#include <chrono>
#include <mutex>
#include <random>
#include <thread>

namespace junkai::db {

namespace postgres {

namespace {

using Mode = PostgresTransaction::Mode;

const char* begin_text(PostgresOptions::Isolation isolation)
{
    switch (isolation) {
    case PostgresOptions::Isolation::Serializable:
        return "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE";
    case PostgresOptions::Isolation::RepeatableRead:
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE";
    case PostgresOptions::Isolation::ReadCommitted:
        return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
    }
    return "BEGIN";
}

/// Longer and more random with each try, so that two units that undo each other do not meet again in step.
void pause(int attempt)
{
    thread_local std::minstd_rand random(std::random_device{}());
    const int longest = std::min(100, 1 << std::min(attempt, 6));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % static_cast<unsigned>(longest * 1000)));
}

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(const std::string& conninfo, const PostgresOptions& options)
        : lease_(options.hold_store ? std::make_unique<StoreLease>(conninfo, options) : nullptr),
          pool_(conninfo, options, lease_.get()), attempts_(options.attempts),
          write_begin_(begin_text(options.isolation))
    {
    }

    Engine engine() const override { return Engine::Postgres; }

    void write(FunctionRef<void(Transaction&)> body) override { run(body, write_begin_, Mode::Write); }

    void read(FunctionRef<void(Transaction&)> body) override
    {
        run(body, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", Mode::Read);
    }

private:
    void run(FunctionRef<void(Transaction&)> body, const char* begin, Mode mode)
    {
        NestingGuard::check(*this);
        AfterCommit after;
        {
            const NestingGuard inside(*this);
            for (int attempt = 1; !try_once(body, begin, mode, attempt, after); ++attempt)
                pause(attempt);
        }
        for (const auto& then : after)
            then();
    }

    /// False when the body has to run again.
    bool try_once(
        FunctionRef<void(Transaction&)> body, const char* begin, Mode mode, int attempt, AfterCommit& after)
    {
        bool committing = false;
        bool rerun_needed = false;
        // Units that undo each other again and again go one at a time, so that each comes to its end.
        std::unique_lock lane(rerun_lane_, std::defer_lock);
        if (attempt > 2) lane.lock();
        try {
            Pool::Loan connection(pool_);
            connection->begin(begin);
            PostgresTransaction transaction(*connection, mode);
            try {
                body(transaction);
                transaction.finish();
                if (transaction.rerun_needed()) throw RerunNeeded("a body hid a serialization failure");
                // A process that was stopped for a while in its body finds here that it came too late.
                if (lease_ && mode == Mode::Write) lease_->check();
                committing = true;
                if (mode == Mode::Read)
                    connection->end_read();
                else
                    connection->commit();
            } catch (...) {
                rerun_needed = transaction.rerun_needed();
                connection->roll_back();
                throw;
            }
            after = transaction.take_after_commit();
            return true;
        } catch (const RerunNeeded&) {
            if (attempt >= attempts_) throw;
        } catch (const ConnectionLost& error) {
            pool_.forget_idle();
            // Whether a commit arrived cannot be known: the caller asks again with its request id.
            if (committing && mode == Mode::Write) throw OutcomeUnknown(error.what());
            if (attempt >= attempts_) throw;
        } catch (...) {
            if (!rerun_needed || attempt >= attempts_) throw;
        }
        return false;
    }

    std::unique_ptr<StoreLease> lease_;  // given back after the last connection of the pool is gone
    Pool pool_;
    int attempts_;
    const char* write_begin_;
    std::mutex rerun_lane_;
};

}  // namespace

}  // namespace postgres

std::unique_ptr<Database> open_postgres(const std::string& conninfo, const PostgresOptions& options)
{
    return std::make_unique<postgres::PostgresDatabase>(conninfo, options);
}

}  // namespace junkai::db
