// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <functional>
#include <optional>
#include <string>

namespace junkai::app {

/// Whether the machine's clock may be believed with what cannot be taken back. A clock that was set months
/// ahead by a mistake would have outcomes forgotten that must be kept; three days more or less harm nobody.
class ClockWatch {
public:
    using Steady = std::function<std::chrono::microseconds()>;

    /// `last_recorded`: the newest instant that the store knows of; none for a new one. `steady` only runs
    /// on.
    ClockWatch(const Clock& clock, std::optional<Instant> last_recorded, Steady steady);

    /// Why the clock is not believed now; "" when it is. A clock that stays ahead for a day is believed: a
    /// server that was away for a month is no mistake, and by then somebody has read the log.
    std::string doubt();

private:
    void believe(Instant now);

    const Clock& clock_;
    const Steady steady_;
    Instant base_;
    std::chrono::microseconds base_steady_;
    std::optional<std::chrono::microseconds> in_doubt_since_;
};

}  // namespace junkai::app
