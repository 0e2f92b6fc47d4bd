// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/lane.h"
#include "http/message.h"

#include <cstddef>
#include <shared_mutex>
#include <unordered_map>

namespace junkai::http {

/// Which lane a request takes, known from its head before anybody has looked up the session: a cookie that
/// has proved good goes in the lane of its station, any other in that of its address, so that inventing
/// cookies gains nothing. Memory is bounded; a session that is forgotten is learnt again.
class Lanes {
public:
    explicit Lanes(std::size_t remembered = 8192) : remembered_(remembered) {}

    Lane find(const Request& head) const;
    void learn(const Request& request, const Principal& who);

private:
    using Known = std::unordered_map<std::uint64_t, Lane>;

    std::size_t remembered_;
    mutable std::shared_mutex mutex_;
    /// When the first is full it becomes the second, and what was in that is forgotten.
    Known recent_;
    Known older_;
};

}  // namespace junkai::http
