// SPDX-License-Identifier: Apache-2.0
#include "domain/visits_kit.h"

namespace junkai::domain::visits {
namespace {

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

}  // namespace
}  // namespace junkai::domain::visits
