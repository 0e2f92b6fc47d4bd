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
int run(const cli::VaultRebuild& command);
int run(const cli::UserAdd& command);

// As a named officer, who logs in.
int run(const cli::ChangePassword& command);
int run(const cli::StationAdd& command);
int run(const cli::StationList& command);
int run(const cli::StationShow& command);
int run(const cli::BlockAdd& command);
int run(const cli::SiteAdd& command);
int run(const cli::BeatAdd& command);
int run(const cli::OfficerAdd& command);
int run(const cli::RosterList& command);
int run(const cli::PasswordReset& command);
int run(const cli::DesignationAdd& command);
int run(const cli::DesignationEnd& command);
int run(const cli::AssignmentAdd& command);
int run(const cli::AssignmentEnd& command);

}  // namespace junkai
