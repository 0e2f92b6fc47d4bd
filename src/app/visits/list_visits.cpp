// SPDX-License-Identifier: Apache-2.0
#include "app/visits/list_visits.h"

#include "app/places/support.h"
#include "app/visits/support.h"
#include "storage/roster/roster.h"

#include <unordered_map>

namespace junkai::app {

using domain::Action;
using domain::OfficerId;
using domain::UnitId;
using domain::duty::Operation;
using storage::StoredVisit;

namespace {

VisitLine line_of(StoredVisit stored, bool may_see_ended)
{
    VisitLine line{.visit = std::move(stored.visit), .met = stored.met};
    line.outcome =
        outcome_shown({.visit = line.visit, .met = stored.met, .forgotten = stored.forgotten}, may_see_ended);
    // 4-7(4), 4-7(5): a notice is left with an absence only, so its being there would tell the rest.
    if (!line.outcome) line.visit.notice.reset();
    return line;
}

}  // namespace

Result<std::vector<VisitLine>>
list_visits(App& app, const Caller& caller, UnitId unit, const storage::VisitCursor& before, int limit)
{
    return app.work.read(caller, Action::VisitRead, [&](UnitOfWork& work) -> Result<std::vector<VisitLine>> {
        const DoorAndSubject at = JUNKAI_TRY(permit_door(work, Operation::ReadVisits, unit));
        const bool may_see_ended = work.permit(Operation::ReadEndedVisits, at.subject).has_value();
        std::vector<VisitLine> lines;
        for (StoredVisit& stored : storage::Visits(work.scope()).list_of_unit(unit, before, limit))
            lines.push_back(line_of(std::move(stored), may_see_ended));
        storage::Roster roster(work.scope().transaction);
        std::unordered_map<OfficerId, std::string> names;
        for (VisitLine& line : lines)
            for (const OfficerId& officer : line.visit.officers) {
                const auto [name, fresh] = names.try_emplace(officer);
                if (fresh) name->second = roster.find_officer(officer)->officer.name;
                line.officers.push_back(name->second);
            }
        return lines;
    });
}

}  // namespace junkai::app
