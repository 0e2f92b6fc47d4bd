// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/duty/operations.h"
#include "domain/purpose.h"
#include "domain/roster/types.h"

#include <optional>
#include <string_view>
#include <vector>

namespace junkai::domain::duty {

/// Whoever acts: the person with all dated appointments, past and coming ones too. Judged at the time of the
/// act.
struct Actor {
    OfficerId officer;
    AccountId account;
    std::vector<roster::Designation> designations = {};
    std::vector<roster::BeatAssignment> assignments = {};
};

/// What an act is about. Only what the act concerns is filled in: a search of the whole station has a station
/// alone, a visit has all five down to the unit.
struct Subject {
    /// None for what belongs to no station (profiles, settings of the machine).
    std::optional<StationId> station = {};
    std::optional<BlockId> block = {};
    std::optional<SiteId> site = {};
    std::optional<BeatId> beat = {};
    std::optional<UnitId> unit = {};
    /// Who asked for what is now decided: never the same person (2.2, conditional rule 4).
    std::optional<OfficerId> requested_by = {};
    /// Whose acts a reading of the ledger shows; none for everybody's.
    std::optional<OfficerId> acts_of = {};
    /// The act is part of a visit to this unit ("with visit" in the matrix).
    bool with_visit = false;
};

/// How sure the directive is: it says so, it is inferred (default on), or inferred and off until a profile
/// turns it on.
enum class Strength { Explicit, Inferred, Optional };

/// How far a right reaches. Ordered from narrow to wide.
enum class Scope { OwnActs, ListedUnits, OwnBeat, OwnSite, OwnBlock, Station, Prefecture };

/// 許可. Which right carried the act; the ledger writes role and clause down.
struct Permit {
    Operation operation;
    roster::Role role;
    Strength strength;
    Scope scope;
    bool acting;
    std::string_view clause;
};

/// One switch of the profile: an inferred right turned off or an optional one turned on. What the directive
/// says explicitly and what it refuses cannot be switched.
struct Switch {
    Operation operation;
    roster::Role role;
    bool on;
};

/// What a prefecture decides about duties.
struct DutySettings {
    std::vector<Switch> switches = {};
    /// visit.night.approver = GM,DGM; false is GM alone (4-4b).
    bool night_approver_dgm = false;
    /// roles.sup.can_preapprove; false takes 指定地域幹部 out of 6-6(1)b.
    bool sup_can_preapprove = true;
};

}  // namespace junkai::domain::duty
