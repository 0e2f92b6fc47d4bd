// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "domain/visits/record.h"

namespace junkai::app {

/// What an officer says of a visit. The recorder himself is the caller.
struct VisitWords {
    domain::visits::VisitOutcome outcome = domain::visits::VisitOutcome::Absent;
    Instant started_at = {};
    Instant ended_at = {};
    std::optional<Instant> planned_end = {};
    std::vector<domain::OfficerId> others = {};
    std::optional<domain::visits::MetWhom> met_whom = {};
    std::vector<domain::visits::Topic> topics = {};
    PersonalText topic_text = {};
    /// Its id and the instant it was left are given here.
    std::optional<domain::visits::LeaveBehindNotice> notice = {};
    std::optional<domain::ApprovalId> approval = {};
    std::string violation_reason = {};
};

/// The answer, the same for every repeat.
struct RecordedVisit {
    domain::VisitId id;
    domain::visits::VisitOutcome outcome = domain::visits::VisitOutcome::Absent;
    domain::visits::NightStanding night = domain::visits::NightStanding::Day;
    std::vector<domain::visits::VisitWarning> warnings = {};
    std::optional<Date> next_due_on = {};
};

/// 訪問の記録 (4-3(1), 4-4, 4-5, 4-7(4), 4-7(5)): the visit, the unit's history and the beat's counters in
/// one transaction.
Result<RecordedVisit>
record_visit(App& app, const Caller& caller, domain::UnitId unit, const VisitWords& words);

/// 建物立入不可: the entrance stayed shut. A fact about the building, never about each unit behind it.
Result<RecordedVisit>
record_building_visit(App& app, const Caller& caller, domain::BuildingId building, const VisitWords& words);

}  // namespace junkai::app
