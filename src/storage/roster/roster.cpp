// SPDX-License-Identifier: Apache-2.0
#include "storage/roster/roster.h"

#include "sql/roster.h"
#include "storage/rows.h"

namespace junkai::storage {

namespace duty = domain::duty;
namespace roster = domain::roster;
using domain::AccountId;
using domain::AssignmentId;
using domain::BeatId;
using domain::BlockId;
using domain::code_of;
using domain::DesignationId;
using domain::OfficerId;
using domain::OfficerNo;
using domain::SiteId;
using domain::StationId;
using domain::UnitId;
using domain::roster::BeatAssignment;
using domain::roster::Designation;

namespace {

domain::Interval interval_at(const db::Row& row, int column)
{
    return domain::Interval(row.instant(column), row.maybe(column + 1, &db::Row::instant));
}

StoredOfficer read_officer(const db::Row& row)
{
    return {.officer = {.id = row.id<OfficerId>(0),
                        .number = checked_at<OfficerNo>(row, 2),
                        .station = maybe_id<StationId>(row, 1),
                        .name = string_at(row, 3),
                        .name_kana = string_at(row, 4),
                        .rank = string_at(row, 5),
                        .post = code_at<roster::Post>(row, 6),
                        .is_community_officer = row.flag(7)},
            .active = row.flag(8)};
}

Designation read_designation(const db::Row& row)
{
    return {.id = row.id<DesignationId>(0),
            .station = maybe_id<StationId>(row, 1),
            .officer = row.id<OfficerId>(2),
            .role = code_at<roster::Role>(row, 3),
            .post = code_at<roster::Post>(row, 4),
            .in_force = {row.instant(7), row.maybe(8, &db::Row::instant)},
            .blocks = {},
            .site = maybe_id<SiteId>(row, 5),
            .beats = {},
            .units = {},
            .shift_group = string_at(row, 6),
            .acting = row.flag(9),
            .by = row.id<OfficerId>(12),
            .clause = string_at(row, 10),
            .reason = string_at(row, 11)};
}

BeatAssignment read_assignment(const db::Row& row)
{
    return {.id = row.id<AssignmentId>(1),
            .station = row.id<StationId>(0),
            .beat = row.id<BeatId>(3),
            .officer = row.id<OfficerId>(2),
            .kind = code_at<roster::AssignmentKind>(row, 4),
            .in_force = interval_at(row, 5),
            .by = row.id<OfficerId>(8),
            .reason = string_at(row, 7)};
}

}  // namespace

void Roster::add(const roster::Officer& officer, Instant now)
{
    transaction_.execute(sql::roster::kInsertOfficer,
                         {officer.id,
                          officer.station,
                          officer.number.str(),
                          officer.name,
                          officer.name_kana,
                          officer.rank,
                          code_of(officer.post),
                          officer.is_community_officer,
                          now});
}

std::optional<StoredOfficer> Roster::find_officer(OfficerId id)
{
    return transaction_.find(sql::roster::kFindOfficer, {id}, read_officer);
}

std::optional<StoredOfficer> Roster::find_officer(const OfficerNo& number)
{
    return transaction_.find(sql::roster::kFindOfficerByNo, {number.str()}, read_officer);
}

std::vector<StoredOfficer> Roster::list_officers(StationId station, std::string_view after, int limit)
{
    std::vector<StoredOfficer> out;
    transaction_.query(sql::roster::kListOfficers, {station, after, limit}, [&](const db::Row& row) {
        out.push_back(read_officer(row));
    });
    return out;
}

std::int64_t Roster::count_officers()
{
    return transaction_
        .find(sql::roster::kCountOfficers, {}, [](const db::Row& row) { return row.integer(0); })
        .value_or(0);
}

void Roster::add(const Designation& designation, Instant now)
{
    transaction_.execute(sql::roster::kInsertDesignation,
                         {designation.id,
                          designation.station,
                          designation.officer,
                          code_of(designation.role),
                          code_of(designation.post),
                          designation.site,
                          designation.shift_group,
                          designation.in_force.from,
                          designation.in_force.to,
                          designation.acting,
                          designation.clause,
                          designation.reason,
                          designation.by,
                          now});
    const auto place = [&](const char* kind, const Uuid& id) {
        transaction_.execute(sql::roster::kInsertDesignationPlace, {designation.id, kind, id});
    };
    for (const BlockId& block : designation.blocks)
        place("block", block.uuid());
    for (const BeatId& beat : designation.beats)
        place("beat", beat.uuid());
    for (const UnitId& unit : designation.units)
        place("unit", unit.uuid());
}

std::optional<Designation> Roster::find_designation(DesignationId id)
{
    auto found = transaction_.find(sql::roster::kFindDesignation, {id}, read_designation);
    if (found) read_places(*found);
    return found;
}

bool Roster::end_designation(DesignationId id, Instant at)
{
    return transaction_.execute(sql::roster::kEndDesignation, {id, at}) == 1;
}

std::vector<Designation> Roster::list_designations(StationId station, const Uuid& after, int limit)
{
    std::vector<Designation> out;
    transaction_.query(sql::roster::kListDesignations, {station, after, limit}, [&](const db::Row& row) {
        out.push_back(read_designation(row));
    });
    for (Designation& designation : out)
        read_places(designation);
    return out;
}

std::vector<Designation>
Roster::list_designations(roster::Role role, const std::optional<StationId>& station, Instant from)
{
    std::vector<Designation> out;
    transaction_.query(sql::roster::kListDesignationsToARole,
                       {code_of(role), station, from},
                       [&](const db::Row& row) { out.push_back(read_designation(row)); });
    for (Designation& designation : out)
        read_places(designation);
    return out;
}

void Roster::add(const BeatAssignment& assignment, Instant now)
{
    transaction_.execute(sql::roster::kInsertAssignment,
                         {assignment.station,
                          assignment.id,
                          assignment.officer,
                          assignment.beat,
                          code_of(assignment.kind),
                          assignment.in_force.from,
                          assignment.in_force.to,
                          assignment.reason,
                          assignment.by,
                          now});
}

std::optional<BeatAssignment> Roster::find_assignment(StationId station, AssignmentId id)
{
    return transaction_.find(sql::roster::kFindAssignment, {station, id}, read_assignment);
}

bool Roster::end_assignment(StationId station, AssignmentId id, Instant at)
{
    return transaction_.execute(sql::roster::kEndAssignment, {station, id, at}) == 1;
}

std::vector<BeatAssignment> Roster::list_assignments(StationId station, const Uuid& after, int limit)
{
    std::vector<BeatAssignment> out;
    transaction_.query(sql::roster::kListAssignments, {station, after, limit}, [&](const db::Row& row) {
        out.push_back(read_assignment(row));
    });
    return out;
}

std::vector<BeatAssignment> Roster::list_assignments(StationId station, BeatId beat, Instant from)
{
    std::vector<BeatAssignment> out;
    transaction_.query(sql::roster::kListAssignmentsOfBeat, {station, beat, from}, [&](const db::Row& row) {
        out.push_back(read_assignment(row));
    });
    return out;
}

std::vector<std::pair<BeatId, std::string>> Roster::list_main_officers(StationId station, Instant at)
{
    std::vector<std::pair<BeatId, std::string>> out;
    transaction_.query(sql::roster::kListMainOfficers, {station, at}, [&](const db::Row& row) {
        out.emplace_back(row.id<BeatId>(0), string_at(row, 1));
    });
    return out;
}

duty::Actor Roster::load_actor(OfficerId officer)
{
    duty::Actor actor{officer, AccountId(officer.uuid()), {}, {}};
    transaction_.query(sql::roster::kListDesignationsOf, {officer}, [&](const db::Row& row) {
        actor.designations.push_back(read_designation(row));
    });
    for (Designation& designation : actor.designations)
        read_places(designation);
    transaction_.query(sql::roster::kListAssignmentsOf, {officer}, [&](const db::Row& row) {
        actor.assignments.push_back(read_assignment(row));
    });
    return actor;
}

void Roster::read_places(Designation& designation)
{
    transaction_.query(sql::roster::kListDesignationPlaces, {designation.id}, [&](const db::Row& row) {
        if (row.text(0) == "block")
            designation.blocks.push_back(row.id<BlockId>(1));
        else if (row.text(0) == "beat")
            designation.beats.push_back(row.id<BeatId>(1));
        else
            designation.units.push_back(row.id<UnitId>(1));
    });
}

}  // namespace junkai::storage
