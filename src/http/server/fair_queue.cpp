// SPDX-License-Identifier: Apache-2.0
#include "http/server/fair_queue.h"

#include <algorithm>
#include <utility>

namespace junkai::http {

std::shared_ptr<Job> FairQueue::push(Lane lane, std::shared_ptr<Job> job, Time now)
{
    if (lane.group != 0) {
        const std::uint64_t before = std::exchange(pushed_group_, lane.group);
        if (before != 0 && before != lane.group) mixed_at_ = now;
    }
    if (size_ >= options_.limit) return give_way(lane, std::move(job));
    push_anyway(lane, std::move(job));
    return nullptr;
}

FairQueue::Turn FairQueue::pop(Time now)
{
    const auto found = next_group(now);
    if (found == groups_.end()) return {};
    Group& group = found->second;
    auto member = group.members.upper_bound(group.last_member);
    if (member == group.members.end()) member = group.members.begin();
    Turn turn{std::move(member->second.front()), {found->first, member->first}};
    member->second.pop_front();
    group.last_member = member->first;
    if (member->second.empty()) group.members.erase(member);
    last_group_ = found->first;
    --group.waiting;
    ++group.running;
    --size_;
    return turn;
}

void FairQueue::finish(Lane lane)
{
    const auto found = groups_.find(lane.group);
    if (--found->second.running == 0 && found->second.waiting == 0) groups_.erase(found);
}

FairQueue::Groups::iterator FairQueue::next_group(Time now)
{
    const bool mixed = mixed_at_ != Time::min() && now - mixed_at_ < options_.memory;
    auto best = groups_.end();
    // Round the circle from behind the last one, so that the first of equals is the one whose turn it is.
    auto at = groups_.upper_bound(last_group_);
    for (std::size_t i = 0; i < groups_.size(); ++i, ++at) {
        if (at == groups_.end()) at = groups_.begin();
        const Group& group = at->second;
        const bool shares = mixed || at->first == 0;
        if (group.waiting == 0 || (shares && group.running >= options_.group_share)) continue;
        if (best == groups_.end() || group.running < best->second.running) best = at;
    }
    return best;
}

std::shared_ptr<Job> FairQueue::give_way(Lane lane, std::shared_ptr<Job> job)
{
    const auto by_waiting = [](const auto& a, const auto& b) { return a.second.waiting < b.second.waiting; };
    const auto by_size = [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); };
    // No room at all, or nobody waits who could leave.
    const auto fullest = std::max_element(groups_.begin(), groups_.end(), by_waiting);
    if (fullest == groups_.end() || fullest->second.waiting == 0) return job;
    const auto own = groups_.find(lane.group);
    const std::size_t own_waiting = own == groups_.end() ? 0 : own->second.waiting;
    // Who would have as many waiting as the fullest waits like it: it gives way to nobody's gain.
    Group* group = &fullest->second;
    if (own_waiting + 1 >= group->waiting) {
        if (own_waiting == 0) return job;
        group = &own->second;
    }
    const auto member = std::max_element(group->members.begin(), group->members.end(), by_size);
    if (own != groups_.end() && group == &own->second) {
        const auto mine = group->members.find(lane.member);
        const std::size_t my_waiting = mine == group->members.end() ? 0 : mine->second.size();
        if (my_waiting + 1 >= member->second.size()) return job;
    }
    std::shared_ptr<Job> newest = std::move(member->second.back());
    member->second.pop_back();
    if (member->second.empty()) group->members.erase(member);
    --group->waiting;
    --size_;
    push_anyway(lane, std::move(job));
    return newest;
}

void FairQueue::push_anyway(Lane lane, std::shared_ptr<Job> job)
{
    Group& group = groups_[lane.group];
    group.members[lane.member].push_back(std::move(job));
    ++group.waiting;
    ++size_;
}

}  // namespace junkai::http
