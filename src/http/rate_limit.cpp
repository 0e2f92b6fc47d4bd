// SPDX-License-Identifier: Apache-2.0
#include "http/rate_limit.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace junkai::http {

RateLimiter::RateLimiter(RateRule rule, std::size_t max_keys)
    : rule_(rule), max_per_shard_(std::max<std::size_t>(max_keys / kShards, 1))
{
}

std::optional<std::chrono::seconds> RateLimiter::take(std::string_view key,
                                                      std::chrono::steady_clock::time_point now)
{
    if (rule_.per_second <= 0) return std::nullopt;
    Shard& shard = shards_[std::hash<std::string_view>()(key) % kShards];
    const std::lock_guard lock(shard.mutex);
    if (shard.buckets.size() >= max_per_shard_ && !shard.buckets.contains(std::string(key)))
        forget_some(shard, now);
    Bucket& bucket = shard.buckets.try_emplace(std::string(key), Bucket{rule_.burst, now}).first->second;
    bucket.tokens = refilled(bucket, now);
    bucket.at = std::max(bucket.at, now);
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return std::nullopt;
    }
    const double wait = std::ceil((1 - bucket.tokens) / rule_.per_second);
    return std::chrono::seconds(std::max<std::int64_t>(1, static_cast<std::int64_t>(wait)));
}

std::size_t RateLimiter::keys() const
{
    std::size_t all = 0;
    for (const Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        all += shard.buckets.size();
    }
    return all;
}

double RateLimiter::refilled(const Bucket& bucket, std::chrono::steady_clock::time_point now) const
{
    const double seconds = std::chrono::duration<double>(std::max(now - bucket.at, {})).count();
    return std::min(rule_.burst, bucket.tokens + seconds * rule_.per_second);
}

void RateLimiter::forget_some(Shard& shard, std::chrono::steady_clock::time_point now) const
{
    std::erase_if(shard.buckets,
                  [&](const auto& entry) { return refilled(entry.second, now) >= rule_.burst; });
    while (shard.buckets.size() >= max_per_shard_) {
        const auto fullest =
            std::max_element(shard.buckets.begin(), shard.buckets.end(), [&](const auto& a, const auto& b) {
                return refilled(a.second, now) < refilled(b.second, now);
            });
        shard.buckets.erase(fullest);
    }
}

}  // namespace junkai::http
