// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace junkai::http {

struct RateRule {
    /// Tokens that come back in a second; 0 switches the limit off.
    double per_second = 0;
    /// How many may be taken at once.
    double burst = 1;
};

/// A token bucket per key (an address, a session). Memory is bounded: full buckets are forgotten, and when
/// all of them are in use the fullest are, which forgives rather than blocks.
class RateLimiter {
public:
    explicit RateLimiter(RateRule rule, std::size_t max_keys = 65'536);

    /// Nothing when one token was taken; else how long to wait, at least one second (Retry-After).
    std::optional<std::chrono::seconds> take(std::string_view key, std::chrono::steady_clock::time_point now);

    std::size_t keys() const;

private:
    struct Bucket {
        double tokens;
        std::chrono::steady_clock::time_point at;
    };

    struct Shard {
        mutable std::mutex mutex;
        std::unordered_map<std::string, Bucket> buckets;
    };

    static constexpr std::size_t kShards = 16;

    double refilled(const Bucket& bucket, std::chrono::steady_clock::time_point now) const;
    void forget_some(Shard& shard, std::chrono::steady_clock::time_point now) const;

    RateRule rule_;
    std::size_t max_per_shard_;
    std::array<Shard, kShards> shards_;
};

}  // namespace junkai::http
