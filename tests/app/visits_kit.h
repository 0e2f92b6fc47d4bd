// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/visits/forget_ended.h"
#include "app/visits/get_progress.h"
#include "app/visits/list_doors.h"
#include "app/visits/list_visits.h"
#include "app/visits/record_visit.h"
#include "base/japan_time.h"
#include "kit/world.h"

#include <algorithm>

namespace junkai {

using app::DoorsShown;
using app::VisitWords;
using domain::UnitId;
using domain::visits::DueReason;
using domain::visits::LeaveBehindNotice;
using domain::visits::MetWhom;
using domain::visits::NightStanding;
using domain::visits::NoticeKind;
using domain::visits::Topic;
using domain::visits::VisitOutcome;
using domain::visits::VisitWarning;

constexpr Date day_of(int year, unsigned month, unsigned day)
{
    return Date(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day));
}

inline LeaveBehindNotice notice(const std::optional<Date>& follow_up = {})
{
    return {.id = domain::NoticeId(Uuid{}), .left_at = {}, .follow_up_on = follow_up};
}

inline std::string code_of(const Refusal& refusal)
{
    return std::string(refusal.code.view());
}

/// A beat officer at the doors of a small world.
class Visits : public kit::WorldTest {
protected:
    /// A visit that ended now and began five minutes ago.
    VisitWords words(VisitOutcome outcome)
    {
        VisitWords out{.outcome = outcome};
        out.ended_at = world.clock.now();
        out.started_at = out.ended_at - std::chrono::minutes(5);
        const bool met = outcome == VisitOutcome::Met || outcome == VisitOutcome::MetNoCard;
        if (met) out.met_whom = MetWhom::Self;
        return out;
    }

    auto record(UnitId unit, const VisitWords& said)
    {
        return app::record_visit(app, world.once(world.caller("BEAT")), unit, said);
    }

    void record_well(UnitId unit, VisitOutcome outcome)
    {
        const auto recorded = record(unit, words(outcome));
        ASSERT_TRUE(recorded) << code_of(recorded.error());
    }

    app::DoorsOfDay doors(DoorsShown shown = DoorsShown::Due, std::string_view role = "BEAT")
    {
        auto listed = app::list_doors(app, world.caller(role), world.here.beats[0], shown, {}, 500);
        EXPECT_TRUE(listed) << code_of(listed.error());
        return std::move(*listed);
    }

    std::optional<app::DoorLine> door(UnitId unit, std::string_view role = "BEAT")
    {
        const auto all = doors(DoorsShown::All, role);
        const auto found =
            std::ranges::find_if(all.lines, [&](const auto& line) { return line.door.unit.id == unit; });
        return found == all.lines.end() ? std::nullopt : std::optional(*found);
    }

    std::vector<app::VisitLine> history(UnitId unit, std::string_view role = "BEAT")
    {
        auto listed = app::list_visits(app, world.caller(role), unit, {}, 100);
        EXPECT_TRUE(listed) << code_of(listed.error());
        return std::move(*listed);
    }
};

}  // namespace junkai
