// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "db/open.h"
#include "main/settings.h"

#include <memory>
#include <optional>

namespace junkai {

/// A clock that was set once and runs on: exercises with fictional data on another day.
class OffsetClock final : public Clock {
public:
    explicit OffsetClock(Instant starts_at) : offset_(starts_at - SystemClock().now()) {}

    Instant now() const override { return SystemClock().now() + offset_; }

private:
    std::chrono::microseconds offset_;
};

/// A store opened with all that stands on it: the concrete parts, wired here and nowhere else.
struct Machine {
    Settings settings;
    std::unique_ptr<Clock> clock;
    SystemRandom random;
    std::unique_ptr<db::Database> database;
    std::unique_ptr<app::App> app;
};

/// Opens the database of a store; nothing else.
std::unique_ptr<db::Database> open_database(const std::filesystem::path& store, const Settings& settings);

/// Opens a store whose schema is that of this program. `clock_at`: an ISO instant or "" for the machine's
/// clock; only where every station is fictional. Throws with a message for people that says what to do.
std::unique_ptr<Machine> open_machine(const std::filesystem::path& store, const std::string& clock_at = "");

/// The copies of one station's vault, as the settings place them.
struct VaultPlaces {
    vault::Place main;
    std::vector<vault::Place> mirrors;
};

VaultPlaces vault_places(const Settings& settings, const domain::StationCode& station);

/// Throws ProfileError when the text is no instant.
std::unique_ptr<Clock> make_clock(const std::string& clock_at);

}  // namespace junkai
