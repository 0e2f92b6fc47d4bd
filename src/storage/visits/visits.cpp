// SPDX-License-Identifier: Apache-2.0
#include "storage/visits/visits.h"

#include "base/japan_time.h"
#include "sql/places.h"
#include "sql/visits.h"
#include "storage/rows.h"
#include "storage/visits/detail.h"
#include "vault/errors.h"

#include <fmt/format.h>

namespace junkai::storage {

using domain::ApprovalId;
using domain::BeatId;
using domain::BuildingId;
using domain::code_of;
using domain::OfficerId;
using domain::StationId;
using domain::UnitId;
using domain::VisitId;
using domain::visits::Deemed;
using domain::visits::NightStanding;
using domain::visits::Visit;
using domain::visits::VisitClass;
using domain::visits::VisitTarget;

namespace {

constexpr vault::MonthKind kKind = vault::MonthKind::VisitOutcome;

crypto::CellPlace detail_place(const VisitId& id)
{
    return {"visit", "detail_cell", id.uuid()};
}

crypto::CellPlace violation_place(const VisitId& id)
{
    return {"visit", "violation_cell", id.uuid()};
}

std::string month_of(Date day)
{
    return format_date(day).substr(0, 7);
}

VisitDetail detail_of(const StoredVisit& stored)
{
    const Visit& visit = stored.visit;
    return {.outcome = visit.outcome,
            .met_whom = visit.met_whom,
            .others = {visit.officers.begin() + 1, visit.officers.end()},
            .planned_end = visit.planned_end,
            .topics = visit.topics,
            .topic_text = visit.topic_text,
            .notice = visit.notice,
            .warnings = stored.warnings};
}

VisitTarget target_of(const db::Row& row)
{
    if (!row.is_null(2)) return row.id<UnitId>(2);
    return row.id<BuildingId>(3);
}

}  // namespace

void Visits::add(const StoredVisit& stored, const Door& door, const std::optional<Date>& not_before)
{
    insert(stored);
    count_unit(stored, door, not_before);
}

void Visits::add_closed(const StoredVisit& stored)
{
    insert(stored);
    // 4-3(1): a fact about the building; no unit behind the entrance counts as tried.
    scope_.transaction.execute(
        sql::visits::kPutBuildingClosed,
        {scope_.station, std::get<BuildingId>(stored.visit.target), stored.visit.started_at});
}

void Visits::add_all(std::span<const StoredVisit* const> visits)
{
    constexpr std::size_t kWidth = 18;
    std::vector<Cells> cells;
    cells.reserve(visits.size());
    std::vector<db::Value> rows;
    rows.reserve(visits.size() * kWidth);
    for (const StoredVisit* stored : visits) {
        cells.push_back(seal(*stored));
        put_row(rows, *stored, cells.back());
    }
    scope_.transaction.bulk(sql::visits::kInsertVisits, rows);
}

void Visits::insert(const StoredVisit& stored)
{
    const Cells cells = seal(stored);
    std::vector<db::Value> row;
    put_row(row, stored, cells);
    scope_.transaction.execute(sql::visits::kInsertVisit, std::span<const db::Value>(row));
}

Visits::Cells Visits::seal(const StoredVisit& stored)
{
    const Visit& visit = stored.visit;
    const crypto::KeyRef key = scope_.sealer.month_key(kKind, japan_date(visit.started_at));
    Cells out;
    // Every outcome fills the same length unless words were written down.
    if (!stored.forgotten)
        out.detail = scope_.sealer.seal(
            key, detail_place(visit.id), encode(detail_of(stored)).reveal(), crypto::Padding::Record);
    if (!visit.violation_reason.empty())
        out.violation = scope_.sealer.seal(
            key, violation_place(visit.id), bytes_of(visit.violation_reason), crypto::Padding::Text);
    return out;
}

void Visits::put_row(std::vector<db::Value>& out, const StoredVisit& stored, const Cells& cells) const
{
    const Visit& visit = stored.visit;
    const auto* unit = std::get_if<UnitId>(&visit.target);
    const auto* building = std::get_if<BuildingId>(&visit.target);
    out.insert(out.end(),
               {scope_.station,
                visit.id,
                visit.beat,
                unit ? db::Value(*unit) : db::Value(nullptr),
                building ? db::Value(*building) : db::Value(nullptr),
                visit.recorded_by,
                code_of(visit.visit_class),
                stored.met,
                code_of(visit.deemed),
                code_of(visit.night),
                visit.night_approval,
                japan_date(visit.started_at),
                visit.started_at,
                visit.ended_at,
                visit.recorded_at,
                stored.ruleset,
                cells.detail,
                cells.violation});
}

void Visits::count_unit(const StoredVisit& stored, const Door& door, const std::optional<Date>& not_before)
{
    const Date day = japan_date(stored.visit.started_at);
    const bool is_newest = !door.last_try_on || *door.last_try_on < day;
    const auto last_met = stored.met && (!door.last_met_on || *door.last_met_on < day)
                              ? std::optional<Date>(day)
                              : door.last_met_on;
    std::int64_t tries = stored.met ? 0 : door.tries_since_met + 1;
    if (!is_newest)
        tries = *scope_.transaction.find(sql::visits::kCountTriesSinceMet,
                                         {scope_.station, door.unit.id},
                                         [](const db::Row& row) { return row.integer(0); });
    // A meeting or a new day takes the place of the old one; an attempt without either leaves it, and so does
    // a late entry of something older.
    const bool is_older = door.last_try_on && day < *door.last_try_on;
    const bool keeps = is_older || (!stored.met && !not_before);
    scope_.transaction.execute(sql::visits::kPutUnitCounters,
                               {scope_.station,
                                door.unit.id,
                                last_met,
                                is_older ? door.last_try_on : std::optional<Date>(day),
                                tries,
                                keeps ? door.not_before : not_before});
    count_beat(stored, door, last_met);
}

void Visits::count_beat(const StoredVisit& stored, const Door& door, const std::optional<Date>& last_met)
{
    const auto add = [&](const std::string& month, int met, int not_met, int last) {
        scope_.transaction.execute(sql::places::kAddToMonthCounter,
                                   {scope_.station, door.unit.beat, month, met, not_met, last});
    };
    const std::string month = month_of(japan_date(stored.visit.started_at));
    const std::string old_last = door.last_met_on ? month_of(*door.last_met_on) : "";
    const std::string new_last = last_met ? month_of(*last_met) : "";
    const bool moves = !door.exempt && old_last != new_last;
    add(month, stored.met ? 1 : 0, stored.met ? 0 : 1, moves && new_last == month ? 1 : 0);
    if (moves && !old_last.empty()) add(old_last, 0, 0, -1);
}

std::optional<StoredVisit> Visits::find(VisitId id)
{
    return scope_.transaction.find(
        sql::visits::kFindVisit, {scope_.station, id}, [&](const db::Row& row) { return read(row); });
}

std::vector<StoredVisit> Visits::list_of_unit(UnitId unit, const VisitCursor& before, int limit)
{
    std::vector<StoredVisit> out;
    scope_.transaction.query(sql::visits::kListVisitsOfUnit,
                             {scope_.station, unit, before.started_at, before.visit, limit},
                             [&](const db::Row& row) { out.push_back(read(row)); });
    return out;
}

std::vector<StoredVisit> Visits::list_of_day(BeatId beat, Date day)
{
    std::vector<StoredVisit> out;
    scope_.transaction.query(sql::visits::kListVisitsOfDay,
                             {scope_.station, beat, day},
                             [&](const db::Row& row) { out.push_back(read(row)); });
    return out;
}

std::int64_t Visits::forget_not_met(db::Transaction& transaction, StationId station, Date last_day)
{
    transaction.execute(sql::visits::kClearNotBeforeOfForgotten, {station, last_day});
    return transaction.execute(sql::visits::kForgetNotMet, {station, last_day});
}

StoredVisit Visits::read(const db::Row& row)
{
    const VisitId id = row.id<VisitId>(0);
    StoredVisit out{.visit = {.id = id,
                              .station = scope_.station,
                              .beat = row.id<BeatId>(1),
                              .target = target_of(row),
                              .visit_class = code_at<VisitClass>(row, 5),
                              .deemed = code_at<Deemed>(row, 7),
                              .officers = {row.id<OfficerId>(4)},
                              .started_at = row.instant(10),
                              .ended_at = row.instant(11),
                              .night = code_at<NightStanding>(row, 8),
                              .night_approval = maybe_id<ApprovalId>(row, 9),
                              .recorded_by = row.id<OfficerId>(4),
                              .recorded_at = row.instant(12)},
                    .met = row.flag(6),
                    .forgotten = row.is_null(14),
                    .ruleset = string_at(row, 13)};
    try {
        if (!row.is_null(15))
            out.visit.violation_reason =
                text_of(scope_.sealer.open(violation_place(id), row.bytes(15)).reveal());
        if (out.forgotten) return out;
        const auto plain = scope_.sealer.open(detail_place(id), row.bytes(14));
        VisitDetail detail = decode_visit_detail(plain.reveal());
        out.visit.outcome = detail.outcome;
        out.visit.met_whom = detail.met_whom;
        out.visit.officers.insert(out.visit.officers.end(), detail.others.begin(), detail.others.end());
        out.visit.planned_end = detail.planned_end;
        out.visit.topics = std::move(detail.topics);
        out.visit.topic_text = std::move(detail.topic_text);
        out.visit.notice = detail.notice;
        out.warnings = std::move(detail.warnings);
    } catch (const vault::KeyDestroyed&) {
        // The whole month was forgotten with its key.
        out.forgotten = true;
    }
    return out;
}

}  // namespace junkai::storage
