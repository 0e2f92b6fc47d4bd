// SPDX-License-Identifier: Apache-2.0
#include "kit/engines.h"

#include "db/migrate.h"
#include "kit/postgres_cluster.h"

#include <atomic>
#include <filesystem>

namespace junkai::kit {

namespace {

constexpr const char* kTemplateName = "junkai_template";

/// A migrated SQLite file to copy.
const std::string& sqlite_template()
{
    static const TempDir folder;
    static const std::string path = [] {
        const std::string file = folder / "template.db";
        const auto database = db::open_sqlite(file);
        db::migrate(*database, FrozenClock().now());
        return file;
    }();
    return path;
}

/// A migrated PostgreSQL database to clone.
const std::string& postgres_template()
{
    static const std::string name = [] {
        PostgresCluster::shared().admin(std::string("CREATE DATABASE ") + kTemplateName);
        const auto database = db::open_postgres(PostgresCluster::shared().conninfo(kTemplateName));
        db::migrate(*database, FrozenClock().now());
        return kTemplateName;
    }();
    return name;
}

}  // namespace

TestStore::TestStore(db::Engine engine, Schema schema) : engine_(engine)
{
    static std::atomic<int> count{0};
    if (engine == db::Engine::Sqlite) {
        location_ = folder_ / "store.db";
        if (schema == Schema::Migrated) std::filesystem::copy_file(sqlite_template(), location_);
    } else {
        name_ = "t" + std::to_string(++count);
        const std::string from = schema == Schema::Migrated ? postgres_template() : "template0";
        PostgresCluster::shared().admin("CREATE DATABASE " + name_ + " TEMPLATE " + from +
                                        " STRATEGY FILE_COPY");
        location_ = PostgresCluster::shared().conninfo(name_);
    }
    reopen();
}

TestStore::~TestStore()
{
    close();
    try {
        if (!name_.empty()) PostgresCluster::shared().admin("DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The cluster goes away with the program; a test may have stopped it on purpose.
        name_.clear();
    }
}

void TestStore::reopen()
{
    close();
    database_ = engine_ == db::Engine::Sqlite ? db::open_sqlite(location_) : db::open_postgres(location_);
}

void EngineTest::script(const char* sqlite, const char* postgres)
{
    database().write(
        [&](db::Transaction& tx) { tx.script(engine() == db::Engine::Sqlite ? sqlite : postgres); });
}

std::string engine_name(const ::testing::TestParamInfo<db::Engine>& info)
{
    return info.param == db::Engine::Sqlite ? "sqlite" : "postgres";
}

}  // namespace junkai::kit
