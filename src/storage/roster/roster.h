// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "domain/duty/types.h"
#include "domain/roster/types.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// 名簿: officers, dated designations, beat assignments.
namespace junkai::storage {

struct StoredOfficer {
    domain::roster::Officer officer;
    bool active = true;
};

class Roster {
public:
    explicit Roster(db::Transaction& transaction) : transaction_(transaction) {}

    void add(const domain::roster::Officer& officer, Instant now);
    std::optional<StoredOfficer> find_officer(domain::OfficerId id);
    std::optional<StoredOfficer> find_officer(const domain::OfficerNo& number);
    /// In the order of the numbers, after `after` ("" for the first page).
    std::vector<StoredOfficer> list_officers(domain::StationId station, std::string_view after, int limit);
    std::int64_t count_officers();

    void add(const domain::roster::Designation& designation, Instant now);
    std::optional<domain::roster::Designation> find_designation(domain::DesignationId id);
    /// False when it had already ended by then.
    bool end_designation(domain::DesignationId id, Instant at);
    /// Of the station, and of headquarters as far as the station's own people hold them.
    std::vector<domain::roster::Designation>
    list_designations(domain::StationId station, const Uuid& after, int limit);
    /// To one role of a station (none: of headquarters), without those that ended before `from`.
    std::vector<domain::roster::Designation> list_designations(
        domain::roster::Role role, const std::optional<domain::StationId>& station, Instant from);

    void add(const domain::roster::BeatAssignment& assignment, Instant now);
    std::optional<domain::roster::BeatAssignment> find_assignment(domain::StationId station,
                                                                  domain::AssignmentId id);
    bool end_assignment(domain::StationId station, domain::AssignmentId id, Instant at);
    std::vector<domain::roster::BeatAssignment>
    list_assignments(domain::StationId station, const Uuid& after, int limit);
    /// Of one beat, without those that ended before `from`.
    std::vector<domain::roster::BeatAssignment>
    list_assignments(domain::StationId station, domain::BeatId beat, Instant from);

    /// Name of the main officer of each beat that has one at that instant.
    std::vector<std::pair<domain::BeatId, std::string>> list_main_officers(domain::StationId station,
                                                                           Instant at);

    /// The officer with all appointments, past and coming ones too: what duty::permit judges.
    domain::duty::Actor load_actor(domain::OfficerId officer);

private:
    void read_places(domain::roster::Designation& designation);

    db::Transaction& transaction_;
};

}  // namespace junkai::storage
