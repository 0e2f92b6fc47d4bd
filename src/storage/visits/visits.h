// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/visits/record.h"
#include "domain/visits/types.h"
#include "storage/places/places.h"
#include "storage/scope.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// 巡回連絡の記録と夜間承認. Plain columns say only met or not met; what came of a visit is sealed under a
/// key of its month, so that a visit ended at request (4-7(5)) can be forgotten everywhere.
namespace junkai::storage {

struct StoredVisit {
    domain::visits::Visit visit;
    bool met = false;
    /// What came of it is forgotten: only the plain columns mean anything (and the outcome is not among
    /// them).
    bool forgotten = false;
    std::vector<domain::visits::VisitWarning> warnings = {};
    /// The rules it was judged by.
    std::string ruleset = {};
};

/// Where a history goes on.
struct VisitCursor {
    Instant started_at = Instant::max();
    Uuid visit = {};
};

/// What a decision on a night visit depends on before any permit: whose beat, and who asked.
struct NightPlace {
    domain::UnitId unit;
    domain::BeatId beat;
    domain::OfficerId requested_by;
};

class Visits {
public:
    explicit Visits(Scope& scope) : scope_(scope) {}

    /// A visit to a door, with the unit's and the beat's counters; `not_before`: 次回の目安 that it leaves.
    void add(const StoredVisit& stored, const Door& door, const std::optional<Date>& not_before);
    /// A building whose entrance stayed shut.
    void add_closed(const StoredVisit& stored);
    /// Many visits to doors at once; a Tally keeps their counters in the same transaction.
    void add_all(std::span<const StoredVisit* const> visits);

    std::optional<StoredVisit> find(domain::VisitId id);
    /// The newest first.
    std::vector<StoredVisit> list_of_unit(domain::UnitId unit, const VisitCursor& before, int limit);
    std::vector<StoredVisit> list_of_day(domain::BeatId beat, Date day);

    /// Forgets what came of every visit without a meeting up to that day (4-7(5)); how many.
    static std::int64_t
    forget_not_met(db::Transaction& transaction, domain::StationId station, Date last_day);

private:
    struct Cells {
        std::optional<Bytes> detail;
        std::optional<Bytes> violation;
    };

    void insert(const StoredVisit& stored);
    Cells seal(const StoredVisit& stored);
    /// Adds the values of its row, which borrow from both.
    void put_row(std::vector<db::Value>& out, const StoredVisit& stored, const Cells& cells) const;
    StoredVisit read(const db::Row& row);
    void count_unit(const StoredVisit& stored, const Door& door, const std::optional<Date>& not_before);
    void count_beat(const StoredVisit& stored, const Door& door, const std::optional<Date>& last_met);

    Scope& scope_;
};

/// 夜間巡回連絡の承認 (4-4b).
class NightApprovals {
public:
    explicit NightApprovals(Scope& scope) : scope_(scope) {}

    void add(const domain::visits::NightApproval& waiting);
    /// Keeps a decision; false when somebody else decided first.
    bool decide(const domain::visits::NightApproval& decided);

    std::optional<domain::visits::NightApproval> find(domain::ApprovalId id);
    /// The newest first, of one state or of all.
    std::vector<domain::visits::NightApproval>
    list(const std::optional<domain::visits::NightState>& state, const Uuid& before, int limit);

    struct Evening {
        domain::UnitId unit;
        Instant planned_start;
    };

    /// Approved evenings of a beat from that instant, the next one first.
    std::vector<Evening> list_evenings(domain::BeatId beat, Instant from);

    static std::optional<NightPlace>
    find_place(db::Transaction& transaction, domain::StationId station, domain::ApprovalId id);

private:
    domain::visits::NightApproval read(const db::Row& row);

    Scope& scope_;
};

}  // namespace junkai::storage
