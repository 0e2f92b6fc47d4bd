// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace junkai {

/// `[http]`: whom the server answers and how much it takes on. What is not set depends on where it listens,
/// see http_options.h.
struct HttpSettings {
    /// Names of ours in the Host header, such as "junkai.example.jp"; with a port only that port.
    std::vector<std::string> hosts;
    std::optional<std::size_t> connections;
    std::optional<std::size_t> connections_per_address;
    /// Requests a second; 0 for no limit.
    std::optional<std::size_t> rate_per_address;
    std::optional<std::size_t> rate_per_session;
    std::optional<std::size_t> workers;
    /// Requests that may wait for a worker.
    std::optional<std::size_t> queue;
};

/// The machine's settings (settings.toml in the store's folder): where we run, never what we may do.
struct Settings {
    /// Empty: SQLite in store.db.
    std::string postgres;
    std::filesystem::path vault;
    /// Each a directory, best on another disk; the demo has one beside the vault.
    std::vector<std::filesystem::path> mirrors;
    std::filesystem::path passphrase_file;
    /// A file on the disk of the database that keeps space free for recording reads when the disk is full.
    /// Empty: `reserve` in the store for SQLite, none for PostgreSQL, whose disk may be another machine's.
    std::filesystem::path reserve = {};
    std::filesystem::path profiles;
    std::filesystem::path locales;
    /// Towns and names for invented stations; only `demo` needs it.
    std::filesystem::path data;
    HttpSettings http = {};

    /// Relative paths count from the store's folder. Throws ProfileError for an unknown key, a wrong type or
    /// a missing file, naming the place.
    static Settings load(const std::filesystem::path& store);

    /// The settings of a store that is about to be made.
    static Settings fresh(const std::filesystem::path& store, const std::string& postgres);
    void save(const std::filesystem::path& store) const;
};

}  // namespace junkai
