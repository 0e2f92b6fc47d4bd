// SPDX-License-Identifier: Apache-2.0
// 点検: what an administrator asks of a store when something is wrong. Every part is looked at on its own, so
// that one that is broken is named and does not hide the others.
#include "app/ledger/keep_ledger.h"
#include "crypto/secret.h"
#include "db/errors.h"
#include "db/integrity.h"
#include "db/migrate.h"
#include "main/commands.h"
#include "main/inspect.h"
#include "main/machine.h"
#include "main/private_file.h"

#include <cstdio>
#include <set>

namespace junkai {
namespace {

class Examination {
public:
    explicit Examination(const std::filesystem::path& store) : store_(store) {}

    bool run()
    {
        if (!look("設定", [&] { settings_ = Settings::load(store_); })) return end();
        const bool open = look("データベース", [&] { database_ = open_database(store_, settings_); });
        if (open) look_at_database();
        if (!stations_.empty()) {
            look_at_rules();
            for (const auto& station : stations_)
                look_at(station);
            look_at_ledgers();
        } else {
            look_at_vault_folders();
        }
        warn_of_open_files(store_, settings_);
        look_at_memory();
        return end();
    }

private:
    /// Runs one part; what it throws is the finding.
    template <class Part>
    bool look(const std::string& what, Part part)
    {
        try {
            part();
            return true;
        } catch (const std::exception& error) {
            problem(what, error.what());
            return false;
        }
    }

    void problem(const std::string& what, const std::string& why)
    {
        good_ = false;
        std::printf("%s: 問題: %s\n", what.c_str(), why.c_str());
    }

    void look_at_database()
    {
        look("データベース", [&] {
            const auto damage = db::find_damage(*database_);
            for (const std::string& one : damage)
                problem("データベース", one);
            if (damage.empty()) std::printf("データベース: 異常なし\n");
            if (!db::notices_torn_pages(*database_))
                std::printf("  注意: PostgreSQL に検査合計がありません。pg_checksums --enable "
                            "で壊れたページが分かるように"
                            "なります\n");
        });
        look("データベース", [&] {
            if (db::count_pending_migrations(*database_) > 0)
                throw StorageError("ストアがこの版より古いです。junkai migrate を実行してください");
            database_->read([&](db::Transaction& transaction) {
                stations_ = storage::Organisation(transaction).list_stations();
            });
        });
    }

    void look_at_rules()
    {
        std::set<std::string> seen;
        for (const auto& station : stations_)
            if (seen.insert(station.profile).second)
                look("規則 " + station.profile,
                     [&] { profile::Profiles::load(settings_.profiles, station.profile); });
    }

    void look_at(const storage::StoredStation& stored)
    {
        const std::string code = stored.station.code.str();
        VaultPlaces places;
        if (!look(code + " 鍵庫", [&] { places = vault_places(settings_, stored.station.code); })) return;
        for (const vault::Place* place : all_of(places))
            look_at_folder(code, place->directory);
        std::unique_ptr<vault::Vault> vault;
        const bool open = look(code + " 鍵庫", [&] {
            vault::Options options;
            database_->read([&](db::Transaction& transaction) {
                options.remembered =
                    storage::Organisation(transaction).find_vault_position(stored.station.id);
            });
            vault = vault::Vault::open(
                stored.station.id.uuid(), std::move(places.main), std::move(places.mirrors), options);
        });
        if (!open) {
            std::printf("%s 台帳: 鍵庫が開くまで検証できません\n", code.c_str());
            return;
        }
        look_at_vault(code, vault->status());
        opened_->add(std::make_unique<app::Station>(stored, std::move(vault), nullptr));
    }

    void look_at_ledgers()
    {
        app::App app(*database_, std::move(opened_), clock_, random_);
        for (const auto& station : app.stations->all())
            look(station->place().code.str() + " 台帳", [&] { good_ = verify_one(app, *station) && good_; });
    }

    static std::vector<const vault::Place*> all_of(const VaultPlaces& places)
    {
        std::vector<const vault::Place*> out{&places.main};
        for (const vault::Place& mirror : places.mirrors)
            out.push_back(&mirror);
        return out;
    }

    /// What can be said without any key.
    void look_at_folder(const std::string& code, const std::filesystem::path& folder)
    {
        const vault::Inspection seen = vault::inspect(folder);
        if (!seen.there) problem(code + " 鍵庫", folder.string() + " に鍵庫がありません");
        for (const std::string& one : seen.problems)
            problem(code + " 鍵庫", one);
    }

    void look_at_vault(const std::string& code, const vault::Status& status)
    {
        std::printf("%s 鍵庫: %s、予備の鍵 %llu、書込み %s\n",
                    code.c_str(),
                    status.keys.c_str(),
                    static_cast<unsigned long long>(status.spare_keys),
                    status.writable ? "可" : "不可");
        if (!status.writable) good_ = false;
        for (const vault::MirrorStatus& mirror : status.mirrors)
            std::printf("  写し %s: %s\n",
                        mirror.directory.c_str(),
                        mirror.in_step ? "一致" : mirror.why_not.c_str());
        if (!status.writable)
            std::printf("  写しが戻れば自動で追いつきます。新しい機器に替えるときは junkai vault rebuild "
                        "を実行してください\n");
        if (status.mirrors.size() < 2)
            std::printf("  注意: 写しが %zu 個です。本番では二つ以上を別の機器に置いてください\n",
                        status.mirrors.size());
        for (const std::string& one : status.problems)
            problem(code + " 鍵庫", one);
    }

    /// Without the database nobody knows the stations: each folder is one.
    void look_at_vault_folders()
    {
        std::vector<std::filesystem::path> roots{settings_.vault};
        roots.insert(roots.end(), settings_.mirrors.begin(), settings_.mirrors.end());
        for (const auto& root : roots) {
            std::error_code error;
            for (const auto& entry : std::filesystem::directory_iterator(root, error))
                if (entry.is_directory()) look_at_folder(entry.path().filename().string(), entry.path());
            if (error) problem("鍵庫", root.string() + ": " + error.message());
        }
    }

    static void look_at_memory()
    {
        const crypto::SecretMemory memory = crypto::secret_memory();
        std::printf("秘密のメモリー: 固定 %zu バイト、固定できず %zu バイト\n",
                    memory.locked_bytes,
                    memory.unlocked_bytes);
    }

    bool end() const
    {
        std::printf(good_ ? "異常はありません\n" : "異常があります\n");
        return good_;
    }

    std::filesystem::path store_;
    Settings settings_;
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<db::Database> database_;
    std::vector<storage::StoredStation> stations_;
    std::unique_ptr<app::Stations> opened_ = std::make_unique<app::Stations>();
    bool good_ = true;
};

}  // namespace

int run(const cli::Doctor& command)
{
    return Examination(command.store).run() ? 0 : 1;
}

int run(const cli::VaultRebuild& command)
{
    const Settings settings = Settings::load(command.store);
    const auto machine = open_machine(command.store);
    int made = 0;
    for (const auto& station : machine->app->stations->all()) {
        const auto places = vault_places(settings, station->place().code);
        for (std::size_t i = 0; i < places.mirrors.size(); ++i) {
            if (vault::inspect(places.mirrors[i].directory).there) continue;
            station->vault().rebuild_mirror(i);
            std::printf("%s: %s に写しを作りました\n",
                        station->place().code.str().c_str(),
                        places.mirrors[i].directory.c_str());
            ++made;
        }
    }
    if (made == 0) std::printf("作り直す写しはありません\n");
    app::remember_vaults(*machine->app);
    return 0;
}

}  // namespace junkai
