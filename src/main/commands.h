// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command_line.h"

/// Each command, wired to the parts it needs; the exit code.
namespace junkai {

int run(const cli::Serve& command);
int run(const cli::Demo& command);
int run(const cli::Migrate& command);
int run(const cli::ImportPlaces& command);
int run(const cli::LedgerVerify& command);
int run(const cli::Doctor& command);
int run(const cli::UserAdd& command);

}  // namespace junkai
