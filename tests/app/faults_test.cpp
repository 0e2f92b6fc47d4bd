// SPDX-License-Identifier: Apache-2.0
// Each act of the main job with a fault at each of its statements: what failed left nothing behind, what was
// acknowledged is there once, a repeat under the same key ends well, and the ledger verifies.
#include "app/cards/correct_card.h"
#include "app/cards/create_card.h"
#include "app/cards/search_cards.h"
#include "app/ledger/keep_ledger.h"
#include "app/visits/record_visit.h"
#include "base/japan_time.h"
#include "kit/world.h"

#include <functional>
#include <map>

namespace junkai {
namespace {

using Fault = kit::FaultyDatabase::Fault;
using domain::RequestKey;
using domain::UnitId;
using domain::VisitId;

constexpr const char* kPassword = "correct horse battery";
constexpr int kMostSteps = 400;

/// One act: what must be there before it, and the act itself under a key. True when it was done.
struct Act {
    const char* name;
    std::function<void()> prepare;
    std::function<bool(RequestKey)> run;
    /// A repeat under the same key gives the first outcome.
    bool one_time;
};

/// What stands in every table, as the engine itself writes it down.
using Picture = std::map<std::string, std::string>;

class Faults : public kit::WorldTest {
protected:
    Faults()
    {
        const auto hash = app.sessions.hash(kPassword);
        app.database.write([&](db::Transaction& transaction) {
            storage::Sessions(transaction).put_credential(officer_, hash, world.clock.now(), false);
        });
        world.database().read([&](db::Transaction& transaction) {
            number_ = storage::Roster(transaction).find_officer(officer_)->officer.number;
        });
        list_tables();
    }

    app::VisitWords meeting()
    {
        app::VisitWords words{.outcome = domain::visits::VisitOutcome::Met};
        words.ended_at = world.clock.now();
        words.started_at = words.ended_at - std::chrono::minutes(5);
        words.met_whom = domain::visits::MetWhom::Self;
        return words;
    }

    RequestKey new_key() { return RequestKey::make(world.clock.now(), world.random); }

    app::Caller with(RequestKey key) { return world.once(world.caller("BEAT"), key); }

    void walk_to_a_new_door() { unit_ = world.add_house(world.here, world.here.beats[0]); }

    void meet()
    {
        walk_to_a_new_door();
        visit_ = app::record_visit(app, with(new_key()), unit_, meeting())->id;
        shown_at_ = world.clock.now() - std::chrono::minutes(4);
    }

    app::CreateCard new_card() const
    {
        domain::cards::PersonEntry person{.id = domain::PersonEntryId(Uuid{})};
        person.name = {.family = PersonalText("架空"),
                       .given = PersonalText("花子"),
                       .family_kana = PersonalText("かくう"),
                       .given_kana = PersonalText("はなこ")};
        app::CreateCard out{.unit = unit_, .visit = visit_, .notice_shown_at = shown_at_};
        out.content.address = PersonalText("見本町一丁目901番1号");
        out.content.persons = {person};
        return out;
    }

    void make_a_card()
    {
        meet();
        auto made = app::create_card(app, with(new_key()), new_card());
        ASSERT_TRUE(made) << made.error().code.view();
        correction_ = {.card = made->stored.card.id,
                       .seen_version = made->stored.card.version,
                       .visit = app::record_visit(app, with(new_key()), unit_, meeting())->id,
                       .on = japan_date(world.clock.now()),
                       .content = made->stored.card.content};
        correction_.content.home_phone = PersonalText("000-0000-1234");
    }

    std::size_t search()
    {
        const auto answer = app::search_cards(app, world.caller("BEAT"), PersonalText("架空"));
        return answer ? answer->items.size() : 0;
    }

    std::vector<Act> acts()
    {
        return {
            {"record a visit",
             [this] { walk_to_a_new_door(); },
             [this](RequestKey key) {
                 return app::record_visit(app, with(key), unit_, meeting()).has_value();
             },                                                                                             true },
            {"make a card",
             [this] { meet(); },
             [this](RequestKey key) { return app::create_card(app, with(key), new_card()).has_value(); },
             true                                                                                                },
            {"correct a card",
             [this] { make_a_card(); },
             [this](RequestKey key) { return app::correct_card(app, with(key), correction_).has_value(); },
             true                                                                                                },
            {"search",         [] {},          [this](RequestKey) { return search() > 0; },                 false},
            {"log in",
             [] {},
             [this](RequestKey) { return app.sessions.log_in(*number_, kPassword).has_value(); },
             false                                                                                               },
        };
    }

    Picture take_picture()
    {
        Picture out;
        world.database().read([&](db::Transaction& transaction) {
            for (const auto& [table, sql] : pictures_) {
                const db::Statement statement{table.c_str(), sql.c_str(), sql.c_str(), 0};
                transaction.query(
                    statement, {}, [&](const db::Row& row) { out[table] = std::string(row.text(0)); });
            }
        });
        return out;
    }

    std::map<std::string, std::int64_t> count_rows()
    {
        std::map<std::string, std::int64_t> out;
        for (const auto& [table, sql] : pictures_)
            out[table] = world.count("SELECT count(*) FROM " + table);
        return out;
    }

