// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace junkai::profile {

enum class ClauseStatus : std::uint8_t { Works, Planned, OutOfScope };

/// A row of clauses.json: what the directive asks, and how far we are.
struct ClauseRow {
    std::string clause;
    std::string requires_text;
    ClauseStatus status = ClauseStatus::Planned;
    std::vector<std::string> home;
    std::vector<std::string> tests;
    std::string why;
};

/// ProfileError names file and place.
std::vector<ClauseRow> load_clauses(const std::string& file);

}  // namespace junkai::profile
