// SPDX-License-Identifier: Apache-2.0
#include "domain/visits/due.h"
#include "domain/visits_kit.h"

#include <algorithm>

namespace junkai::domain::visits {
namespace {

places::Unit unit()
{
    return {.id = kUnit, .station = id<StationId>(1), .beat = id<BeatId>(1), .dwelling = id<DwellingId>(1)};
}

// [clause 4-1a] [clause 4-1b] [clause 4-2(1)]
TEST(DueReason, IsThereOnBothSidesOfEachBorder)
{
    struct Row {
        const char* what;
        DoorHistory history;
        Date today;
        std::string expected;
    };

    const Date last = ymd(2024, 12, 6);
    // clang-format off
    const Row rows[] = {
        {"never met", {}, kDay, "NEVER_MET"},
        {"last day of the year", {.last_met = last, .last_tried = last}, ymd(2025, 12, 6), ""},
        {"the day after", {.last_met = last, .last_tried = last}, ymd(2025, 12, 7), "PERIOD_OVER"},
        {"tried today", {.last_tried = kDay}, kDay, ""},
        {"tried yesterday", {.last_tried = ymd(2025, 12, 5)}, kDay, "NEVER_MET"},
        {"not before tomorrow", {.not_before = ymd(2025, 12, 7)}, kDay, ""},
        {"not before today", {.not_before = kDay}, kDay, "NEVER_MET"},
        {"promised for tomorrow",
         {.last_tried = ymd(2025, 12, 1), .follow_up_on = ymd(2025, 12, 7)},
         kDay,
         ""},
        {"promised for today", {.last_tried = ymd(2025, 12, 1), .follow_up_on = kDay}, kDay, "FOLLOW_UP"},
        {"promise kept",
         {.last_tried = ymd(2025, 12, 5), .follow_up_on = ymd(2025, 12, 5)},
         kDay,
         "NEVER_MET"},
        {"evening approved for today", {.last_tried = kDay, .night_on = kDay}, kDay, "NIGHT_APPROVED"},
        {"evening approved for tomorrow", {.night_on = ymd(2025, 12, 7)}, kDay, ""},
        {"evening approved for yesterday", {.night_on = ymd(2025, 12, 5)}, kDay, "NEVER_MET"},
        {"entrance shut yesterday", {.building_closed_on = ymd(2025, 12, 5)}, kDay, "BUILDING_WAS_CLOSED"},
        {"entrance shut today", {.building_closed_on = kDay}, kDay, ""},
        {"entrance shut before the last attempt",
         {.last_tried = ymd(2025, 12, 5), .building_closed_on = ymd(2025, 12, 4)},
         kDay,
         "NEVER_MET"},
        {"special order", {.last_met = ymd(2025, 12, 5), .special_order = true}, kDay, "SPECIAL_ORDER"},
        {"special order, met today", {.last_met = kDay, .last_tried = kDay, .special_order = true}, kDay, ""},
    };
    // clang-format on
    for (const Row& row : rows) {
        const auto due = due_reason(unit(), row.history, std::nullopt, false, row.today, {});
        EXPECT_EQ(due ? std::string(code_of(due->reason)) : "", row.expected) << row.what;
        EXPECT_FALSE(due_reason(unit(), row.history, std::nullopt, true, row.today, {})) << row.what;
    }
    places::Unit closed = unit();
    closed.state = places::UnitState::Closed;
    EXPECT_FALSE(due_reason(closed, {}, std::nullopt, false, kDay, {}));
}

TEST(DueReason, CountsByTheCivilCodeAndByTheSetFrequency)
{
    EXPECT_EQ(due_again_on(ymd(2025, 2, 28), {4, 12}), ymd(2025, 6, 1));
    EXPECT_EQ(due_again_on(ymd(2025, 2, 28), {2, 12}), ymd(2025, 9, 1));
    EXPECT_EQ(due_again_on(ymd(2025, 5, 15), {2, 12}), ymd(2025, 11, 16));
    EXPECT_EQ(due_again_on(ymd(2024, 2, 29), {1, 12}), ymd(2025, 3, 1));
    EXPECT_EQ(due_again_on(ymd(2025, 12, 6), {5, 12}), ymd(2026, 2, 7));
    EXPECT_EQ(due_again_on(ymd(2025, 12, 6), {2, 1}), ymd(2025, 12, 22));

    places::Unit hub = unit();
    hub.hub = places::HubKind::School;
    EXPECT_EQ(frequency_of(hub, std::nullopt, {}), (Frequency{4, 12}));
    EXPECT_EQ(frequency_of(unit(), std::nullopt, {}), (Frequency{1, 12}));
    EXPECT_EQ(frequency_of(hub, Frequency{2, 12}, {}), (Frequency{2, 12}));
    const DoorHistory history{.last_met = ymd(2025, 8, 31), .last_tried = ymd(2025, 8, 31), .absences = 2};
    const auto due = due_reason(hub, history, std::nullopt, false, kDay, {});
    ASSERT_TRUE(due);
    EXPECT_EQ(*due, (Due{DueReason::PeriodOver, ymd(2025, 12, 1), ymd(2025, 8, 31), 2}));
}

Visit visit(VisitOutcome outcome)
{
    return {.id = id<VisitId>(1),
            .station = id<StationId>(1),
            .beat = id<BeatId>(1),
            .target = kUnit,
            .outcome = outcome,
            .started_at = at(ymd(2025, 2, 28), 10, 0),
            .ended_at = at(ymd(2025, 2, 28), 10, 1),
            .recorded_by = id<OfficerId>(1),
            .recorded_at = at(ymd(2025, 2, 28), 10, 1)};
}

// [clause 4-7(5)]
TEST(EndedAtRequest, IsSpacedAndForgotten)
{
    EXPECT_EQ(not_before_after(visit(VisitOutcome::EndedAtRequest), {}), ymd(2025, 9, 1));
    EXPECT_EQ(not_before_after(visit(VisitOutcome::Absent), {}), std::nullopt);
    Visit promised = visit(VisitOutcome::Absent);
    promised.notice = notice(ymd(2025, 3, 5));
    EXPECT_EQ(not_before_after(promised, {}), ymd(2025, 3, 5));
    EXPECT_EQ(forget_ended_on(ymd(2025, 2, 28), {}), ymd(2026, 3, 1));
    VisitRules month;
    month.refusal_keep_months = 1;
    EXPECT_EQ(forget_ended_on(ymd(2025, 5, 15), month), ymd(2025, 6, 16));
}

}  // namespace
}  // namespace junkai::domain::visits
