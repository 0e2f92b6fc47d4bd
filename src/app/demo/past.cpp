// SPDX-License-Identifier: Apache-2.0
#include "app/demo/past.h"

#include "app/cards/view.h"
#include "app/visits/support.h"
#include "base/fiscal.h"
#include "base/japan_time.h"
#include "base/period.h"
#include "domain/cards/create.h"
#include "domain/visits/due.h"
#include "domain/visits/night.h"

#include <algorithm>
#include <cmath>

namespace junkai::app::demo {

using domain::ApprovalId;
using domain::BuildingId;
using domain::CardId;
using domain::CardNo;
using domain::NoticeId;
using domain::UnitId;
using domain::VisitId;
using domain::cards::CardEntry;
using domain::cards::CardFacts;
using domain::cards::Route;
using domain::places::UnitKind;
using domain::visits::Deemed;
using domain::visits::DoorFacts;
using domain::visits::LeaveBehindNotice;
using domain::visits::MetWhom;
using domain::visits::NightRequest;
using domain::visits::NoticeKind;
using domain::visits::Topic;
using domain::visits::VisitOutcome;
using domain::visits::VisitReport;
using domain::visits::VisitRules;
using domain::visits::WishRoute;
using std::chrono::hours;
using std::chrono::minutes;
using storage::StoredVisit;

namespace {

constexpr int kDaysOfPast = 3 * 365;
constexpr int kPercentWithCard = 60;

constexpr Topic kTopics[] = {Topic::LocalCrimeAndDisaster,
                             Topic::LikelyHarm,
                             Topic::FirstMeasures,
                             Topic::WorriesAndOpinions,
                             Topic::NoticesToPolice,
                             Topic::SafePeacefulLife};

/// The rules in force on a day, as the domain takes them.
struct DayRules {
    const profile::Profile* profile = nullptr;
    VisitRules visits;
};

class Historian {
public:
    Historian(const Neighbourhood& homes, const BeatDuty& duty, const Words& words, Ids& ids, Lots lots)
        : homes_(homes), duty_(duty), words_(words), ids_(ids), lots_(lots), place_(place_of(duty.station)),
          keep_from_(add_days(duty.today, -kKeepDays))
    {
        for (const auto& building : homes.buildings)
            building_names_[building.id] = building.name;
    }

    Past::AtUnit at_unit(std::size_t number, double visits_per_unit)
    {
        const auto& unit = homes_.units[number].unit;
        const bool gets_card = unit.kind == UnitKind::Household && lots_.chance(kPercentWithCard);
        const auto days = draw_days(visits_per_unit, gets_card ? 1 : 0);
        Past::AtUnit out;
        for (std::size_t i = 0; i < days.size(); ++i) {
            const DayRules* rules = rules_of(days[i]);
            if (rules == nullptr) continue;
            const bool is_last_chance = gets_card && !out.card && i + 1 == days.size();
            const VisitOutcome outcome =
                is_last_chance ? VisitOutcome::Met : draw_outcome(gets_card, days[i]);
            PastVisit visit = invent_visit(unit, outcome, days[i], out.card.has_value(), *rules);
            if (gets_card && !out.card && outcome == VisitOutcome::Met)
                out.card = invent_card(number, visit.stored, *rules);
            out.visits.push_back(std::move(visit));
        }
        return out;
    }

    /// An entrance that stayed shut some weeks or months ago.
    std::optional<StoredVisit> shut_entrance(const BuildingId& building)
    {
        const Date day = add_days(duty_.today, -lots_.between(7, 300));
        const DayRules* rules = rules_of(day);
        if (rules == nullptr) return std::nullopt;
        VisitReport report = begin_report(building, VisitOutcome::BuildingClosed, day, *rules);
        report.ended_at = report.started_at + minutes(2);
        return judge(report, {.place = place_}, *rules);
    }

    std::optional<domain::visits::NightApproval> waiting_approval(const domain::places::Unit& unit)
    {
        const DayRules* rules = rules_of(duty_.today);
        if (rules == nullptr) return std::nullopt;
        const Date evening = add_days(duty_.today, lots_.between(1, 4));
        const int begins = lots_.between(19, 20) * 60;
        const Instant asked = japan_instant(duty_.today, 0) - hours(5);
        auto waiting = domain::visits::decide_night_request(
            NightRequest{
                .id = ids_.make<ApprovalId>(),
                .station = duty_.station.id(),
                .unit = unit.id,
                .beat = unit.beat,
                .requested_by = duty_.officer,
                .wish = {lots_.chance(50) ? WishRoute::ByPhone : WishRoute::InPerson, asked - hours(3)},
                .planned_start = japan_instant(evening, begins),
                .planned_end = japan_instant(evening, begins + 30)},
            place_,
            asked,
            rules->visits);
        invariant(waiting.has_value(), "the demo asked for an evening that the rules refuse");
        return *waiting;
    }

private:
    /// What is younger than that is not forgotten yet under any profile (4-7(5)).
    static constexpr int kKeepDays = 300;

