// SPDX-License-Identifier: Apache-2.0
#include "main/settings.h"

#include "base/errors.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <functional>
#include <map>
#include <toml++/toml.h>

namespace junkai {
namespace {

std::string text_at(const toml::node& node, const std::string& key, const std::string& file)
{
    const auto text = node.value<std::string>();
    if (!text) throw ProfileError(file + ": " + key + " must be a text");
    return *text;
}

struct HttpNumber {
    const char* key;
    std::optional<std::size_t> HttpSettings::*member;
    std::int64_t least;
    std::int64_t most;
};

constexpr HttpNumber kHttpNumbers[] = {
    {"connections", &HttpSettings::connections, 1, 100'000},
    {"connections_per_address", &HttpSettings::connections_per_address, 1, 100'000},
    {"rate_per_address", &HttpSettings::rate_per_address, 0, 1'000'000},
    {"rate_per_session", &HttpSettings::rate_per_session, 0, 1'000'000},
    {"workers", &HttpSettings::workers, 1, 256},
    {"queue", &HttpSettings::queue, 1, 100'000},
};

std::size_t number_at(const toml::node& node, const HttpNumber& wanted, const std::string& file)
{
    const auto* number = node.as_integer();
    if (number == nullptr || number->get() < wanted.least || number->get() > wanted.most)
        throw ProfileError(file + ": http." + wanted.key + " must be a whole number from " +
                           std::to_string(wanted.least) + " to " + std::to_string(wanted.most));
    return static_cast<std::size_t>(number->get());
}

std::vector<std::string> hosts_at(const toml::node& node, const std::string& file)
{
    const toml::array* list = node.as_array();
    if (list == nullptr) throw ProfileError(file + ": hosts of [http] must be a list");
    std::vector<std::string> hosts;
    for (const toml::node& item : *list) {
        std::string host = text_at(item, "hosts of [http]", file);
        // As a Host header has it: a whole URL here would match no request and shut everybody out.
        const bool plain = !host.empty() && std::all_of(host.begin(), host.end(), [](unsigned char c) {
            return std::isalnum(c) != 0 ||
                   std::string_view(".-_:[]").find(static_cast<char>(c)) != std::string_view::npos;
        });
        if (!plain) throw ProfileError(file + ": hosts of [http]: not a host name: " + host);
        hosts.push_back(std::move(host));
    }
    return hosts;
}

HttpSettings http_at(const toml::node& node, const std::string& file)
{
    const toml::table* table = node.as_table();
    if (table == nullptr) throw ProfileError(file + ": [http] must be a table");
    HttpSettings http;
    for (const auto& [key, value] : *table) {
        if (key.str() == "hosts") {
            http.hosts = hosts_at(value, file);
            continue;
        }
        const auto* const wanted = std::find_if(std::begin(kHttpNumbers),
                                                std::end(kHttpNumbers),
                                                [&](const HttpNumber& n) { return key.str() == n.key; });
        if (wanted == std::end(kHttpNumbers))
            throw ProfileError(file + ": unknown key http." + std::string(key.str()));
        http.*(wanted->member) = number_at(value, *wanted, file);
    }
    return http;
}

}  // namespace

Settings Settings::load(const std::filesystem::path& store)
{
    const std::string file = (store / "settings.toml").string();
    toml::table table;
    try {
        table = toml::parse_file(file);
    } catch (const toml::parse_error& error) {
        throw ProfileError(file + ": " + std::string(error.description()));
    }
    Settings settings;
    const auto path = [&](std::filesystem::path& into) {
        return [&](const toml::node& node, const std::string& key) {
            const std::filesystem::path value = text_at(node, key, file);
            into = value.is_absolute() ? value : store / value;
        };
    };
    const std::map<std::string, std::function<void(const toml::node&, const std::string&)>, std::less<>>
        known = {
            {"postgres",
             [&](const toml::node& node, const std::string& key) {
                 settings.postgres = text_at(node, key, file);
             }},
            {"vault", path(settings.vault)},
            {"passphrase_file", path(settings.passphrase_file)},
            {"reserve", path(settings.reserve)},
            {"profiles", path(settings.profiles)},
            {"locales", path(settings.locales)},
            {"data", path(settings.data)},
            {"http",
             [&](const toml::node& node, const std::string&) { settings.http = http_at(node, file); }},
            {"mirrors",
             [&](const toml::node& node, const std::string& key) {
                 const toml::array* list = node.as_array();
                 if (list == nullptr) throw ProfileError(file + ": mirrors must be a list");
                 for (const toml::node& item : *list)
                     path(settings.mirrors.emplace_back())(item, key);
             }},
        };
    for (const auto& [key, node] : table) {
        const auto found = known.find(key.str());
        if (found == known.end()) throw ProfileError(file + ": unknown key " + std::string(key.str()));
        found->second(node, std::string(key.str()));
    }
    for (const auto* needed :
         {&settings.vault, &settings.passphrase_file, &settings.profiles, &settings.locales})
        if (needed->empty())
            throw ProfileError(file + ": vault, passphrase_file, profiles and locales must be set");
    return settings;
}

Settings Settings::fresh(const std::filesystem::path& store, const std::string& postgres)
{
    return {.postgres = postgres,
            .vault = store / "vault",
            .mirrors = {store / "vault-mirror"},
            .passphrase_file = store / "vault-passphrase",
            .profiles = std::filesystem::absolute("profiles"),
            .locales = std::filesystem::absolute("locales"),
            .data = std::filesystem::absolute("data")};
}

void Settings::save(const std::filesystem::path& store) const
{
    toml::array copies;
    for (const auto& mirror : mirrors)
        copies.push_back(mirror.lexically_proximate(store).string());
    toml::table table{{"vault", vault.lexically_proximate(store).string()},
                      {"mirrors", copies},
                      {"passphrase_file", passphrase_file.lexically_proximate(store).string()},
                      {"profiles", profiles.string()},
                      {"locales", locales.string()},
                      {"data", data.string()}};
    if (!postgres.empty()) table.insert("postgres", postgres);
    const auto file = store / "settings.toml";
    std::ofstream out(file);
    out << table << '\n';
    out.close();
    if (!out) throw StorageError("cannot write " + file.string());
}

}  // namespace junkai
