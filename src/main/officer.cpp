// SPDX-License-Identifier: Apache-2.0
#include "main/officer.h"

#include "app/ledger/keep_ledger.h"

#include <cstdio>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace junkai {

app::Caller AtWork::once() const
{
    app::Caller out = caller();
    out.one_time = app::one_time(domain::RequestKey::make(app.clock.now(), app.random), {});
    return out;
}

PersonalText ask_secret(std::string_view prompt)
{
    const bool terminal = isatty(STDIN_FILENO) == 1;
    termios before{};
    if (terminal) {
        std::fprintf(stderr, "%s: ", std::string(prompt).c_str());
        tcgetattr(STDIN_FILENO, &before);
        termios silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &silent);
    }
    std::string line;
    std::getline(std::cin, line);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
        std::fprintf(stderr, "\n");
    }
    PersonalText out(line);
    wipe(line);
    return out;
}

int explain(const Refusal& refusal, const http::Locales& locales)
{
    std::fprintf(stderr,
                 "junkai: %s (%s)",
                 std::string(locales.text(refusal.code.view())).c_str(),
                 std::string(refusal.code.view()).c_str());
    for (const auto& [name, value] : refusal.facts)
        std::fprintf(stderr, " %s=%s", name.c_str(), value.c_str());
    std::fprintf(stderr, "\n");
    return 1;
}

int as_officer(const cli::AsOfficer& command,
               FunctionRef<Result<int>(const AtWork&)> act,
               FirstPassword first_password)
{
    const auto machine = open_machine(command.store);
    app::App& app = *machine->app;
    const http::Locales locales = http::Locales::load(machine->settings.locales / "ja.json");
    const auto number = domain::OfficerNo::parse(command.officer_no);
    if (!number) return explain({"session.wrong_number_or_password", ""}, locales);
    const auto opened = app.sessions.log_in(*number, ask_secret("パスワード").reveal());
    if (!opened) return explain(opened.error(), locales);
    const auto hindrance = app::hindrance_of(*opened->who);
    const Result<int> done = hindrance && first_password == FirstPassword::Hinders
                                 ? Result<int>(*hindrance)
                                 : act({app, *opened->who, locales});
    app.sessions.log_out(*opened->who);
    app::keep_ledgers(app);
    app::remember_vaults(app);
    return done ? *done : explain(done.error(), locales);
}

}  // namespace junkai
