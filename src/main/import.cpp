// SPDX-License-Identifier: Apache-2.0
#include "app/ledger/keep_ledger.h"
#include "app/places/import_places.h"
#include "http/locales.h"
#include "main/commands.h"
#include "main/machine.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace junkai {
namespace {

/// From the terminal without echo, or the first line of a pipe.
PersonalText ask_password()
{
    const bool terminal = isatty(STDIN_FILENO) == 1;
    termios before{};
    if (terminal) {
        std::fprintf(stderr, "パスワード: ");
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

/// Where the person who imports can follow it: one line that is written over.
void show_progress(std::uint64_t done, std::uint64_t size)
{
    if (isatty(STDERR_FILENO) == 0) return;
    const std::uint64_t percent = size == 0 ? 100 : done * 100 / size;
    std::fprintf(stderr, "\r取込み %3llu %%", static_cast<unsigned long long>(percent));
    if (percent == 100) std::fprintf(stderr, "\n");
}

}  // namespace

int run(const cli::ImportPlaces& command)
{
    const auto machine = open_machine(command.store);
    app::App& app = *machine->app;
    const http::Locales locales = http::Locales::load(machine->settings.locales / "ja.json");
    const auto number = domain::OfficerNo::parse(command.officer_no);
    if (!number) return explain({"session.wrong_number_or_password", ""}, locales);
    // Judged and recorded as over HTTP: a named officer logs in.
    const auto opened = app.sessions.log_in(*number, ask_password().reveal());
    if (!opened) return explain(opened.error(), locales);
    const app::LoggedIn& who = *opened->who;

    std::ifstream file(command.file, std::ios::binary);
    if (!file) throw StorageError("開けません: " + command.file.string());
    std::ofstream report_file;
    if (!command.report.empty()) report_file.open(command.report);
    std::ostream& report = command.report.empty() ? std::cerr : report_file;
    report << "行,列,項目,コード,理由\n";
    const std::uint64_t size = std::filesystem::file_size(command.file);
    const app::ImportOptions options{.dry_run = command.dry_run,
                                     .report =
                                         [&](const app::ImportProblem& problem) {
                                             report << problem.place.line << ',' << problem.place.column
                                                    << ',' << problem.column << ',' << problem.code.view()
                                                    << ',' << locales.text(problem.code.view()) << '\n';
                                         },
                                     .progress = [&](std::uint64_t done) { show_progress(done, size); }};
    const auto counts = app::import_places(app, {who.actor, who.station}, file, options);
    app.sessions.log_out(who);
    app::keep_ledgers(app);
    app::remember_vaults(app);
    if (!counts) return explain(counts.error(), locales);
    report.flush();
    if (!report) throw StorageError("報告を書けません: " + command.report.string());
    std::printf("%s: 行 %llu、%s %llu、既にある住戸 %llu、取り込めない行 %llu%s\n",
                command.dry_run ? "調べただけで何も書いていません" : "取り込みました",
                static_cast<unsigned long long>(counts->rows),
                command.dry_run ? "取り込める行" : "新しい住戸",
                static_cast<unsigned long long>(counts->made),
                static_cast<unsigned long long>(counts->known),
                static_cast<unsigned long long>(counts->refused),
                counts->resumed > 0 ? " (前回の続きから)" : "");
    return counts->refused == 0 ? 0 : 2;
}

}  // namespace junkai
