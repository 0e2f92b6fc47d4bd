// SPDX-License-Identifier: Apache-2.0
#include "domain/visits/due.h"
#include "domain/visits/night.h"
#include "domain/visits/record.h"

#include "base/japan_time.h"

#include <algorithm>
#include <functional>

namespace junkai::domain::visits {
namespace {

template <class I>
I id(unsigned char value)
{
    Uuid uuid;
    uuid.bytes.back() = std::byte{value};
    return I(uuid);
}

constexpr Date ymd(int year, unsigned month, unsigned day)
{
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

Instant at(Date day, int hour, int minute)
{
    return japan_instant(day, hour * 60 + minute);
}

std::string code(const auto& result)
{
    return result ? "" : std::string(result.error().code.view());
}

// Urawa on 6 December 2025: the sun sets at 16:27.
const Coordinates kUrawa{35.857, 139.649};
const Date kDay = ymd(2025, 12, 6);
const UnitId kUnit = id<UnitId>(1);

VisitReport met(int from_hour = 10, int from_minute = 0, int minutes = 10)
{
    const Instant start = at(kDay, from_hour, from_minute);
    return {.target = kUnit,
            .outcome = VisitOutcome::Met,
            .met_whom = MetWhom::Self,
            .visitors = {{id<OfficerId>(1)}},
            .started_at = start,
            .ended_at = start + std::chrono::minutes(minutes)};
}

VisitReport absent(VisitOutcome outcome = VisitOutcome::Absent)
{
    VisitReport out = met();
    out.outcome = outcome;
    out.met_whom.reset();
    return out;
}

DoorFacts door()
{
    return {.place = kUrawa};
}

LeaveBehindNotice notice(std::optional<Date> follow_up = std::nullopt)
{
    return {.id = id<NoticeId>(1), .left_at = at(kDay, 10, 5), .follow_up_on = follow_up};
}

template <class T>
T with(T value, const std::function<void(T&)>& change)
{
    change(value);
    return value;
}

using Report = VisitReport;
const Instant kNow = at(kDay, 23, 0);

// [clause 4-3(1)] [clause 4-7(5)] [clause 4-7(4)] [clause 4-1b] [clause 4-3(3)ア] [clause 4-5]
TEST(DecideVisit, EachOutcomeCarriesWhatItMay)
{
    using enum VisitOutcome;

    struct Row {
        const char* what;
        VisitReport report;
        DoorFacts facts;
        const char* expected;
    };

    const auto building = [](Report& r) { r.target = id<BuildingId>(1); };
    const auto exempt = with<DoorFacts>(door(), [](auto& d) { d.is_exempt = true; });
    const auto carded = with<DoorFacts>(door(), [](auto& d) { d.has_card = true; });
    // clang-format off
    const Row rows[] = {
        {"met", met(), door(), ""},
        {"met without saying whom", with<Report>(met(), [](auto& r) { r.met_whom.reset(); }), door(),
         "visits.met_whom_missing"},
        {"met, no card", with<Report>(met(), [](auto& r) { r.outcome = MetNoCard; }), door(), ""},
        {"met with all topics", with<Report>(met(),
                                             [](auto& r) {
                                                 const auto all = all_of<Topic>();
                                                 r.topics.assign(all.begin(), all.end());
                                                 r.topic_text = PersonalText("見守りの案内");
                                             }),
         door(), ""},
        {"a topic twice",
         with<Report>(met(), [](auto& r) { r.topics = {Topic::LikelyHarm, Topic::LikelyHarm}; }), door(),
         "visits.topic_twice"},
        {"absent", absent(), door(), ""},
        {"absent, yet somebody was met", with<Report>(absent(), [](auto& r) { r.met_whom = MetWhom::Self; }), door(),
         "visits.nobody_was_met"},
        {"absent, yet told something",
         with<Report>(absent(), [](auto& r) { r.topics = {Topic::FirstMeasures}; }), door(), "visits.nobody_was_met"},
        {"absent with a notice", with<Report>(absent(), [](auto& r) { r.notice = notice(kDay); }), door(), ""},
        {"follow-up yesterday", with<Report>(absent(), [](auto& r) { r.notice = notice(ymd(2025, 12, 5)); }), door(),
         "visits.follow_up_past"},
        {"met with a notice", with<Report>(met(), [](auto& r) { r.notice = notice(); }), door(),
         "visits.notice_without_absence"},
        {"ended at request", absent(EndedAtRequest), door(), ""},
        {"ended, whom", with<Report>(absent(EndedAtRequest), [](auto& r) { r.met_whom = MetWhom::Self; }), door(),
         "visits.ended_carries_nothing"},
        {"ended, topic", with<Report>(absent(EndedAtRequest), [](auto& r) { r.topics = {Topic::LikelyHarm}; }),
         door(), "visits.ended_carries_nothing"},
        {"ended, words",
         with<Report>(absent(EndedAtRequest), [](auto& r) { r.topic_text = PersonalText("。"); }), door(),
         "visits.ended_carries_nothing"},
        {"ended, notice", with<Report>(absent(EndedAtRequest), [](auto& r) { r.notice = notice(); }), door(),
         "visits.ended_carries_nothing"},
        {"entrance shut", with<Report>(absent(BuildingClosed), building), door(), ""},
        {"entrance shut at one unit", absent(BuildingClosed), door(), "visits.outcome_not_for_target"},
        {"a building met", with<Report>(met(), building), door(), "visits.outcome_not_for_target"},
        {"a building absent", with<Report>(absent(), building), door(), "visits.outcome_not_for_target"},
        {"exempt", met(), exempt, "visits.unit_exempt"},
        {"exempt, by special order",
         with<Report>(met(), [](auto& r) { r.special_order = id<SpecialOrderId>(1); }), exempt, ""},
        {"unit no longer there", met(), with<DoorFacts>(door(), [](auto& d) { d.is_closed = true; }),
         "visits.unit_closed"},
        {"intercom, with a card", with<Report>(met(), [](auto& r) { r.deemed = Deemed::A; }), carded, ""},
        {"intercom, without a card", with<Report>(met(), [](auto& r) { r.deemed = Deemed::A; }), door(),
         "visits.deemed_without_card"},
        {"intercom, absent", with<Report>(absent(), [](auto& r) { r.deemed = Deemed::A; }), carded,
         "visits.deemed_needs_met"},
        {"delivery at a door", with<Report>(met(), [](auto& r) { r.deemed = Deemed::I; }), carded,
         "visits.deemed_by_card_intake"},
        {"other work at a door", with<Report>(met(), [](auto& r) { r.deemed = Deemed::U; }), carded,
         "visits.deemed_by_card_intake"},
        {"nobody went", with<Report>(met(), [](auto& r) { r.visitors.clear(); }), door(), "visits.officers_count"},
        {"the same officer twice",
         with<Report>(met(), [](auto& r) { r.visitors.push_back(r.visitors.front()); }), door(),
         "visits.officer_twice"},
        {"ends before it starts",
         with<Report>(met(), [](auto& r) { r.ended_at = r.started_at - std::chrono::seconds(1); }), door(),
         "visits.times_impossible"},
        {"tomorrow", with<Report>(met(), [](auto& r) {
             r.started_at += std::chrono::hours(24);
             r.ended_at += std::chrono::hours(24);
         }),
         door(), "visits.in_future"},
        {"a control character in the memo",
         with<Report>(met(), [](auto& r) { r.topic_text = PersonalText("\x07"); }), door(),
         "visits.topic_text_unfit"},
    };
    // clang-format on
    for (const Row& row : rows)
        EXPECT_EQ(code(decide_visit(row.report, row.facts, kNow, {})), row.expected) << row.what;
}

TEST(DecideVisit, DerivesTheClassOfTheVisit)
{
    EXPECT_EQ(decide_visit(met(), door(), kNow, {})->visit_class, VisitClass::General);
    const auto hub = with<DoorFacts>(door(), [](auto& d) { d.is_hub = true; });
    EXPECT_EQ(decide_visit(met(), hub, kNow, {})->visit_class, VisitClass::Hub);
    const auto ordered = with<Report>(met(), [](auto& r) { r.special_order = id<SpecialOrderId>(1); });
    EXPECT_EQ(decide_visit(ordered, hub, kNow, {})->visit_class, VisitClass::Special);
}

NightApproval approval(std::optional<bool> two_officers = false)
{
    return {
        .id = id<ApprovalId>(1),
        .station = id<StationId>(1),
        .unit = kUnit,
        .beat = id<BeatId>(1),
        .requested_by = id<OfficerId>(1),
        .requested_at = at(kDay, 9, 0),
        .wish = {WishRoute::ByPhone, at(kDay, 8, 50)},
        .planned_start = at(kDay, 18, 0),
        .planned_end = at(kDay, 18, 30),
        .state = NightState::Approved,
        .two_officers = two_officers,
        .reason = "",
        .decided_by = id<OfficerId>(2),
        .decided_at = at(kDay, 12, 0)
    };
}

// [clause 4-4b] [clause 4-4c]
TEST(DecideVisit, NightNeedsThePriorApproval)
{
    using enum NightStanding;

    struct Row {
        const char* what;
        VisitReport report;
        std::optional<NightApproval> approval;
        const char* expected;
        NightStanding standing;
    };

    const auto planned = [](Report report, int hour, int minute) {
        report.planned_end = at(kDay, hour, minute);
        return report;
    };
    const auto late = [](Report report) {
        report.violation_reason = "申請を失念した";
        return report;
    };
    const auto two = [](Report report, bool community) {
        report.visitors.push_back({id<OfficerId>(2), community});
        return report;
    };
    using Approval = NightApproval;
    // clang-format off
    const Row rows[] = {
        {"ends a minute before sunset", met(16, 16, 10), std::nullopt, "", Day},
        {"ends after sunset, no plan", met(16, 20, 20), std::nullopt, "visits.night_not_approved", Day},
        {"overran its plan", planned(met(16, 20, 20), 16, 26), std::nullopt, "", Overran},
        {"planned past sunset", planned(met(16, 20, 20), 16, 40), std::nullopt, "visits.night_not_approved", Day},
        {"began after sunset, planned before", planned(met(16, 30, 5), 16, 30), std::nullopt,
         "visits.night_not_approved", Day},
        {"approved", met(18, 0), approval(), "", Approved},
        {"approved, within the grace", met(17, 31), approval(), "", Approved},
        {"approved, too early", met(17, 29), approval(), "visits.night_other_hour", Day},
        {"approved, at the planned end", met(18, 30), approval(), "", Approved},
        {"approved, after the planned end", met(18, 31), approval(), "visits.night_other_hour", Day},
        {"waiting", met(18, 0), with<Approval>(approval(), [](auto& a) { a.state = NightState::Waiting; }),
         "visits.night_not_approved", Day},
        {"sent back", met(18, 0), with<Approval>(approval(), [](auto& a) { a.state = NightState::SentBack; }),
         "visits.night_not_approved", Day},
        {"decided as it began", met(18, 0),
         with<Approval>(approval(), [](auto& a) { a.decided_at = at(kDay, 18, 0); }),
         "visits.night_approved_too_late", Day},
        {"decided just before", met(18, 0),
         with<Approval>(approval(), [](auto& a) { a.decided_at = at(kDay, 17, 59); }), "", Approved},
        {"for another door", met(18, 0), with<Approval>(approval(), [](auto& a) { a.unit = id<UnitId>(9); }),
         "visits.night_other_door", Day},
        {"two needed, one went", met(18, 0), approval(true), "visits.two_officers_needed", Day},
        {"two needed, two went", two(met(18, 0), true), approval(true), "", Approved},
        {"two needed, the second is no community officer", two(met(18, 0), false), approval(true),
         "visits.two_officers_needed", Day},
        {"entered late with its reason", late(met(18, 0)), std::nullopt, "", Violation},
        {"one officer too few, with its reason", late(met(18, 0)), approval(true), "", Violation},
        {"a reason does not spoil an approval", late(met(18, 0)), approval(), "", Approved},
    };
    // clang-format on
    for (const Row& row : rows) {
        DoorFacts facts = door();
        facts.approval = row.approval;
        const auto result = decide_visit(row.report, facts, kNow, {});
        EXPECT_EQ(code(result), row.expected) << row.what;
        if (result) {
            EXPECT_EQ(code_of(result->night), code_of(row.standing)) << row.what;
        }
    }
}

TEST(DecideVisit, AShutEntranceOnAnApprovedEvening)
{
    Report report = absent(VisitOutcome::BuildingClosed);
    report.target = id<BuildingId>(4);
    report.started_at = at(kDay, 18, 0);
    report.ended_at = report.started_at;
    DoorFacts facts = door();
    facts.approval = approval();
    EXPECT_EQ(code(decide_visit(report, facts, kNow, {})), "visits.night_other_door");
    facts.approval_building = id<BuildingId>(4);
    EXPECT_EQ(decide_visit(report, facts, kNow, {})->night, NightStanding::Approved);
}

TEST(DecideVisit, AFixedHourMayStandForSunset)
{
    VisitRules rules;
    rules.night_fixed_minute = 18 * 60;
    EXPECT_EQ(decide_visit(met(17, 50, 10), door(), kNow, rules)->night, NightStanding::Day);
    EXPECT_EQ(code(decide_visit(met(17, 50, 11), door(), kNow, rules)), "visits.night_not_approved");
}

// [clause 4-4a] [clause 4-7(4)]
TEST(DecideVisit, WarnsWhereItNeedNotRefuse)
{
    const auto warnings = [](const Report& report, Instant now = kNow) {
        return decide_visit(report, door(), now, {})->warnings;
    };
    using enum VisitWarning;
    EXPECT_TRUE(warnings(met(9, 0)).empty());
    EXPECT_EQ(warnings(met(8, 59)), std::vector{OutsideCourtesyWindow});
    EXPECT_EQ(warnings(absent()), std::vector{NoNoticeLeft});
    EXPECT_TRUE(warnings(with<Report>(absent(), [](auto& r) { r.notice = notice(); })).empty());
    EXPECT_EQ(warnings(met(), at(ymd(2025, 12, 7), 9, 0)), std::vector{LateEntry});
    EXPECT_TRUE(warnings(absent(VisitOutcome::EndedAtRequest)).empty());
    VisitRules until_four;
    until_four.courtesy_to_minute = 16 * 60;
    EXPECT_TRUE(decide_visit(met(15, 50, 10), door(), kNow, until_four)->warnings.empty());
    EXPECT_EQ(decide_visit(met(15, 50, 11), door(), kNow, until_four)->warnings,
              std::vector{OutsideCourtesyWindow});
}

NightRequest request(int hour = 18, int minutes = 30)
{
    return {
        .id = id<ApprovalId>(1),
        .station = id<StationId>(1),
        .unit = kUnit,
        .beat = id<BeatId>(1),
        .requested_by = id<OfficerId>(1),
        .wish = {WishRoute::ByPhone, at(kDay, 8, 50)},
        .planned_start = at(kDay, hour, 0),
        .planned_end = at(kDay, hour, minutes)
    };
}

// [clause 4-4b]
TEST(NightRequest, OnlyForTheResidentsWishAndOnlyBeforehand)
{
    const Instant morning = at(kDay, 9, 0);
    const auto decide = [&](const NightRequest& wanted, Instant now) {
        return code(decide_night_request(wanted, kUrawa, now, {}));
    };
    EXPECT_EQ(decide(request(), morning), "");
    EXPECT_EQ(decide(request(), at(kDay, 17, 59)), "");
    EXPECT_EQ(decide(request(), at(kDay, 18, 0)), "visits.night_already_begun");
    EXPECT_EQ(decide(request(15), morning), "visits.not_at_night");
    EXPECT_EQ(decide(request(16), morning), "");  // 16:00 to 16:30, and sunset is 16:27.
    EXPECT_EQ(decide(request(18, 0), morning), "visits.times_impossible");
    EXPECT_EQ(decide(request(), at(kDay, 8, 49)), "visits.wish_in_future");
    const auto made = decide_night_request(request(), kUrawa, morning, {});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->state, NightState::Waiting);
    EXPECT_EQ(made->requested_at, morning);
}

// [clause 4-4b] [clause 4-4c]
TEST(NightDecision, BeforeTheVisitOnceAndWithItsReasons)
{
    const NightApproval waiting = *decide_night_request(request(), kUrawa, at(kDay, 9, 0), {});
    const OfficerId manager = id<OfficerId>(2);

    struct Row {
        const char* what;
        NightDecision decision;
        OfficerId decider;
        Instant now;
        const char* expected;
    };

    const Row rows[] = {
        {"two officers",               {true, true, ""},                 manager,          at(kDay, 12, 0),  ""                              },
        {"one officer, with a reason", {true, false, "面識がある"}, manager,          at(kDay, 12, 0),  ""                              },
        {"one officer, without",
         {true, false, ""},
         manager,                                                                          at(kDay, 12, 0),
         "visits.one_officer_needs_reason"                                                                                                   },
        {"number left open",           {true, {}, ""},                   manager,          at(kDay, 12, 0),  "visits.officers_undecided"     },
        {"a minute before",            {true, true, ""},                 manager,          at(kDay, 17, 59), ""                              },
        {"as it begins",               {true, true, ""},                 manager,          at(kDay, 18, 0),  "visits.night_approval_too_late"},
        {"sent back",                  {false, {}, "日中に再訪"},   manager,          at(kDay, 19, 0),  ""                              },
        {"sent back without a word",
         {false, {}, ""},
         manager,                                                                          at(kDay, 12, 0),
         "visits.send_back_needs_reason"                                                                                                     },
        {"by who asked",               {true, true, ""},                 id<OfficerId>(1), at(kDay, 12, 0),  "duty.self_approval"            },
    };
    for (const Row& row : rows)
        EXPECT_EQ(code(decide_night(waiting, row.decision, row.decider, row.now)), row.expected) << row.what;

    const auto approved = decide_night(waiting, {true, true, ""}, manager, at(kDay, 12, 0));
    EXPECT_EQ(approved->state, NightState::Approved);
    EXPECT_EQ(approved->decided_by, manager);
    EXPECT_EQ(code(decide_night(*approved, {true, true, ""}, manager, at(kDay, 12, 1))),
              "visits.night_already_decided");
    EXPECT_EQ(code(withdraw_night(*approved, id<OfficerId>(1))), "visits.night_already_decided");
    EXPECT_EQ(code(withdraw_night(waiting, manager)), "visits.night_not_yours");
    EXPECT_EQ(withdraw_night(waiting, id<OfficerId>(1))->state, NightState::Withdrawn);
}

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
