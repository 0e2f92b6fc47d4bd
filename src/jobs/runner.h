// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// Work that nobody asks for: the integrator, the tidying, the forgetting.
namespace junkai::jobs {

struct Job {
    std::string name;
    std::chrono::milliseconds every;
    std::function<void()> run;
};

/// Told what a job threw: the name of the job and the text of our own exceptions, which carry no personal
/// data.
using OnFailure = std::function<void(const std::string& job, const std::string& what)>;

/// Runs each job in a thread of its own, again and again, the first time at once. A job that fails is
/// reported and tried again at its next turn. Stops between two runs.
class Runner {
public:
    Runner(std::vector<Job> jobs, OnFailure on_failure);
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

private:
    void repeat(const Job& job);

    const std::vector<Job> jobs_;
    const OnFailure on_failure_;
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace junkai::jobs
