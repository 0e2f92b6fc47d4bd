// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"

namespace junkai::app {

/// A beat as screens name it.
struct BeatRef {
    domain::BeatId id;
    std::string code;
    std::string name;
    std::string site_name;
};

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

/// Beats of a frame that a reach covers, by code.
std::vector<BeatRef> beats_within(const Frame& frame, const domain::duty::Reach& reach);

BeatRef beat_ref(const Frame& frame, domain::BeatId beat);

}  // namespace junkai::app
