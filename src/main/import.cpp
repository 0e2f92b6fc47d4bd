// SPDX-License-Identifier: Apache-2.0
#include "app/places/import_places.h"
#include "main/commands.h"
#include "main/named_places.h"
#include "main/officer.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <unistd.h>

namespace junkai {
namespace {

/// Where the person who imports can follow it: one line that is written over.
void show_progress(std::uint64_t done, std::uint64_t size)
{
    if (isatty(STDERR_FILENO) == 0) return;
    const std::uint64_t percent = size == 0 ? 100 : done * 100 / size;
    std::fprintf(stderr, "\r取込み %3llu %%", static_cast<unsigned long long>(percent));
    if (percent == 100) std::fprintf(stderr, "\n");
}

/// For a person, or one line for a program.
void print_outcome(const cli::ImportPlaces& command, const app::ImportCounts& counts, double seconds)
{
    const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    if (command.quiet) {
        std::printf("rows=%llu made=%llu known=%llu refused=%llu resumed_batches=%llu seconds=%.3f\n",
                    number(counts.rows),
                    number(counts.made),
                    number(counts.known),
                    number(counts.refused),
                    number(counts.resumed),
                    seconds);
        return;
    }
    std::printf("%s: 行 %llu、%s %llu、既にある住戸 %llu、取り込めない行 %llu、%.1f 秒%s\n",
                command.dry_run ? "調べただけで何も書いていません" : "取り込みました",
                number(counts.rows),
                command.dry_run ? "取り込める行" : "新しい住戸",
                number(counts.made),
                number(counts.known),
                number(counts.refused),
                seconds,
                counts.resumed > 0 ? " (前回の続きから)" : "");
}

Result<int> import(const cli::ImportPlaces& command, const AtWork& at)
{
    app::Caller caller = at.caller();
    caller.station = JUNKAI_TRY(find_station(at, command.station))->id();
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
                                                    << ',' << at.locales.text(problem.code.view()) << '\n';
                                         },
                                     .progress =
                                         [&](std::uint64_t done) {
                                             if (!command.quiet) show_progress(done, size);
                                         }};
    const auto begun = std::chrono::steady_clock::now();
    const auto counts = JUNKAI_TRY(app::import_places(at.app, caller, file, options));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
    report.flush();
    if (!report) throw StorageError("報告を書けません: " + command.report.string());
    print_outcome(command, counts, seconds.count());
    return counts.refused == 0 ? 0 : 2;
}

}  // namespace

int run(const cli::ImportPlaces& command)
{
    return as_officer(command, [&](const AtWork& at) { return import(command, at); });
}

}  // namespace junkai
