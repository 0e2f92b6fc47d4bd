// SPDX-License-Identifier: Apache-2.0
// Which names in a Host header are ours.
#include "http/server/hosts.h"

#include <gtest/gtest.h>

namespace junkai::http::test {
namespace {

TEST(Hosts, AreComparedByNameAndByPortWhereOneIsGiven)
{
    struct Row {
        const char* name;
        std::vector<std::string> ours;
        const char* host;
        bool passes;
    };

    const Row rows[] = {
        {"nothing set",                  {},                         "evil.example",                true },
        {"the name",                     {"junkai.example"},         "junkai.example",              true },
        {"the name in capitals",         {"junkai.example"},         "JUNKAI.Example",              true },
        {"the name with a port",         {"junkai.example"},         "junkai.example:8443",         true },
        {"another name",                 {"junkai.example"},         "evil.example",                false},
        {"our name in front of another", {"junkai.example"},         "junkai.example.evil.example", false},
        {"our name behind another",      {"junkai.example"},         "notjunkai.example",           false},
        {"our port",                     {"junkai.example:8443"},    "junkai.example:8443",         true },
        {"another port",                 {"junkai.example:8443"},    "junkai.example:8444",         false},
        {"no port where one is wanted",  {"junkai.example:8443"},    "junkai.example",              false},
        {"an address",                   {"127.0.0.1"},              "127.0.0.1:8080",              true },
        {"an IPv6 address",              {"[::1]"},                  "[::1]",                       true },
        {"an IPv6 address with a port",  {"[::1]"},                  "[::1]:8080",                  true },
        {"another IPv6 address",         {"[::1]"},                  "[::2]:8080",                  false},
        {"the second of two",            {"localhost", "127.0.0.1"}, "127.0.0.1",                   true },
    };
    for (const Row& row : rows)
        EXPECT_EQ(is_among(row.ours, row.host), row.passes) << row.name;
}

}  // namespace
}  // namespace junkai::http::test
