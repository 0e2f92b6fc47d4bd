// SPDX-License-Identifier: Apache-2.0
#include "http/server/worker_pool.h"

#include <utility>

namespace junkai::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_limit) : queue_limit_(queue_limit)
{
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

bool WorkerPool::submit(std::shared_ptr<Job> job)
{
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || queue_.size() >= queue_limit_) return false;
        queue_.push_back(std::move(job));
    }
    ready_.notify_one();
    return true;
}

bool WorkerPool::submit_continuation(std::shared_ptr<Job> job)
{
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return false;
        queue_.push_front(std::move(job));
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
    while (true) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            job = std::move(queue_.front());
            queue_.pop_front();
        }
        Job& running = *job;
        running.run(std::move(job));
    }
}

}  // namespace junkai::http
