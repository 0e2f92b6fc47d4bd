// SPDX-License-Identifier: Apache-2.0
#include "jobs/runner.h"

#include <exception>

namespace junkai::jobs {

Runner::Runner(std::vector<Job> jobs, OnFailure on_failure)
    : jobs_(std::move(jobs)), on_failure_(std::move(on_failure))
{
    threads_.reserve(jobs_.size());
    for (const Job& job : jobs_)
        threads_.emplace_back([this, &job] { repeat(job); });
}

Runner::~Runner()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stop_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

void Runner::repeat(const Job& job)
{
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        try {
            job.run();
        } catch (const std::exception& failure) {
            on_failure_(job.name, failure.what());
        }
        lock.lock();
        stop_.wait_for(lock, job.every, [this] { return stopping_; });
    }
}

}  // namespace junkai::jobs