    const DayRules* rules_of(Date day)
    {
        const auto profile = duty_.station.profiles().rules_on(day);
        if (!profile) return nullptr;
        if (rules_.profile != *profile) rules_ = {*profile, visit_rules(**profile)};
        return &rules_;
    }

    /// Different days, the oldest first.
    std::vector<Date> draw_days(double mean, int least)
    {
        constexpr double kSteps = 1'000'000;
        const double share = static_cast<double>(lots_.below(static_cast<std::uint64_t>(kSteps))) / kSteps;
        const int count = std::max(static_cast<int>(std::lround(2 * mean * share)), least);
        std::vector<int> ago;
        for (int i = 0; i < count; ++i)
            ago.push_back(lots_.between(1, kDaysOfPast));
        std::ranges::sort(ago, std::greater());
        ago.erase(std::unique(ago.begin(), ago.end()), ago.end());
        std::vector<Date> out;
        for (const int days : ago)
            out.push_back(add_days(duty_.today, -days));
        return out;
    }

    VisitOutcome draw_outcome(bool gets_card, Date day)
    {
        const auto lot = lots_.below(100);
        if (lot < 42) return VisitOutcome::Absent;
        // Ended visits are forgotten after a time, so there are no old ones.
        if (lot < 45 && !gets_card && keep_from_ < day) return VisitOutcome::EndedAtRequest;
        if (gets_card) return VisitOutcome::Met;
        return VisitOutcome::MetNoCard;
    }

    /// A visit between nine and an hour before sunset.
    VisitReport
    begin_report(domain::visits::VisitTarget target, VisitOutcome outcome, Date day, const DayRules& rules)
    {
        constexpr int kFrom = 9 * 60;
        const Instant night = domain::visits::nightfall(japan_instant(day, kFrom), place_, rules.visits);
        const Instant start = japan_instant(day, lots_.between(kFrom, japan_minute_of_day(night) - 60));
        VisitReport out{.target = target,
                        .outcome = outcome,
                        .visitors = {{duty_.officer}},
                        .started_at = start,
                        .ended_at = start + minutes(lots_.between(1, 15))};
        if (duty_.companion != duty_.officer && lots_.chance(8)) out.visitors.push_back({duty_.companion});
        return out;
    }

    PastVisit invent_visit(const domain::places::Unit& unit,
                           VisitOutcome outcome,
                           Date day,
                           bool has_card,
                           const DayRules& rules)
    {
        VisitReport report = begin_report(unit.id, outcome, day, rules);
        if (outcome == VisitOutcome::Met || outcome == VisitOutcome::MetNoCard) add_talk(report, unit.kind);
        if (outcome == VisitOutcome::Met && has_card && lots_.chance(5)) report.deemed = Deemed::A;
        if (outcome == VisitOutcome::Absent && lots_.chance(70)) report.notice = notice(report);
        const DoorFacts facts{.place = place_, .is_hub = unit.hub.has_value(), .has_card = has_card};
        StoredVisit stored = judge(report, facts, rules);
        stored.visit.beat = unit.beat;
        const auto not_before = domain::visits::not_before_after(stored.visit, rules.visits);
        return {std::move(stored), not_before};
    }

    void add_talk(VisitReport& report, UnitKind kind)
    {
        if (kind == UnitKind::Establishment)
            report.met_whom = lots_.chance(50) ? MetWhom::Employee : MetWhom::Manager;
        else
            report.met_whom = lots_.chance(75) ? MetWhom::Self : MetWhom::Family;
        for (const Topic topic : kTopics)
            if (lots_.chance(25)) report.topics.push_back(topic);
        if (!report.topics.empty() && report.topics.back() == Topic::SafePeacefulLife)
            report.topic_text = PersonalText("防犯灯について相談");
    }

