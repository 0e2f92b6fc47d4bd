// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/server/fair_queue.h"

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace junkai::http {

/// Something to run on a worker. Does not throw: what a handler throws is turned into an answer before it
/// gets here. It is given the pool's own reference to itself, so that it can end its life on the thread it
/// came from.
class Job {
public:
    virtual ~Job() = default;
    virtual void run(std::shared_ptr<Job> self) noexcept = 0;
    /// It will not run: it waited and had to make room for someone who waits for less. On the thread of
    /// whoever came.
    virtual void turn_away(std::shared_ptr<Job> self) noexcept = 0;
};

/// A fixed number of threads behind a fair queue of bounded length: handlers block on the database, sockets
/// never wait for them. What does not fit in the queue is refused at once, which a caller can retry; what
/// waits too long cannot.
class WorkerPool {
public:
    WorkerPool(std::size_t threads, FairQueueOptions options);
    /// Runs what is queued, then joins.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Runs the job when its lane's turn comes, or turns one away: this one, or one of who has most waiting.
    void submit(Lane lane, std::shared_ptr<Job> job);
    /// Beyond the limit, for the next piece of an answer that has begun; false when the pool is stopping.
    bool submit_continuation(Lane lane, std::shared_ptr<Job> job);
    void stop();
    std::size_t queued() const;

private:
    void work();

    mutable std::mutex mutex_;
    std::condition_variable ready_;
    FairQueue queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace junkai::http
