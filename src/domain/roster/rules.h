// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/places/types.h"
#include "domain/roster/types.h"

#include "base/result.h"

#include <vector>

namespace junkai::domain::roster {

/// 役割の指定の可否 (3-3, 6-2(1), 3-1b). `others` are all designations of the same station, ended ones too;
/// `station` is null for headquarters' roles.
Result<Designation> decide_designation(const Designation& wanted,
                                       const Officer& officer,
                                       const places::Station* station,
                                       const std::vector<Designation>& others);

/// Who designates: the station's own, or headquarters.
enum class Designator : std::uint8_t { Station, Headquarters };

/// 指定の申出 (3-3, 6-2(1)). Nobody designates himself, and a designation begins today at the earliest:
/// authority is judged at the time of the act, so a back-dated one would give rights to acts already done.
/// Headquarters may date one back (an order that arrives late), and says why.
Result<void> check_designator(const Designation& wanted, Designator designator, Date today);

/// 巡連区の受持ちの可否. One main officer a beat at a time; a caretaker only where there is none
/// (空き巡連区).
Result<BeatAssignment> decide_assignment(const BeatAssignment& wanted,
                                         const Officer& officer,
                                         const std::vector<BeatAssignment>& others);

/// Ends an appointment at that instant; the past of it stays.
Result<Interval> decide_end(const Interval& in_force, Instant at);

/// In force at that instant.
std::vector<Designation> active_designations(const std::vector<Designation>& all, Instant at);
std::vector<BeatAssignment> active_assignments(const std::vector<BeatAssignment>& all, Instant at);

/// 欠員 at that instant. A vacancy blocks and alerts; nobody is promoted by it (2.2, conditional rule 5).
struct Vacancies {
    bool general_manager = false;
    std::vector<SiteId> sites_without_custodian;
    std::vector<BeatId> beats_without_officer;
};

Vacancies find_vacancies(const places::Station& station,
                         const std::vector<places::Site>& sites,
                         const std::vector<places::Beat>& beats,
                         const std::vector<Designation>& designations,
                         const std::vector<BeatAssignment>& assignments,
                         Instant at);

}  // namespace junkai::domain::roster
