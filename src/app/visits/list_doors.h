// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "domain/visits/due.h"
#include "storage/places/places.h"

namespace junkai::app {

/// DUE: due today. REVISIT: of these, the ones tried in vain before. ALL: every unit of the beat.
enum class DoorsShown : std::uint8_t { Due, Revisit, All };

/// One door of the day.
struct DoorLine {
    storage::Door door;
    /// Why it is due; none when it is not.
    std::optional<domain::visits::Due> due = {};
    /// From the card, where the reader may open it.
    PersonalText name = {};
    PersonalText kana = {};
    bool tried_today = false;
    /// What was recorded today, as far as the reader may know it.
    std::optional<domain::visits::VisitOutcome> today = {};
};

/// 本日の巡回 of one beat.
struct DoorsOfDay {
    std::vector<DoorLine> lines;
    bool is_last_page = true;
    int done_today = 0;
    int left = 0;
    Date date;
    /// Nightfall by the prefecture's rules: sunset, or its fixed hour.
    Instant sunset;
    bool night_now = false;
};

/// 本日の訪問先 (4-1a, 4-1b, 4-2): the units of a beat that are due, each with its reason, in walking order.
Result<DoorsOfDay> list_doors(App& app,
                              const Caller& caller,
                              domain::BeatId beat,
                              DoorsShown shown,
                              const storage::DoorCursor& after,
                              int limit);

}  // namespace junkai::app

namespace junkai::domain {

template <>
struct Codes<app::DoorsShown> {
    static constexpr CodeRow<app::DoorsShown> rows[] = {
        {app::DoorsShown::Due, "DUE"},
        {app::DoorsShown::Revisit, "REVISIT"},
        {app::DoorsShown::All, "ALL"},
    };
};

}  // namespace junkai::domain
