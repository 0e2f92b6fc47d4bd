// SPDX-License-Identifier: Apache-2.0
#include "app/clock_watch.h"

namespace junkai::app {

namespace {

constexpr std::chrono::hours kTolerance{3 * 24};
constexpr std::chrono::hours kDoubt{24};

}  // namespace

ClockWatch::ClockWatch(const Clock& clock, std::optional<Instant> last_recorded, Steady steady)
    : clock_(clock), steady_(std::move(steady)), base_(last_recorded.value_or(clock.now())),
      base_steady_(steady_())
{
}

std::string ClockWatch::doubt()
{
    const Instant now = clock_.now();
    const auto steady = steady_();
    const Instant expected = base_ + (steady - base_steady_);
    if (now <= expected + kTolerance) {
        believe(now);
        return "";
    }
    if (!in_doubt_since_) in_doubt_since_ = steady;
    if (steady - *in_doubt_since_ >= kDoubt) {
        believe(now);
        return "";
    }
    const auto days = std::chrono::duration_cast<std::chrono::days>(now - expected);
    return "the clock is " + std::to_string(days.count()) +
           " days ahead of what was last recorded; nothing is forgotten until it has been so for a day";
}

void ClockWatch::believe(Instant now)
{
    base_ = now;
    base_steady_ = steady_();
    in_doubt_since_.reset();
}

}  // namespace junkai::app
