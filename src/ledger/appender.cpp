// SPDX-License-Identifier: Apache-2.0
#include "ledger/appender.h"

#include "base/errors.h"
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
    Waiting mine{&station, &entry, detail};
    std::unique_lock lock(mutex_);
    if (queue_.size() >= limit_) throw StorageUnavailable("too many reads wait to be recorded");
    queue_.push_back(&mine);
    if (queue_.size() == 1) work_.notify_one();
    finished_.wait(lock, [&] { return mine.done; });
    if (mine.error) std::rethrow_exception(mine.error);
}

void Appender::run()
{
    std::unique_lock lock(mutex_);
    for (;;) {
        work_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        std::deque<Waiting*> batch;
        batch.swap(queue_);
        lock.unlock();
        std::exception_ptr error;
        try {
            commit(batch);
        } catch (...) {
            // Whoever waits gets it: a read that could not be recorded is not answered.
            error = std::current_exception();
        }
        lock.lock();
        for (Waiting* waiting : batch) {
            waiting->error = error;
            waiting->done = true;
        }
        finished_.notify_all();
    }
}

void Appender::commit(const std::deque<Waiting*>& batch)
{
    database_.write([&](db::Transaction& transaction) {
        for (const Waiting* waiting : batch)
            ledger::append(transaction, *waiting->station, *waiting->entry, waiting->detail);
    });
}

}  // namespace junkai::ledger
