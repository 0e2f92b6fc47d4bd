// SPDX-License-Identifier: Apache-2.0
#include "app/ledger/keep_ledger.h"
#include "app/roster/first_administrator.h"
#include "db/migrate.h"
#include "main/commands.h"
#include "main/machine.h"
#include "main/private_file.h"
#include "vault/passphrase.h"

#include <cstdio>

namespace junkai {
namespace {

namespace fs = std::filesystem;

domain::OfficerNo number_of(const cli::UserAdd& command)
{
    const auto number = domain::OfficerNo::parse(command.officer_no);
    if (!number) throw ProfileError("--officer は4桁から10桁の数字です");
    return *number;
}

storage::StoredStation headquarters(const cli::UserAdd& command, Instant now, RandomSource& random)
{
    return {.station = {.id = domain::StationId::make(now, random),
                        .code = *domain::StationCode::parse("hq"),
                        .name = command.headquarters,
                        .has_chiiki_kacho = true},
            .prefecture = command.prefecture,
            .profile = command.profile,
            .fictional = false,
            .headquarters = true};
}

/// Settings, passphrase, schema and headquarters: a store in which nobody is yet. Who opens it makes the
/// vault.
void make_store(const fs::path& store, const cli::UserAdd& command)
{
    const Settings settings = Settings::fresh(store, command.postgres);
    // What cannot be read is found before anything is made.
    number_of(command);
    profile::Profiles::load(settings.profiles, command.profile);
    fs::create_directories(store);
    SystemRandom random;
    write_private(settings.passphrase_file, vault::make_passphrase(random).reveal() + "\n");
    settings.save(store);
    const auto now = SystemClock().now();
    const auto database = open_database(store, settings);
    db::migrate(*database, now);
    const auto station = headquarters(command, now, random);
    database->write([&](db::Transaction& transaction) {
        storage::Organisation organisation(transaction);
        if (!organisation.list_stations().empty())
            throw StorageError("データベースが空ではありません。最初の管理者は空のストアにだけ作れます");
        organisation.add(station);
    });
}

PersonalText add_administrator(const fs::path& store, const cli::UserAdd& command)
{
    const auto machine = open_machine(store);
    app::App& app = *machine->app;
    auto password = app::create_first_administrator(app, number_of(command), command.name);
    if (!password)
        throw StorageError("このストアには既に職員がいます。職員の登録は、ログインした管理者が行います");
    app::keep_ledgers(app);
    app::remember_vaults(app);
    return *password;
}

}  // namespace

int run(const cli::UserAdd& command)
{
    PersonalText password;
    if (fs::exists(command.store)) {
        password = add_administrator(command.store, command);
    } else {
        // Made beside its place and renamed when whole, so that an interrupted one is never taken for a
        // store.
        fs::path making = command.store;
        making += ".making";
        fs::remove_all(making);
        make_store(making, command);
        password = add_administrator(making, command);
        fs::rename(making, command.store);
    }
    std::printf(
        "職員番号\t%s\n最初のパスワード\t%s\n", command.officer_no.c_str(), password.reveal().c_str());
    std::printf("このパスワードは二度と表示されません。最初のログインで変更してください。\n");
    return 0;
}

}  // namespace junkai
