// SPDX-License-Identifier: Apache-2.0
// What an administrator asks of a store that is at rest: is the ledger whole, is everything in its place?
#include "app/ledger/keep_ledger.h"
#include "db/migrate.h"
#include "main/commands.h"
#include "main/machine.h"
#include "main/private_file.h"

#include <cstdio>

namespace junkai {
namespace {

/// One line a station; true when the ledger is whole.
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

}  // namespace

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

int run(const cli::Doctor& command)
{
    const auto machine = open_machine(command.store);
    bool good = true;
    for (const auto& station : machine->app->stations->all()) {
        const vault::Status status = station->vault().status();
        std::printf("%s 鍵庫: %s、予備の鍵 %llu、書込み %s\n",
                    station->place().code.str().c_str(),
                    status.keys.c_str(),
                    static_cast<unsigned long long>(status.spare_keys),
                    status.writable ? "可" : "不可");
        for (const vault::MirrorStatus& mirror : status.mirrors)
            std::printf("  写し %s: %s\n",
                        mirror.directory.c_str(),
                        mirror.in_step ? "一致" : mirror.why_not.c_str());
        if (status.mirrors.size() < 2)
            std::printf("  注意: 写しが %zu 個です。本番では二つ以上を別の機器に置いてください\n",
                        status.mirrors.size());
        for (const std::string& problem : status.problems)
            std::printf("  問題: %s\n", problem.c_str());
        good = good && status.writable && status.problems.empty() && verify_one(*machine->app, *station);
    }
    warn_of_open_files(command.store, machine->settings);
    const crypto::SecretMemory memory = crypto::secret_memory();
    std::printf("秘密のメモリー: 固定 %zu バイト、固定できず %zu バイト\n",
                memory.locked_bytes,
                memory.unlocked_bytes);
    std::printf(good ? "異常はありません\n" : "異常があります\n");
    return good ? 0 : 1;
}

}  // namespace junkai
