// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "db/db.h"
#include "db/open.h"
#include "kit/clock.h"
#include "kit/temp_dir.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace junkai::kit {

/// A fresh store of one engine with all migrations, made from a template (milliseconds), gone with this
/// object.
class TestStore {
public:
    /// `Empty` has no migrations yet.
    enum class Schema { Migrated, Empty };

    explicit TestStore(db::Engine engine, Schema schema = Schema::Migrated);
    ~TestStore();
    TestStore(const TestStore&) = delete;
    TestStore& operator=(const TestStore&) = delete;

    db::Engine engine() const { return engine_; }

    db::Database& database() { return *database_; }

    /// Closes and opens again, as a restarted server would.
    void reopen();

    void close() { database_.reset(); }

    /// The SQLite file, or the libpq connection string.
    const std::string& location() const { return location_; }

private:
    db::Engine engine_;
    TempDir folder_;
    std::string name_;
    std::string location_;
    std::unique_ptr<db::Database> database_;
};

/// The base of a test suite whose every body runs on both engines:
///
///     class CardStore : public kit::EngineTest {};
///     JUNKAI_ENGINES(CardStore);
///     TEST_P(CardStore, keeps_what_was_written) { database().write(…); }
class EngineTest : public ::testing::TestWithParam<db::Engine> {
protected:
    db::Engine engine() const { return GetParam(); }

    db::Database& database() { return store_.database(); }

    TestStore& store() { return store_; }

    /// The text of the engine at hand, where a test must make a table of its own.
    void script(const char* sqlite, const char* postgres);

    FrozenClock clock;
    SeededRandom random{1};

private:
    TestStore store_{GetParam()};
};

std::string engine_name(const ::testing::TestParamInfo<db::Engine>& info);

}  // namespace junkai::kit

#define JUNKAI_ENGINES(Suite)                                                                                \
    INSTANTIATE_TEST_SUITE_P(                                                                                \
        Engines,                                                                                             \
        Suite,                                                                                               \
        ::testing::Values(::junkai::db::Engine::Sqlite, ::junkai::db::Engine::Postgres),                     \
        ::junkai::kit::engine_name)
