// SPDX-License-Identifier: Apache-2.0
#include "ledger/appender.h"

#include "base/errors.h"
#include "db/reserve.h"
#include "ledger/log.h"

namespace junkai::ledger {

Appender::Appender(db::Database& database, std::size_t limit)
    : database_(database), limit_(limit), thread_([this] { run(); })
{
}

Appender::~Appender()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_.notify_one();
    thread_.join();
}

void Appender::append(const Uuid& station, const Entry& entry, BytesView detail)
{
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
    std::exception_ptr error;
    append_later(station, entry, Bytes(detail.begin(), detail.end()), [&](const std::exception_ptr& failure) {
        // Notified under the lock: once it is free this frame may be gone.
        const std::lock_guard lock(mutex);
        error = failure;
        done = true;
        changed.notify_one();
    });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done; });
    if (error) std::rethrow_exception(error);
}

void Appender::append_later(const Uuid& station, const Entry& entry, Bytes detail, Recorded then)
{
    // Encoded here, by many threads, not by the one that all wait for.
    Waiting mine{prepare(station, entry, std::move(detail)), std::move(then)};
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= limit_) throw StorageUnavailable("too many reads wait to be recorded");
    queue_.push_back(std::move(mine));
    if (queue_.size() == 1) work_.notify_one();
}

void Appender::run()
{
    std::vector<Waiting> batch;
    std::unique_lock lock(mutex_);
    for (;;) {
        work_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        batch.swap(queue_);
        lock.unlock();
        std::exception_ptr error;
        try {
            commit(batch);
        } catch (...) {
            // Whoever waits gets it: a read that could not be recorded is not answered.
            error = std::current_exception();
        }
        for (const Waiting& waiting : batch)
            waiting.then(error);
        batch.clear();
        lock.lock();
    }
}

void Appender::commit(const std::vector<Waiting>& batch)
{
    const db::MayUseReserve reads_go_on;
    std::vector<const Prepared*> entries;
    entries.reserve(batch.size());
    for (const Waiting& waiting : batch)
        entries.push_back(&waiting.entry);
    database_.write([&](db::Transaction& transaction) { ledger::append(transaction, entries); });
}

}  // namespace junkai::ledger
