// SPDX-License-Identifier: Apache-2.0
#include "app/app.h"

namespace junkai::app {

App::App(db::Database& database_in,
         std::unique_ptr<Stations> stations_in,
         const Clock& clock_in,
         RandomSource& random_in,
         const SessionSettings& session_settings)
    : database(database_in), clock(clock_in), random(random_in), stations(std::move(stations_in)),
      appender(database), work(database, appender, *stations, clock, random),
      sessions(database, appender, *stations, clock, random, session_settings)
{
}

}  // namespace junkai::app
