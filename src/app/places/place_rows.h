// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/station.h"
#include "base/csv.h"
#include "base/result.h"
#include "domain/places/types.h"

#include <map>
#include <string>
#include <vector>

namespace junkai::app {

/// One thing wrong with a list, where a person finds it.
struct ImportProblem {
    CsvPlace place;
    Literal code;
    /// Name of the column, "" for the whole row. Never what stands in it.
    std::string column;
};

/// One good row of a list of dwellings.
struct PlaceRow {
    std::string key;
    domain::BeatId beat;
    domain::places::Address address;
    std::string building;
    domain::places::DwellingKind dwelling_kind = domain::places::DwellingKind::Detached;
    domain::places::UnitKind unit_kind = domain::places::UnitKind::Household;
};

/// Reads rows by the names of their columns.
class PlaceRows {
public:
    explicit PlaceRows(const Frame& frame);

    /// The head line; refuses what is missing, unknown or there twice.
    Result<void> head(const CsvRow& row);

    bool has_head() const { return !columns_.empty(); }

    /// A row, or what is wrong with it.
    std::optional<PlaceRow> read(const CsvRow& row, std::vector<ImportProblem>& problems) const;

private:
    enum class Column { Key, Beat, Town, Address, System, Building, Room, DwellingKind, UnitKind };

    std::map<std::string, domain::BeatId, std::less<>> beats_;
    std::vector<Column> columns_;
};

}  // namespace junkai::app
