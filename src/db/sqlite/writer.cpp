// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite/writer.h"

#include "db/errors.h"
#include "db/nesting.h"

namespace junkai::db::sqlite {

/// A caller's unit, on the caller's stack: the caller waits in run() as long as the writer may touch it.
struct Writer::Unit {
    explicit Unit(FunctionRef<void(Transaction&)> to_run) : body(to_run) {}

    FunctionRef<void(Transaction&)> body;
    AfterCommit after;
    std::exception_ptr error;
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;

    void finish()
    {
        // Notified under the lock: once it is free the caller may be gone, and this unit with it.
        const std::lock_guard lock(mutex);
        done = true;
        changed.notify_one();
    }
};

Writer::Writer(const Database& owner, const std::string& path, const SqliteOptions& options)
    : owner_(owner), options_(options), connection_(path, options, Role::Writer),
      lease_(connection_, options.lease)
{
    lease_.take();
    thread_ = std::thread([this] { work(); });
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_one();
    thread_.join();
    lease_.release();
}

void Writer::run(FunctionRef<void(Transaction&)> body)
{
    NestingGuard::check(owner_);
    Unit unit(body);
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) throw StorageUnavailable("the store is closing");
        if (queue_.size() >= options_.queue_limit)
            throw StorageUnavailable("too many units wait for the writer");
        queue_.push_back(&unit);
    }
    arrived_.notify_one();
    {
        std::unique_lock lock(unit.mutex);
        unit.changed.wait(lock, [&] { return unit.done; });
    }
    if (unit.error) std::rethrow_exception(unit.error);
    for (const auto& then : unit.after)
        then();
}

void Writer::work()
{
    const NestingGuard inside(owner_);
    std::unique_lock lock(mutex_);
    while (true) {
        arrived_.wait_until(lock, lease_.next(), [&] { return stopping_ || !queue_.empty(); });
        if (queue_.empty() && stopping_) return;
        Unit* first = queue_.empty() ? nullptr : queue_.front();
        if (first) queue_.pop_front();
        lock.unlock();
        if (first) {
            run_batch(first);
        } else {
            keep_lease();
        }
        lock.lock();
    }
}

void Writer::run_batch(Unit* first)
{
    Batch batch;
    std::exception_ptr failure;
    Unit* unit = first;
    try {
        batch.push_back(first);
        connection_.execute(kBeginImmediate);
        lease_.keep();
        // Whoever arrives while the batch runs still joins it.
        while (unit) {
            run_unit(*unit);
            unit = batch.size() < options_.batch_limit ? next() : nullptr;
            if (unit) batch.push_back(unit);
        }
        connection_.execute(kCommit);
    } catch (...) {
        // Nothing of this batch is durable: every caller must hear so, also those whose body went well.
        failure = std::current_exception();
        roll_back();
        lease_.undo_keep();
    }
    for (Unit* done : batch) {
        if (failure && !done->error) done->error = failure;
        done->finish();
    }
}

/// Runs one body in its savepoint. Throws only when the whole batch is lost.
void Writer::run_unit(Unit& unit)
{
    connection_.execute(kSavepoint);
    try {
        SqliteTransaction transaction(connection_);
        unit.body(transaction);
        transaction.finish();
        unit.after = transaction.take_after_commit();
    } catch (...) {
        unit.error = std::current_exception();
        unit.after.clear();
        // After some errors (disk full, I/O) SQLite undoes the whole transaction, earlier units with it.
        if (!connection_.in_transaction()) throw;
        connection_.execute(kRollbackTo);
    }
    connection_.execute(kRelease);
}

/// An idle store still renews its lease.
void Writer::keep_lease()
{
    try {
        connection_.execute(kBeginImmediate);
        lease_.keep();
        connection_.execute(kCommit);
    } catch (const std::exception&) {
        // The next unit meets the same trouble and reports it to its caller; idle, there is nobody to tell.
        roll_back();
        lease_.undo_keep();
    }
}

Writer::Unit* Writer::next()
{
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return nullptr;
    Unit* unit = queue_.front();
    queue_.pop_front();
    return unit;
}

void Writer::roll_back() noexcept
{
    try {
        if (connection_.in_transaction()) connection_.execute(kRollback);
    } catch (const std::exception&) {
        // A ROLLBACK that fails leaves the transaction open; the next BEGIN then fails and says so to its
        // caller.
        return;
    }
}

}  // namespace junkai::db::sqlite
