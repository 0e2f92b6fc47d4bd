// SPDX-License-Identifier: Apache-2.0
#include "base/japan_time.h"
#include "sql/visits.h"
#include "storage/rows.h"
#include "storage/visits/visits.h"

namespace junkai::storage {

using domain::ApprovalId;
using domain::BeatId;
using domain::code_of;
using domain::OfficerId;
using domain::StationId;
using domain::UnitId;
using domain::visits::NightApproval;
using domain::visits::NightState;
using domain::visits::WishRoute;

namespace {

constexpr vault::MonthKind kKind = vault::MonthKind::VisitOutcome;

crypto::CellPlace reason_place(const ApprovalId& id)
{
    return {"night_approval", "reason_cell", id.uuid()};
}

}  // namespace

void NightApprovals::add(const NightApproval& waiting)
{
    scope_.transaction.execute(sql::visits::kInsertNightApproval,
                               {scope_.station,
                                waiting.id,
                                waiting.unit,
                                waiting.beat,
                                code_of(waiting.state),
                                waiting.requested_by,
                                waiting.requested_at,
                                waiting.wish.told_at,
                                code_of(waiting.wish.route),
                                waiting.planned_start,
                                waiting.planned_end});
}

bool NightApprovals::decide(const NightApproval& decided)
{
    std::optional<Bytes> reason;
    if (!decided.reason.empty())
        reason = scope_.sealer.seal(scope_.sealer.month_key(kKind, japan_date(decided.planned_start)),
                                    reason_place(decided.id),
                                    bytes_of(decided.reason),
                                    crypto::Padding::Text);
    return scope_.transaction.execute(sql::visits::kDecideNightApproval,
                                      {scope_.station,
                                       decided.id,
                                       code_of(decided.state),
                                       decided.decided_by,
                                       decided.decided_at,
                                       decided.two_officers,
                                       reason}) == 1;
}

std::optional<NightApproval> NightApprovals::find(ApprovalId id)
{
    return scope_.transaction.find(
        sql::visits::kFindNightApproval, {scope_.station, id}, [&](const db::Row& row) { return read(row); });
}

std::vector<NightApproval>
NightApprovals::list(const std::optional<NightState>& state, const Uuid& before, int limit)
{
    std::vector<NightApproval> out;
    const auto keep = [&](const db::Row& row) { out.push_back(read(row)); };
    if (state)
        scope_.transaction.query(
            sql::visits::kListNightApprovalsInState, {scope_.station, code_of(*state), before, limit}, keep);
    else
        scope_.transaction.query(sql::visits::kListNightApprovals, {scope_.station, before, limit}, keep);
    return out;
}

std::vector<NightApprovals::Evening> NightApprovals::list_evenings(BeatId beat, Instant from)
{
    std::vector<Evening> out;
    scope_.transaction.query(
        sql::visits::kListApprovedNights, {scope_.station, beat, from}, [&](const db::Row& row) {
            out.push_back({row.id<UnitId>(0), row.instant(1)});
        });
    return out;
}

std::optional<NightPlace>
NightApprovals::find_place(db::Transaction& transaction, StationId station, ApprovalId id)
{
    return transaction.find(sql::visits::kFindNightApproval, {station, id}, [](const db::Row& row) {
        return NightPlace{row.id<UnitId>(1), row.id<BeatId>(2), row.id<OfficerId>(4)};
    });
}

NightApproval NightApprovals::read(const db::Row& row)
{
    NightApproval out{.id = row.id<ApprovalId>(0),
                      .station = scope_.station,
                      .unit = row.id<UnitId>(1),
                      .beat = row.id<BeatId>(2),
                      .requested_by = row.id<OfficerId>(4),
                      .requested_at = row.instant(5),
                      .wish = {code_at<WishRoute>(row, 7), row.instant(6)},
                      .planned_start = row.instant(8),
                      .planned_end = row.instant(9),
                      .state = code_at<NightState>(row, 3)};
    out.decided_by = maybe_id<OfficerId>(row, 10);
    out.decided_at = row.maybe(11, &db::Row::instant);
    if (!row.is_null(12)) out.two_officers = row.flag(12);
    if (!row.is_null(13))
        out.reason = text_of(scope_.sealer.open(reason_place(out.id), row.bytes(13)).reveal());
    return out;
}

}  // namespace junkai::storage
