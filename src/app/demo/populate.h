// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "app/demo/organisation.h"
#include "app/demo/words.h"

#include <functional>
#include <span>

namespace junkai::app::demo {

/// What was made so far.
struct Counts {
    std::uint64_t units = 0;
    std::uint64_t buildings = 0;
    std::uint64_t cards = 0;
    std::uint64_t visits = 0;
};

/// How full a station is made.
struct Fill {
    std::uint64_t units = 0;
    /// Its own towns; no other station has them.
    std::span<const Town> towns;
    /// Within three years.
    double visits_per_unit = 3;
};

/// Fills the beats of a station that has its organisation: a transaction for each beat, and one entry in the
/// ledger at the end. `progress` is called after each beat. Machines may do this to an empty store only.
Counts populate(App& app,
                Station& station,
                const Words& words,
                const Fill& fill,
                const Origin& origin,
                const std::function<void(const Counts&)>& progress);

}  // namespace junkai::app::demo
