// SPDX-License-Identifier: Apache-2.0
#include "domain/roster/rules.h"

#include "base/japan_time.h"

#include <algorithm>

namespace junkai::domain::roster {

namespace {

bool belongs_to_headquarters(Role role)
{
    return role == Role::HqCommunityAffairs || role == Role::Auditor || role == Role::SystemAdministrator;
}

bool is_at_site(Role role)
{
    return role == Role::SiteCustodian || role == Role::CommunityOfficer || role == Role::KobanAdviser;
}

bool overlaps_another(const Designation& wanted, const std::vector<Designation>& others, auto&& also)
{
    return std::any_of(others.begin(), others.end(), [&](const Designation& other) {
        return other.id != wanted.id && other.role == wanted.role && other.station == wanted.station &&
               other.in_force.overlaps(wanted.in_force) && also(other);
    });
}

Result<void> check_scope(const Designation& wanted)
{
    // 3-3c: a block manager has one block or several.
    if (wanted.role == Role::BlockManager && wanted.blocks.empty())
        return Refusal{"roster.block_missing", "3-3c"};
    // 6-2(1): a custodian of a koban, a chuzaisho or the station's own area.
    if (is_at_site(wanted.role) && !wanted.site) return Refusal{"roster.site_missing", "6-2(1)"};
    if (wanted.role == Role::SupportStaff) {
        // 3-1b: support is temporary and ends by itself, and reaches what is listed.
        if (!wanted.in_force.to) return Refusal{"roster.support_needs_end", "3-1b"};
        if (wanted.beats.empty() && wanted.units.empty()) return Refusal{"roster.support_needs_list", "3-1b"};
    }
    return {};
}

Result<void> check_others(const Designation& wanted, const std::vector<Designation>& others)
{
    const auto any = [](const Designation&) { return true; };
    const auto same_site = [&](const Designation& other) { return other.site == wanted.site; };
    const auto same_person = [&](const Designation& other) {
        return other.officer == wanted.officer && other.site == wanted.site;
    };
    // 3-3a: one general manager a station at a time.
    if (wanted.role == Role::GeneralManager && overlaps_another(wanted, others, any))
        return Refusal{"roster.general_manager_taken", "3-3a"};
    if (wanted.role == Role::StationChief && overlaps_another(wanted, others, any))
        return Refusal{"roster.chief_taken", ""};
    // 6-2(1): one custodian a site at a time.
    if (wanted.role == Role::SiteCustodian && overlaps_another(wanted, others, same_site))
        return Refusal{"roster.custodian_taken", "6-2(1)"};
    if (overlaps_another(wanted, others, same_person)) return Refusal{"roster.already_designated", ""};
    return {};
}

template <class T>
std::vector<T> in_force_at(const std::vector<T>& all, Instant at)
{
    std::vector<T> out;
    std::copy_if(all.begin(), all.end(), std::back_inserter(out), [&](const T& one) {
        return one.in_force.contains(at);
    });
    return out;
}

}  // namespace

Result<void> check_designator(const Designation& wanted, Designator designator, Date today)
{
    // 3-3, 6-2(1): another one designates, whatever rights the two have.
    if (wanted.by == wanted.officer) return Refusal{"roster.own_designation", "3-3"};
    if (japan_date(wanted.in_force.from) >= today) return {};
    if (designator == Designator::Station) return Refusal{"roster.begins_in_the_past", "3-3"};
    if (wanted.reason.empty()) return Refusal{"roster.back_dated_needs_reason", "3-3"};
    return {};
}

Result<Designation> decide_designation(const Designation& wanted,
                                       const Officer& officer,
                                       const places::Station* station,
                                       const std::vector<Designation>& others)
{
    if (wanted.in_force.is_empty()) return Refusal{"roster.interval_empty", ""};
    // A beat officer is who has a beat (3-1), so that is an assignment and no designation.
    if (wanted.role == Role::BeatOfficer) return Refusal{"roster.assign_a_beat", ""};
    if (belongs_to_headquarters(wanted.role)) {
        if (wanted.station) return Refusal{"roster.role_of_headquarters", ""};
        JUNKAI_TRY(check_others(wanted, others));
        return wanted;
    }
    if (!station || wanted.station != station->id) return Refusal{"roster.role_of_a_station", ""};
    if (officer.station != station->id) return Refusal{"roster.officer_elsewhere", ""};
    // 3-3d: a station without a 地域課長 has no deputy.
    if (wanted.role == Role::DeputyGeneralManager && !station->has_chiiki_kacho)
        return Refusal{"roster.no_deputy_here", "3-3d"};
    JUNKAI_TRY(check_scope(wanted));
    JUNKAI_TRY(check_others(wanted, others));
    return wanted;
}

Result<BeatAssignment> decide_assignment(const BeatAssignment& wanted,
                                         const Officer& officer,
                                         const std::vector<BeatAssignment>& others)
{
    if (wanted.in_force.is_empty()) return Refusal{"roster.interval_empty", ""};
    if (officer.station != wanted.station) return Refusal{"roster.officer_elsewhere", ""};
    // 3-1: a beat officer is a community officer.
    if (!officer.is_community_officer) return Refusal{"roster.not_a_community_officer", "3-1b"};
    for (const BeatAssignment& other : others) {
        if (other.id == wanted.id || other.beat != wanted.beat || !other.in_force.overlaps(wanted.in_force))
            continue;
        if (other.officer == wanted.officer) return Refusal{"roster.already_assigned", ""};
        // A caretaker looks after a beat that is vacant; a dedicated officer stands beside the main one.
        if (other.kind != AssignmentKind::Dedicated && wanted.kind != AssignmentKind::Dedicated)
            return Refusal{"roster.beat_taken", ""};
    }
    return wanted;
}

Result<Interval> decide_end(const Interval& in_force, Instant at)
{
    if (in_force.to && *in_force.to <= at) return Refusal{"roster.already_ended", ""};
    if (at < in_force.from) return Interval{in_force.from, in_force.from};
    return Interval{in_force.from, at};
}

std::vector<Designation> active_designations(const std::vector<Designation>& all, Instant at)
{
    return in_force_at(all, at);
}

std::vector<BeatAssignment> active_assignments(const std::vector<BeatAssignment>& all, Instant at)
{
    return in_force_at(all, at);
}

Vacancies find_vacancies(const places::Station& station,
                         const std::vector<places::Site>& sites,
                         const std::vector<places::Beat>& beats,
                         const std::vector<Designation>& designations,
                         const std::vector<BeatAssignment>& assignments,
                         Instant at)
{
    const auto holders = active_designations(designations, at);
    const auto officers = active_assignments(assignments, at);
    Vacancies out;
    out.general_manager = std::none_of(holders.begin(), holders.end(), [&](const Designation& one) {
        return one.role == Role::GeneralManager && one.station == station.id;
    });
    for (const places::Site& site : sites)
        if (std::none_of(holders.begin(), holders.end(), [&](const Designation& one) {
                return one.role == Role::SiteCustodian && one.site == site.id;
            }))
            out.sites_without_custodian.push_back(site.id);
    for (const places::Beat& beat : beats)
        if (std::none_of(officers.begin(), officers.end(), [&](const BeatAssignment& one) {
                return one.beat == beat.id;
            }))
            out.beats_without_officer.push_back(beat.id);
    return out;
}

}  // namespace junkai::domain::roster
