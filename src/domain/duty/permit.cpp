// SPDX-License-Identifier: Apache-2.0
#include "domain/duty/permit.h"

#include "domain/duty/matrix.h"

#include <algorithm>

namespace junkai::domain::duty {

namespace {

using roster::BeatAssignment;
using roster::Designation;
using roster::Role;

/// One active appointment: a designation, or an assignment to a beat, which makes its holder a beat officer.
struct Holding {
    Role role;
    const Designation* designation = nullptr;
    const BeatAssignment* assignment = nullptr;

    std::optional<StationId> station() const
    {
        return designation ? designation->station : std::optional<StationId>(assignment->station);
    }
};

template <class Id>
bool contains(const std::vector<Id>& list, const std::optional<Id>& wanted)
{
    return wanted && std::find(list.begin(), list.end(), *wanted) != list.end();
}

std::vector<Holding> active_holdings(const Actor& actor, Instant at)
{
    std::vector<Holding> out;
    for (const Designation& one : actor.designations) {
        // Only an assignment makes a beat officer: his authority is a beat, not a title.
        if (one.officer != actor.officer || one.role == Role::BeatOfficer) continue;
        if (one.in_force.contains(at)) out.push_back({one.role, &one, nullptr});
    }
    for (const BeatAssignment& one : actor.assignments)
        if (one.officer == actor.officer && one.in_force.contains(at))
            out.push_back({Role::BeatOfficer, nullptr, &one});
    return out;
}

bool covers(const Holding& holding, Scope scope, const Actor& actor, const Subject& subject)
{
    // Whatever else a right says, it never leaves the station it was given in; only headquarters' roles have
    // none.
    if (scope == Scope::Prefecture) return !holding.station();
    if (!holding.station() || holding.station() != subject.station) return false;
    switch (scope) {
    case Scope::OwnActs:
        return subject.acts_of == actor.officer;
    case Scope::ListedUnits:
        return holding.designation && (contains(holding.designation->units, subject.unit) ||
                                       contains(holding.designation->beats, subject.beat));
    case Scope::OwnBeat:
        return holding.assignment && holding.assignment->beat == subject.beat;
    case Scope::OwnSite:
        return holding.designation && holding.designation->site && holding.designation->site == subject.site;
    case Scope::OwnBlock:
        return holding.designation && contains(holding.designation->blocks, subject.block);
    case Scope::Station:
        return true;
    case Scope::Prefecture:
        break;
    }
    return false;
}

/// Whether the cell gives this holder the operation at all, wherever that reaches.
bool gives(const Holding& holding, const Cell& cell)
{
    if (!cell.granted) return false;
    return !cell.head_only ||
           (holding.designation && holding.designation->post == roster::Post::HqChiikiSomuKacho);
}

bool fits(const Holding& holding, const Cell& cell, const Actor& actor, const Subject& subject)
{
    return covers(holding, cell.scope, actor, subject) && (!cell.with_visit || subject.with_visit);
}

/// The ledger names the right that says most: explicit before inferred, then the narrowest.
bool is_better(const Permit& one, const Permit& other)
{
    if (one.strength != other.strength) return one.strength < other.strength;
    return one.scope < other.scope;
}

Permit permit_of(const Row& row, const Holding& holding, const Cell& cell)
{
    const bool acting = holding.designation && holding.designation->acting;
    return {row.operation, holding.role, cell.strength, cell.scope, acting, row.clause.view()};
}

/// The best right among those that `wanted` accepts.
template <class Wanted>
std::optional<Permit> find_best(const std::vector<Holding>& holdings,
                                const Row& row,
                                const DutySettings& settings,
                                const Wanted& wanted)
{
    std::optional<Permit> best;
    for (const Holding& holding : holdings) {
        const Cell cell = cell_of(row.operation, holding.role, settings);
        if (!gives(holding, cell) || !wanted(holding, cell)) continue;
        const Permit found = permit_of(row, holding, cell);
        if (!best || is_better(found, *best)) best = found;
    }
    return best;
}

constexpr auto kAnywhere = [](const Holding&, const Cell&) { return true; };

}  // namespace

Result<Standing> stand(const Actor& actor, Operation operation, Instant at, const DutySettings& settings)
{
    const Row& row = row_of(operation);
    const auto best = find_best(active_holdings(actor, at), row, settings, kAnywhere);
    if (!best) return Refusal{"duty.not_permitted", row.clause};
    return Standing{best->role, best->clause};
}

Result<Permit> permit(const Actor& actor,
                      Operation operation,
                      const std::optional<Subject>& subject,
                      Instant at,
                      const DutySettings& settings,
                      std::optional<Purpose> purpose)
{
    const Row& row = row_of(operation);
    invariant(!row.decides || !subject || subject->requested_by,
              "a decision is judged without knowing who asked for it");
    const std::vector<Holding> holdings = active_holdings(actor, at);
    const auto best = !subject
                          ? std::nullopt
                          : find_best(holdings, row, settings, [&](const Holding& holding, const Cell& cell) {
                                return fits(holding, cell, actor, *subject);
                            });
    if (!best && !find_best(holdings, row, settings, kAnywhere))
        return Refusal{"duty.not_permitted", row.clause};
    // 6-6: residents' data is opened for a stated purpose or not at all.
    if (row.opens_personal_data && !purpose) return Refusal{"duty.purpose_missing", "6-6"};
    // That a card exists is itself personal: absent, of another station and out of reach are one answer.
    if (!best) return neutral_refusal();
    // 2.2, conditional rule 4: nobody decides on his own request, whatever roles he holds.
    if (row.decides && subject->requested_by == actor.officer)
        return Refusal{"duty.self_approval", row.clause};
    return *best;
}

Refusal neutral_refusal()
{
    return Refusal{"duty.not_found", ""};
}

Operation operation_to_designate(Role role)
{
    switch (role) {
    // 3-3a, b, c; the supervisors are the chief's to name as well (3-2a).
    case Role::GeneralManager:
    case Role::DeputyGeneralManager:
    case Role::BlockManager:
    case Role::DesignatedSupervisor:
        return Operation::DesignateManagers;
    // 6-2(1)
    case Role::SiteCustodian:
        return Operation::DesignateCustodian;
    // 3-1b: support is the chief's to give.
    case Role::SupportStaff:
        return Operation::DecideDedicatedDay;
    case Role::BeatOfficer:
        return Operation::AssignBeat;
    case Role::CommunityOfficer:
    case Role::KobanAdviser:
        return Operation::DesignateOthers;
    case Role::StationChief:
    case Role::HqCommunityAffairs:
    case Role::Auditor:
    case Role::SystemAdministrator:
        return Operation::ManagePersonnel;
    }
    throw InvariantError("a role has no appointing operation");
}

Reach reach(
    const Actor& actor, Operation operation, StationId station, Instant at, const DutySettings& settings)
{
    Reach out;
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    for (const Holding& holding : active_holdings(actor, at)) {
        const Cell cell = cell_of(operation, holding.role, settings);
        // What needs a visit at hand, or the head of a section, is judged one by one and spans nothing.
        if (!cell.granted || cell.with_visit || cell.head_only) continue;
        if (cell.scope == Scope::Prefecture) {
            out.whole_station |= !holding.station();
            continue;
        }
        if (holding.station() != station) continue;
        switch (cell.scope) {
        case Scope::Station:
            out.whole_station = true;
            break;
        case Scope::OwnBlock:
            append(out.blocks, holding.designation->blocks);
            break;
        case Scope::OwnSite:
            if (holding.designation->site) out.sites.push_back(*holding.designation->site);
            break;
        case Scope::OwnBeat:
            out.beats.push_back(holding.assignment->beat);
            break;
        case Scope::ListedUnits:
            append(out.beats, holding.designation->beats);
            append(out.units, holding.designation->units);
            break;
        case Scope::OwnActs:
        case Scope::Prefecture:
            break;
        }
    }
    return out;
}

}  // namespace junkai::domain::duty
