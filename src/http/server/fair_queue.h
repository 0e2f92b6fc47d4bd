// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/lane.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>

namespace junkai::http {

class Job;

struct FairQueueOptions {
    /// Jobs that may wait, of all lanes together.
    std::size_t limit = 512;
    /// Jobs of one group that may run at a time while others ask too; of those whom nobody knows yet, always.
    std::size_t group_share = 12;
    /// How long "others ask too" lasts after the last of them.
    std::chrono::seconds memory{10};
};

/// Who is next for a worker. The group with the fewest running jobs goes first, equal ones take turns, and so
/// do the members of a group: a station that sends a thousand requests waits for itself. Nothing here locks
/// or reads a clock; the pool does.
class FairQueue {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit FairQueue(FairQueueOptions options) : options_(options) {}

    /// Null: the job waits. Else the one that has to leave for want of room: whoever has most waiting gives
    /// way, the newest first, which may be `job` itself.
    std::shared_ptr<Job> push(Lane lane, std::shared_ptr<Job> job, Time now);

    /// Whatever the limit: the next piece of an answer that has begun.
    void push_anyway(Lane lane, std::shared_ptr<Job> job);

    struct Turn {
        std::shared_ptr<Job> job;
        Lane lane;
    };

    /// The next job, counted as running until finish(); null when nobody waits, or only groups that have
    /// their share of the workers.
    Turn pop(Time now);

    void finish(Lane lane);

    std::size_t size() const { return size_; }

private:
    using Jobs = std::deque<std::shared_ptr<Job>>;

    struct Group {
        std::map<std::uint64_t, Jobs> members;
        std::uint64_t last_member = 0;
        std::size_t waiting = 0;
        std::size_t running = 0;
    };

    using Groups = std::map<std::uint64_t, Group>;

    Groups::iterator next_group(Time now);
    std::shared_ptr<Job> give_way(Lane lane, std::shared_ptr<Job> job);

    FairQueueOptions options_;
    Groups groups_;
    std::uint64_t last_group_ = 0;
    /// Of the last push by somebody known, and when it was followed by one of another group.
    std::uint64_t pushed_group_ = 0;
    Time mixed_at_ = Time::min();
    std::size_t size_ = 0;
};

}  // namespace junkai::http
