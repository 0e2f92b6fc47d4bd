// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"

#include <map>

/// What the use-cases of the roster share.
namespace junkai::app {

/// A page of a roster: after which record, how many, of which station (none: the caller's own).
struct RosterPage {
    Uuid after = {};
    int limit = 100;
    std::optional<domain::StationId> station = {};
};

/// A password that the system makes: four groups of four signs that are hard to mistake, about 78 bits. Shown
/// once, changed by its owner at the first log-in.
PersonalText make_password(RandomSource& random);

}  // namespace junkai::app

namespace junkai::app::roster {

/// The officers that views name, each read once.
class Officers {
public:
    explicit Officers(db::Transaction& transaction) : roster_(transaction) {}

    const storage::StoredOfficer& get(domain::OfficerId id)
    {
        const auto at = known_.find(id);
        if (at != known_.end()) return at->second;
        const auto found = roster_.find_officer(id);
        invariant(found.has_value(), "the roster names an officer whom it does not know");
        return known_.emplace(id, *found).first->second;
    }

private:
    storage::Roster roster_;
    std::map<domain::OfficerId, storage::StoredOfficer> known_;
};

/// One more name of an enumeration: 甲・乙.
void add_name(std::string& names, const std::string& name);

/// What a designation is bound to, by its names: blocks, site, beats; "" for the whole station.
std::string scope_of(const Frame& frame, const domain::roster::Designation& designation);

/// Appointments hold from the next request on, also for sessions that are open.
inline void seen_at_once(App& app, UnitOfWork& work)
{
    work.scope().transaction.after_commit([&app] { app.sessions.forget_cached(); });
}

/// When an appointment ends: what lies behind it stays as it was.
inline Result<Instant> end_of(const std::optional<Instant>& asked, Instant now)
{
    if (asked && *asked < now) return Refusal{"roster.end_in_the_past", ""};
    return asked.value_or(now);
}

}  // namespace junkai::app::roster
