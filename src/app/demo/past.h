// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/household.h"
#include "app/station.h"
#include "storage/cards/cards.h"
#include "storage/visits/visits.h"

namespace junkai::app::demo {

/// Rules, sunset and officers that the past of a beat depends on.
struct BeatDuty {
    const Station& station;
    /// The beat's officer, and one who sometimes went with him.
    domain::OfficerId officer;
    domain::OfficerId companion;
    /// Visits lie in the three years before this day.
    Date today;
};

/// A visit with the 次回の目安 that it leaves.
struct PastVisit {
    storage::StoredVisit stored;
    std::optional<Date> not_before;
};

/// What happened at the doors of a beat. Each unit's visits stand in the order of time.
struct Past {
    struct AtUnit {
        std::vector<PastVisit> visits;
        /// Its number is given when it is stored.
        std::optional<storage::NewCard> card;
    };

    /// Beside the units of the neighbourhood.
    std::vector<AtUnit> units;
    /// Entrances that stayed shut.
    std::vector<storage::StoredVisit> shut;
    /// 夜間承認待ち.
    std::vector<domain::visits::NightApproval> waiting;
};

/// 三年分の巡回連絡: `visits_per_unit` on the average, each judged by the rules of its day as a real one is;
/// six households of ten have a card, made at their first meeting.
Past invent_past(const Neighbourhood& homes,
                 const BeatDuty& duty,
                 const Words& words,
                 double visits_per_unit,
                 Ids& ids,
                 Lots lots);

}  // namespace junkai::app::demo
