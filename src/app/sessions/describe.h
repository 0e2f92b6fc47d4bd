// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "app/beat_ref.h"

namespace junkai::app {

struct HeldRole {
    domain::roster::Role role;
    bool acting = false;
    /// Names of the blocks, site or beats that it is bound to; "" for the whole station.
    std::string scope;
};

/// What the screens need to know of who is logged in.
struct SessionView {
    std::vector<HeldRole> roles;
    /// Whose doors this person may see now.
    std::vector<BeatRef> beats;
    /// What this person may do somewhere in the station now.
    std::vector<domain::duty::Operation> operations;
    const profile::Profile* rules = nullptr;
    const storage::StoredStation* station = nullptr;
};

SessionView describe_session(App& app, const LoggedIn& who);

}  // namespace junkai::app
