// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/kit.h"
#include "domain/visits/record.h"

/// An invented door in Urawa and what an officer may say of it.
namespace junkai::domain::visits {

// Urawa on 6 December 2025: the sun sets at 16:27.
inline const Coordinates kUrawa{35.857, 139.649};
inline const Date kDay = ymd(2025, 12, 6);
inline const UnitId kUnit = id<UnitId>(1);

inline VisitReport met(int from_hour = 10, int from_minute = 0, int minutes = 10)
{
    const Instant start = at(kDay, from_hour, from_minute);
    return {.target = kUnit,
            .outcome = VisitOutcome::Met,
            .met_whom = MetWhom::Self,
            .visitors = {{id<OfficerId>(1)}},
            .started_at = start,
            .ended_at = start + std::chrono::minutes(minutes)};
}

inline VisitReport absent(VisitOutcome outcome = VisitOutcome::Absent)
{
    VisitReport out = met();
    out.outcome = outcome;
    out.met_whom.reset();
    return out;
}

inline DoorFacts door()
{
    return {.place = kUrawa};
}

inline LeaveBehindNotice notice(std::optional<Date> follow_up = std::nullopt)
{
    return {.id = id<NoticeId>(1), .left_at = at(kDay, 10, 5), .follow_up_on = follow_up};
}

using Report = VisitReport;
inline const Instant kNow = at(kDay, 23, 0);

}  // namespace junkai::domain::visits
