// SPDX-License-Identifier: Apache-2.0
// What an administrator asks of a store that is at rest: is the ledger whole?
#include "main/inspect.h"
#include "app/ledger/keep_ledger.h"
#include "main/commands.h"
#include "main/machine.h"

#include <cstdio>

namespace junkai {

bool verify_one(app::App& app, app::Station& station)
{
    const auto progress = [&](std::uint64_t done) {
        if (done % 100'000 == 0 && done > 0)
            std::fprintf(stderr,
                         "%s: %llu 件\n",
                         station.place().code.str().c_str(),
                         static_cast<unsigned long long>(done));
    };
    const ledger::Verdict verdict = app::verify_ledger(app, station, progress);
    if (verdict.good()) {
        std::printf("%s: 異常なし (記録 %llu 件、検証点 %llu 件、検証点を待つ記録 %llu 件)\n",
                    station.place().code.str().c_str(),
                    static_cast<unsigned long long>(verdict.entries),
                    static_cast<unsigned long long>(verdict.checkpoints),
                    static_cast<unsigned long long>(verdict.pending));
        return true;
    }
    std::printf("%s: %s (位置 %llu%s%s)\n",
                station.place().code.str().c_str(),
                ledger::describe(verdict.fault),
                static_cast<unsigned long long>(verdict.position),
                verdict.entry ? "、記録 " : "",
                verdict.entry ? verdict.entry->str().c_str() : "");
    return false;
}

int run(const cli::LedgerVerify& command)
{
    const auto machine = open_machine(command.store);
    bool good = true;
    bool found = false;
    for (const auto& station : machine->app->stations->all()) {
        if (!command.station.empty() && station->place().code.str() != command.station) continue;
        found = true;
        good = verify_one(*machine->app, *station) && good;
    }
    if (!found) throw StorageError("その署はありません: " + command.station);
    return good ? 0 : 1;
}

}  // namespace junkai
