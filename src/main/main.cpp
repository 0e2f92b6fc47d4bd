// SPDX-License-Identifier: Apache-2.0
#include "main/commands.h"
#include "main/private_file.h"

#include <csignal>
#include <cstdio>
#include <exception>

int main(int argc, char** argv)
{
    const auto parsed = junkai::cli::parse(argc, argv);
    if (const int* code = std::get_if<int>(&parsed)) return *code;
    // A reader that went away is an error of a write, not the end of the server.
    std::signal(SIGPIPE, SIG_IGN);
    junkai::keep_to_ourselves();
    try {
        return std::visit([](const auto& command) { return junkai::run(command); },
                          std::get<junkai::cli::Command>(parsed));
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "junkai: %s\n", failure.what());
        return 1;
    }
}