    /// What the act adds when nothing goes wrong.
    std::map<std::string, std::int64_t> clean_run(const Act& act)
    {
        act.prepare();
        auto before = count_rows();
        EXPECT_TRUE(act.run(new_key())) << act.name;
        auto after = count_rows();
        for (auto& [table, rows] : after)
            rows -= before[table];
        return after;
    }

    void expect_added(std::map<std::string, std::int64_t> before,
                      std::map<std::string, std::int64_t> clean,
                      bool repeated)
    {
        // The repeat of what had been done is an entry of its own.
        if (repeated)
            for (const char* table : {"ledger_entry", "ledger_pending"})
                clean[table] += 1;
        for (const auto& [table, rows] : count_rows())
            EXPECT_EQ(rows - before[table], clean[table]) << table;
    }

    /// The number of steps at which the fault struck.
    int walk(const Act& act, Fault fault)
    {
        const auto clean = clean_run(act);
        for (int n = 1; n < kMostSteps; ++n) {
            SCOPED_TRACE(std::string(act.name) + ", fault at step " + std::to_string(n));
            act.prepare();
            const RequestKey key = new_key();
            const auto rows = count_rows();
            const Picture before = take_picture();
            bool acknowledged = false;
            world.faults.arm(fault, n);
            try {
                acknowledged = act.run(key);
                EXPECT_TRUE(acknowledged) << "neither done nor failed";
            } catch (const StorageError&) {
                acknowledged = false;
            }
            world.faults.disarm();
            if (!world.faults.struck()) {
                EXPECT_TRUE(acknowledged);
                return n - 1;
            }
            if (fault == Fault::CutOff) {
                EXPECT_TRUE(acknowledged) << "a unit that was cut off before its commit runs again by itself";
            } else {
                EXPECT_FALSE(acknowledged) << "a failed statement was swallowed";
            }
            if (!acknowledged && fault != Fault::Unknown) {
                for (const auto& [table, rows_now] : take_picture())
                    EXPECT_TRUE(rows_now == before.at(table)) << table << " is not as it was";
            }
            if (!acknowledged && (act.one_time || fault != Fault::Unknown)) {
                EXPECT_TRUE(act.run(key)) << "the repeat";
            }
            expect_added(rows, clean, fault == Fault::Unknown && act.one_time);
            if (::testing::Test::HasFailure()) return n;
        }
        ADD_FAILURE() << "no end of " << act.name;
        return kMostSteps;
    }

    void expect_a_whole_store()
    {
        app::keep_ledgers(app);
        const auto verdict = app::verify_ledger(app, world.station());
        EXPECT_TRUE(verdict.good()) << ledger::describe(verdict.fault);
        EXPECT_EQ(world.count("SELECT count(*) FROM card"), world.count("SELECT count(*) FROM card_index"));
    }

    void walk_all(Fault fault, int fewest_steps)
    {
        make_a_card();
        int steps = 0;
        for (const Act& act : acts())
            steps += walk(act, fault);
        EXPECT_GE(steps, fewest_steps);
        expect_a_whole_store();
    }

private:
    void list_tables()
    {
        constexpr db::Statement kTables{
            "test_tables",
            "SELECT t.name,"
            "       'SELECT coalesce(group_concat(line, char(10)), '''') FROM (SELECT ' ||"
            "       (SELECT group_concat('quote(\"' || c.name || '\")', '|| char(44) ||')"
            "          FROM pragma_table_info(t.name) AS c) || ' AS line FROM ' || t.name || ' ORDER BY 1)'"
            "  FROM sqlite_schema AS t"
            " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'lease'",
            "SELECT CAST(relname AS TEXT),"
            "       'SELECT coalesce(string_agg(CAST(t AS TEXT), chr(10) ORDER BY CAST(t AS TEXT)), '''')"
            " FROM ' || relname || ' AS t'"
            "  FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = CAST('public' AS regnamespace)"
            "   AND relname <> 'lease'",
            0};
        world.database().read([&](db::Transaction& transaction) {
            transaction.query(kTables, {}, [&](const db::Row& row) {
                pictures_[std::string(row.text(0))] = std::string(row.text(1));
            });
        });
        EXPECT_GT(pictures_.size(), 15U);
    }

    domain::OfficerId officer_ = world.caller("BEAT").actor.officer;
    std::optional<domain::OfficerNo> number_;
    std::map<std::string, std::string> pictures_;
    UnitId unit_{Uuid{}};
    VisitId visit_{Uuid{}};
    Instant shown_at_;
    app::CorrectCard correction_{.card = domain::CardId(Uuid{}), .on = {}};
};

JUNKAI_ENGINES(Faults);

TEST_P(Faults, an_error_at_each_statement_leaves_nothing_half_done)
{
    walk_all(Fault::Error, 40);
}

TEST_P(Faults, a_full_disk_at_each_statement_leaves_nothing_half_done)
{
    walk_all(Fault::Full, 40);
}

TEST_P(Faults, a_commit_whose_answer_is_lost_is_found_again_under_its_key)
{
    walk_all(Fault::Unknown, 4);
}

TEST_P(Faults, a_session_that_is_cut_off_at_each_statement_is_not_even_noticed)
{
    if (GetParam() == db::Engine::Sqlite) GTEST_SKIP() << "SQLite has no session to cut off";
    walk_all(Fault::CutOff, 40);
}

}  // namespace
}  // namespace junkai
