// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <atomic>
#include <stdexcept>
#include <string_view>

namespace junkai::kit {

/// A clock that stands still until it is moved. Safe to move while other threads read it.
class FrozenClock final : public Clock {
public:
    /// 2026-03-02 is a Monday; 09:00 in Japan.
    explicit FrozenClock(std::string_view at = "2026-03-02T09:00:00+09:00") { set(at); }

    Instant now() const override { return from_micros(micros_.load()); }

    void set(Instant at) { micros_ = to_micros(at); }

    void set(std::string_view at)
    {
        const auto instant = parse_instant(at);
        if (!instant) throw std::invalid_argument("not an instant");
        set(*instant);
    }

    void advance(std::chrono::microseconds by) { micros_ += by.count(); }

private:
    std::atomic<std::int64_t> micros_{0};
};

}  // namespace junkai::kit
