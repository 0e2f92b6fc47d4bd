// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/organisation.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

/// What a person typed after `junkai`, checked and taken apart.
namespace junkai::cli {

struct Serve {
    std::filesystem::path store;
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    bool tls = false;
    std::filesystem::path web;
    /// The clock starts here and runs: for exercises and tests; only where every station is fictional.
    std::string clock_at;
};

struct Demo {
    std::filesystem::path store;
    std::uint64_t units = 5000;
    double visits_per_unit = 3;
    std::uint64_t seed = 1;
    /// libpq connection string; empty: SQLite in the store's folder.
    std::string postgres;
    std::string clock_at;
    /// Do it without asking, however large it is.
    bool yes = false;
};

struct Migrate {
    std::filesystem::path store;
};

struct ImportPlaces : AsOfficer {
    std::filesystem::path file;
    /// Code of another station, for headquarters; empty: the officer's own.
    std::string station;
    std::filesystem::path report;
    bool dry_run = false;
    /// For programs: no progress, and the outcome as one line of name=value.
    bool quiet = false;
};

struct LedgerVerify {
    std::filesystem::path store;
    /// Code of one station; empty: all.
    std::string station;
};

struct Doctor {
    std::filesystem::path store;
};

struct VaultRebuild {
    std::filesystem::path store;
};

struct UserAdd {
    std::filesystem::path store;
    std::string officer_no;
    std::string name;
    std::string profile = "saitama";
    std::string prefecture = "埼玉県";
    std::string headquarters = "埼玉県警察本部";
    /// libpq connection string; empty: SQLite in the store's folder.
    std::string postgres;
};

using Command = std::variant<Serve,
                             Demo,
                             Migrate,
                             ImportPlaces,
                             LedgerVerify,
                             Doctor,
                             VaultRebuild,
                             UserAdd,
                             ChangePassword,
                             StationAdd,
                             StationList,
                             StationShow,
                             BlockAdd,
                             SiteAdd,
                             BeatAdd,
                             OfficerAdd,
                             RosterList,
                             PasswordReset,
                             DesignationAdd,
                             DesignationEnd,
                             AssignmentAdd,
                             AssignmentEnd>;

/// Either a command, or the exit code after help or an error was printed.
std::variant<Command, int> parse(int argc, const char* const* argv);

}  // namespace junkai::cli
