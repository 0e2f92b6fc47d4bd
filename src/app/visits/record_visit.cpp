// SPDX-License-Identifier: Apache-2.0
#include "app/visits/record_visit.h"

#include "app/places/support.h"
#include "app/visits/support.h"
#include "base/japan_time.h"
#include "domain/visits/due.h"
#include "storage/roster/roster.h"
#include "storage/visits/visits.h"

namespace junkai::app {

using domain::Action;
using domain::BeatId;
using domain::BuildingId;
using domain::NoticeId;
using domain::OfficerId;
using domain::UnitId;
using domain::VisitId;
using domain::duty::Operation;
using domain::visits::DoorFacts;
using domain::visits::Visit;
using domain::visits::VisitDecision;
using domain::visits::Visitor;
using domain::visits::VisitOutcome;
using domain::visits::VisitReport;
using storage::StoredVisit;

namespace {

bool is_met(VisitOutcome outcome)
{
    return outcome == VisitOutcome::Met || outcome == VisitOutcome::MetNoCard;
}

/// The caller first, then the others, each an active officer of this station.
Result<std::vector<Visitor>> find_visitors(UnitOfWork& work, const std::vector<OfficerId>& others)
{
    storage::Roster roster(work.scope().transaction);
    std::vector<OfficerId> officers{work.caller().actor.officer};
    officers.insert(officers.end(), others.begin(), others.end());
    std::vector<Visitor> out;
    for (const OfficerId& id : officers) {
        const auto found = roster.find_officer(id);
        const bool is_here = found && found->active && found->officer.station == work.caller().station;
        if (!is_here) return Refusal{"visits.officer_unknown", "4-4c"};
        out.push_back({id, found->officer.is_community_officer});
    }
    return out;
}

Result<VisitReport>
report_of(UnitOfWork& work, const domain::visits::VisitTarget& target, const VisitWords& words)
{
    VisitReport out{.target = target,
                    .outcome = words.outcome,
                    .met_whom = words.met_whom,
                    .visitors = JUNKAI_TRY(find_visitors(work, words.others)),
                    .started_at = words.started_at,
                    .ended_at = words.ended_at,
                    .planned_end = words.planned_end,
                    .topics = words.topics,
                    .topic_text = words.topic_text,
                    .notice = words.notice,
                    .violation_reason = words.violation_reason};
    if (out.notice) {
        out.notice->id = work.make_id<NoticeId>();
        out.notice->left_at = words.ended_at;
    }
    return out;
}

/// The approval that the report names, and the building behind it.
void add_approval(UnitOfWork& work, const VisitWords& words, DoorFacts& facts)
{
    if (!words.approval) return;
    facts.approval = storage::NightApprovals(work.scope()).find(*words.approval);
    if (!facts.approval) return;
    const auto door =
        storage::Places(work.scope().transaction, work.caller().station).find_door(facts.approval->unit);
    if (door) facts.approval_building = door->building;
}

StoredVisit keep(UnitOfWork& work,
                 const VisitReport& report,
                 const VisitDecision& decision,
                 BeatId beat,
                 const VisitWords& words,
                 const std::string& ruleset)
{
    const bool night = decision.night == domain::visits::NightStanding::Violation;
    Visit visit{.id = work.make_id<VisitId>(),
                .station = work.caller().station,
                .beat = beat,
                .target = report.target,
                .visit_class = decision.visit_class,
                .outcome = report.outcome,
                .deemed = report.deemed,
                .met_whom = report.met_whom,
                .officers = {},
                .started_at = report.started_at,
                .ended_at = report.ended_at,
                .planned_end = report.planned_end,
                .topics = report.topics,
                .topic_text = report.topic_text,
                .notice = report.notice,
                .special_order = report.special_order,
                .night = decision.night,
                .night_approval =
                    decision.night == domain::visits::NightStanding::Approved ? words.approval : std::nullopt,
                .violation_reason = night ? report.violation_reason : "",
                .recorded_by = work.caller().actor.officer,
                .recorded_at = work.now()};
    for (const Visitor& visitor : report.visitors)
        visit.officers.push_back(visitor.officer);
    work.made(visit.id.uuid());
    return {.visit = std::move(visit),
            .met = is_met(report.outcome),
            .warnings = decision.warnings,
            .ruleset = ruleset};
}

RecordedVisit answer(const StoredVisit& stored, const std::optional<Date>& next_due_on)
{
    return {.id = stored.visit.id,
            .outcome = stored.visit.outcome,
            .night = stored.visit.night,
            .warnings = stored.warnings,
            .next_due_on = next_due_on};
}

StoredVisit first_of(UnitOfWork& work)
{
    auto first = storage::Visits(work.scope()).find(VisitId(*work.first_outcome()));
    invariant(first.has_value(), "the visit that a one-time act made is gone");
    return std::move(*first);
}

std::optional<Date>
next_due(const storage::Door& door, const StoredVisit& stored, const domain::visits::VisitRules& rules)
{
    if (!stored.met) return domain::visits::not_before_after(stored.visit, rules);
    const Date day = japan_date(stored.visit.started_at);
    return domain::visits::due_again_on(day, domain::visits::frequency_of(door.unit, std::nullopt, rules));
}

}  // namespace

Result<RecordedVisit> record_visit(App& app, const Caller& caller, UnitId unit, const VisitWords& words)
{
    return app.work.write(caller, Action::VisitRecorded, [&](UnitOfWork& work) -> Result<RecordedVisit> {
        const DoorAndSubject at = JUNKAI_TRY(permit_door(work, Operation::RecordVisit, unit));
        const profile::Profile* profile = JUNKAI_TRY(rules_of_day(work, words.started_at));
        const auto rules = visit_rules(*profile);
        if (work.first_outcome()) {
            const StoredVisit first = first_of(work);
            return answer(first, next_due(at.door, first, rules));
        }
        const VisitReport report = JUNKAI_TRY(report_of(work, unit, words));
        DoorFacts facts{.place = place_of(work.station()),
                        .is_hub = at.door.unit.hub.has_value(),
                        .is_exempt = at.door.exempt,
                        .is_closed = at.door.unit.state == domain::places::UnitState::Closed,
                        .has_card = at.door.card.has_value()};
        add_approval(work, words, facts);
        const VisitDecision decision =
            JUNKAI_TRY(domain::visits::decide_visit(report, facts, work.now(), rules));
        const StoredVisit stored = keep(work, report, decision, at.door.unit.beat, words, profile->id);
        storage::Visits(work.scope())
            .add(stored, at.door, domain::visits::not_before_after(stored.visit, rules));
        return answer(stored, next_due(at.door, stored, rules));
    });
}

Result<RecordedVisit>
record_building_visit(App& app, const Caller& caller, BuildingId id, const VisitWords& words)
{
    return app.work.write(caller, Action::VisitRecorded, [&](UnitOfWork& work) -> Result<RecordedVisit> {
        const auto building = storage::Places(work.places_only(), caller.station).find_building(id);
        std::optional<domain::duty::Subject> subject;
        if (building) subject = work.frame().subject(caller.station, building->beat);
        JUNKAI_TRY(work.permit(Operation::RecordVisit, subject));
        const profile::Profile* profile = JUNKAI_TRY(rules_of_day(work, words.started_at));
        if (work.first_outcome()) return answer(first_of(work), std::nullopt);
        const VisitReport report = JUNKAI_TRY(report_of(work, id, words));
        DoorFacts facts{.place = place_of(work.station())};
        add_approval(work, words, facts);
        const VisitDecision decision =
            JUNKAI_TRY(domain::visits::decide_visit(report, facts, work.now(), visit_rules(*profile)));
        const StoredVisit stored = keep(work, report, decision, building->beat, words, profile->id);
        storage::Visits(work.scope()).add_closed(stored);
        return answer(stored, std::nullopt);
    });
}

}  // namespace junkai::app
