// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sessions/sessions.h"
#include "app/unit.h"

namespace junkai::app {

/// What the use-cases stand on, wired once in main. Database, clock and random source outlive it.
struct App {
    App(db::Database& database_in,
        std::unique_ptr<Stations> stations_in,
        const Clock& clock_in,
        RandomSource& random_in,
        const SessionSettings& session_settings = {});

    db::Database& database;
    const Clock& clock;
    RandomSource& random;
    std::unique_ptr<Stations> stations;
    ledger::Appender appender;
    Work work;
    Sessions sessions;
};

}  // namespace junkai::app
