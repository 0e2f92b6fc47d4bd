// SPDX-License-Identifier: Apache-2.0
#include "app/visits/list_doors.h"

#include "app/visits/support.h"
#include "base/japan_time.h"
#include "storage/cards/names.h"
#include "storage/visits/visits.h"

#include <tuple>
#include <unordered_map>

namespace junkai::app {

using domain::Action;
using domain::BeatId;
using domain::UnitId;
using domain::duty::Operation;
using domain::visits::DoorHistory;
using domain::visits::VisitOutcome;
using storage::Door;
using storage::StoredVisit;

namespace {

/// A beat has 300 to 1,500 units; beyond this many it has to be divided anyway.
constexpr int kMostUnits = 20'000;

struct Today {
    bool tried = false;
    std::optional<VisitOutcome> outcome = {};
};

/// What is known of a beat beside its doors.
struct BeatFacts {
    std::unordered_map<UnitId, Today> today;
    std::unordered_map<UnitId, Date> nights;
};

BeatFacts find_facts(UnitOfWork& work, BeatId beat, bool may_see_ended)
{
    BeatFacts out;
    for (const StoredVisit& stored : storage::Visits(work.scope()).list_of_day(beat, work.today()))
        if (const auto* unit = std::get_if<UnitId>(&stored.visit.target))
            out.today[*unit] = {true, outcome_shown(stored, may_see_ended)};
    for (const auto& evening :
         storage::NightApprovals(work.scope()).list_evenings(beat, japan_instant(work.today(), 0)))
        out.nights.try_emplace(evening.unit, japan_date(evening.planned_start));
    return out;
}

/// The day promised on the notice of the last visit. 次回の目安 alone does not tell a promise from the
/// spacing after a visit ended at request (4-7(5)), so the few doors whose day has come are looked up.
std::optional<Date> find_promise(UnitOfWork& work, const Door& door)
{
    const bool has_come = door.not_before && *door.not_before <= work.today() && door.last_try_on &&
                          *door.last_try_on < *door.not_before;
    if (!has_come) return std::nullopt;
    // Attempts without a new promise leave the old one standing.
    constexpr int kVisitsBack = 10;
    for (const auto& stored : storage::Visits(work.scope()).list_of_unit(door.unit.id, {}, kVisitsBack)) {
        const auto& notice = stored.visit.notice;
        if (notice && notice->follow_up_on == door.not_before) return door.not_before;
    }
    return std::nullopt;
}

DoorLine line_of(UnitOfWork& work, Door door, const BeatFacts& facts, const domain::visits::VisitRules& rules)
{
    DoorHistory history{.last_met = door.last_met_on,
                        .last_tried = door.last_try_on,
                        .absences = door.tries_since_met,
                        .not_before = door.not_before,
                        .follow_up_on = find_promise(work, door)};
    if (door.building_closed_at) history.building_closed_on = japan_date(*door.building_closed_at);
    if (const auto night = facts.nights.find(door.unit.id); night != facts.nights.end())
        history.night_on = night->second;
    DoorLine line{.door = std::move(door)};
    line.due = domain::visits::due_reason(
        line.door.unit, history, std::nullopt, line.door.exempt, work.today(), rules);
    if (const auto today = facts.today.find(line.door.unit.id); today != facts.today.end()) {
        line.tried_today = today->second.tried;
        line.today = today->second.outcome;
    }
    return line;
}

bool is_shown(const DoorLine& line, DoorsShown shown)
{
    switch (shown) {
    case DoorsShown::Due:
        return line.due.has_value();
    case DoorsShown::Revisit:
        return line.due && line.door.tries_since_met > 0;
    case DoorsShown::All:
        return line.door.unit.state != domain::places::UnitState::Closed;
    }
    fail_invariant("a list of doors has no such view", std::source_location::current());
}

/// 氏名 of the doors on this page; each card that is shown is named in the ledger by its tag.
void add_names(UnitOfWork& work, std::vector<DoorLine>& lines)
{
    std::vector<domain::CardId> cards;
    for (const DoorLine& line : lines)
        if (line.door.card) cards.push_back(*line.door.card);
    if (cards.empty()) return;
    const auto names = storage::CardNames(work.scope()).of(cards);
    for (DoorLine& line : lines) {
        if (!line.door.card) continue;
        const auto found = names.find(*line.door.card);
        if (found == names.end()) continue;
        line.name = found->second.name;
        line.kana = found->second.kana;
        work.tag(found->second.tag);
    }
}

bool is_after(const Door& door, const storage::DoorCursor& after)
{
    return std::tie(door.walk_order, door.unit.id.uuid()) > std::tie(after.walk_order, after.unit);
}

}  // namespace

Result<DoorsOfDay> list_doors(App& app,
                              const Caller& caller,
                              BeatId beat,
                              DoorsShown shown,
                              const storage::DoorCursor& after,
                              int limit)
{
    return app.work.read(caller, Action::DoorsListed, [&](UnitOfWork& work) -> Result<DoorsOfDay> {
        const auto subject = work.frame().subject(caller.station, beat);
        JUNKAI_TRY(work.permit(Operation::ListDoors, subject));
        const bool may_see_ended = work.permit(Operation::ReadEndedVisits, subject).has_value();
        const bool may_open = work.permit(Operation::ViewCard, subject).has_value();
        const auto rules = visit_rules(work.rules());
        const BeatFacts facts = find_facts(work, beat, may_see_ended);
        DoorsOfDay out;
        out.date = work.today();
        out.sunset = domain::visits::nightfall(work.now(), place_of(work.station()), rules);
        out.night_now = work.now() > out.sunset;
        storage::Places places(work.scope().transaction, caller.station);
        for (Door& door : places.list_doors(beat, {}, kMostUnits)) {
            // Who may not open cards must not learn that there is one.
            if (!may_open) door.card.reset();
            DoorLine line = line_of(work, std::move(door), facts, rules);
            out.done_today += line.tried_today ? 1 : 0;
            out.left += line.due ? 1 : 0;
            if (!is_shown(line, shown) || !is_after(line.door, after)) continue;
            if (out.lines.size() == static_cast<std::size_t>(limit))
                out.is_last_page = false;
            else
                out.lines.push_back(std::move(line));
        }
        add_names(work, out.lines);
        return out;
    });
}

}  // namespace junkai::app
