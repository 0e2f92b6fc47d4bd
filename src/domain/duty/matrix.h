// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/duty/types.h"

#include "base/result.h"

#include <array>
#include <optional>

namespace junkai::domain::duty {

inline constexpr std::size_t kRoles = std::size(Codes<roster::Role>::rows);

/// What one role may do under one operation: nothing, or so surely and so far.
struct Cell {
    bool granted = false;
    Strength strength = Strength::Explicit;
    Scope scope = Scope::Station;
    /// Only as part of a visit to that unit.
    bool with_visit = false;
    /// Only the head of the section (地域総務課長).
    bool head_only = false;
};

/// One row: an operation, the clause it rests on, and a cell for each role.
struct Row {
    Operation operation;
    Literal clause;
    /// Opens residents' data, so a purpose is demanded (6-6).
    bool opens_personal_data;
    /// Decides what another asked for, so requester and decider differ (2.2, conditional rule 4).
    bool decides;
    std::array<Cell, kRoles> cells;
};

const Row& row_of(Operation operation);

/// The cell under the profile's switches: an inferred right may be off, an optional one on.
Cell cell_of(Operation operation, roster::Role role, const DutySettings& settings);

/// Whether a profile may carry this switch at all: explicit and refused cells are the directive's own.
bool may_switch(const Switch& wanted);

}  // namespace junkai::domain::duty