    LeaveBehindNotice notice(const VisitReport& report)
    {
        LeaveBehindNotice out{.id = ids_.make<NoticeId>(),
                              .kind = lots_.chance(80) ? NoticeKind::ContactCard : NoticeKind::PatrolCard,
                              .left_at = report.ended_at};
        if (lots_.chance(25))
            out.follow_up_on = add_days(japan_date(report.started_at), lots_.between(2, 21));
        return out;
    }

    StoredVisit judge(const VisitReport& report, const DoorFacts& facts, const DayRules& rules)
    {
        const Instant recorded_at = report.ended_at + minutes(lots_.between(1, 90));
        const auto decision = domain::visits::decide_visit(report, facts, recorded_at, rules.visits);
        invariant(decision.has_value(), "the demo made a visit that the rules refuse");
        StoredVisit out{.visit = {.id = VisitId::make(recorded_at, lots_.random()),
                                  .station = duty_.station.id(),
                                  .beat = homes_.dwellings.front().beat,
                                  .target = report.target,
                                  .visit_class = decision->visit_class,
                                  .outcome = report.outcome,
                                  .deemed = report.deemed,
                                  .met_whom = report.met_whom,
                                  .started_at = report.started_at,
                                  .ended_at = report.ended_at,
                                  .topics = report.topics,
                                  .topic_text = report.topic_text,
                                  .notice = report.notice,
                                  .night = decision->night,
                                  .recorded_by = report.visitors.front().officer,
                                  .recorded_at = recorded_at},
                        .met = report.met_whom.has_value(),
                        .warnings = decision->warnings,
                        .ruleset = rules.profile->id};
        for (const auto& visitor : report.visitors)
            out.visit.officers.push_back(visitor.officer);
        return out;
    }

    storage::NewCard invent_card(std::size_t number, const StoredVisit& made_at, const DayRules& rules)
    {
        const auto& unit = homes_.units[number].unit;
        const auto& dwelling = homes_.dwellings[homes_.dwelling_of_unit[number]];
        static const std::string kNone;
        const Home home{homes_.municipality,
                        dwelling,
                        dwelling.building ? building_names_.at(*dwelling.building) : kNone};
        const Instant now = made_at.visit.recorded_at;
        Ids ids(now, lots_.random());
        CardEntry entry{.id = ids.make<CardId>(),
                        .route = lots_.chance(70) ? Route::SelfFilled : Route::OfficerWritten,
                        .notice_shown_at = made_at.visit.started_at,
                        .content = invent_household(words_, home, japan_date(now), ids, lots_),
                        .by = made_at.visit.recorded_by};
        if (entry.route == Route::OfficerWritten)
            entry.provenance = invent_provenance(entry.content, made_at.visit.started_at);
        const CardFacts facts{.station = duty_.station.id(),
                              .unit = unit.id,
                              .visit = made_at.visit,
                              .number = CardNo::of_serial(1)};
        auto card = domain::cards::decide_creation(entry, facts, now, card_rules(*rules.profile));
        invariant(card.has_value(), "the demo made a card that the rules refuse");
        const auto& keep = rules.profile->rules.retention;
        const Date ends_on = retention_period(card->created_on, keep.card_years, keep.start).last;
        return {.card = std::move(*card),
                .beat = unit.beat,
                .dwelling = dwelling,
                .ruleset = rules.profile->id,
                .retention_ends_on = ends_on};
    }

    const Neighbourhood& homes_;
    const BeatDuty& duty_;
    const Words& words_;
    Ids& ids_;
    Lots lots_;
    Coordinates place_;
    Date keep_from_;
    DayRules rules_;
    std::unordered_map<BuildingId, std::string> building_names_;
};

}  // namespace

Past invent_past(const Neighbourhood& homes,
                 const BeatDuty& duty,
                 const Words& words,
                 double visits_per_unit,
                 Ids& ids,
                 Lots lots)
{
    constexpr std::size_t kUnitsPerRequest = 400;
    Historian historian(homes, duty, words, ids, lots);
    Past out;
    for (std::size_t i = 0; i < homes.units.size(); ++i) {
        out.units.push_back(historian.at_unit(i, visits_per_unit));
        if (i % kUnitsPerRequest == 0)
            if (auto waiting = historian.waiting_approval(homes.units[i].unit))
                out.waiting.push_back(*waiting);
    }
    for (const BuildingId& building : homes.locked)
        if (auto shut = historian.shut_entrance(building)) out.shut.push_back(std::move(*shut));
    return out;
}

}  // namespace junkai::app::demo
