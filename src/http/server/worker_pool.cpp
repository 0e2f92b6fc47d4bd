// SPDX-License-Identifier: Apache-2.0
#include "http/server/worker_pool.h"

#include <utility>

namespace junkai::http {

WorkerPool::WorkerPool(std::size_t threads, FairQueueOptions options) : queue_(options)
{
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

void WorkerPool::submit(Lane lane, std::shared_ptr<Job> job)
{
    std::shared_ptr<Job> refused;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) {
            refused = std::move(job);
        } else {
            refused = queue_.push(lane, std::move(job), std::chrono::steady_clock::now());
        }
    }
    ready_.notify_one();
    if (!refused) return;
    Job& leaving = *refused;
    leaving.turn_away(std::move(refused));
}

bool WorkerPool::submit_continuation(Lane lane, std::shared_ptr<Job> job)
{
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return false;
        queue_.push_anyway(lane, std::move(job));
    }
    ready_.notify_one();
    return true;
}

void WorkerPool::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

std::size_t WorkerPool::queued() const
{
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void WorkerPool::work()
{
    std::unique_lock lock(mutex_);
    while (true) {
        FairQueue::Turn turn;
        ready_.wait(lock, [&] {
            // Whoever stops lets all run, whatever their share.
            turn = queue_.pop(stopping_ ? FairQueue::Time::max() : std::chrono::steady_clock::now());
            return turn.job != nullptr || stopping_;
        });
        if (!turn.job) return;
        lock.unlock();
        Job& running = *turn.job;
        running.run(std::move(turn.job));
        lock.lock();
        queue_.finish(turn.lane);
    }
}

}  // namespace junkai::http
