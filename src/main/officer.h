// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/function_ref.h"
#include "cli/command_line.h"
#include "http/locales.h"
#include "main/machine.h"

#include <string_view>

namespace junkai {

/// A named officer at work on a store that is at rest: judged and recorded as over HTTP.
struct AtWork {
    app::App& app;
    const app::LoggedIn& who;
    const http::Locales& locales;

    /// For a read.
    app::Caller caller() const { return {who.actor, who.station}; }

    /// For a write: an act of its own each time.
    app::Caller once() const;
};

/// From the terminal without echo, or the next line of a pipe.
PersonalText ask_secret(std::string_view prompt);

/// The sentence of a refusal with its code and facts, to the error output; the exit code.
int explain(const Refusal& refusal, const http::Locales& locales);

/// With a first password nothing is done but what changes it, as over HTTP.
enum class FirstPassword { Hinders, Suffices };

/// Opens the store, asks for the password, logs in, lets `act` do its part and logs out. Its value is the
/// exit code; a refusal is explained.
int as_officer(const cli::AsOfficer& command,
               FunctionRef<Result<int>(const AtWork&)> act,
               FirstPassword first_password = FirstPassword::Hinders);

}  // namespace junkai
