// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "app/beat_ref.h"
#include "storage/visits/progress.h"

namespace junkai::app {

/// 進捗 of one beat: counts, no names.
struct BeatProgress {
    BeatRef beat;
    storage::BeatCounts counts;
};

/// 巡連区ごとの進捗 (3-2a), from counters that visits and cards keep, for the beats that the caller may see.
Result<std::vector<BeatProgress>> get_progress(App& app, const Caller& caller);

}  // namespace junkai::app
