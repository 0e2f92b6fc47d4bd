// SPDX-License-Identifier: Apache-2.0
// The one door to the data: what a unit of work commits, undoes and records.
#include "kit/world.h"
#include "storage/places/places.h"

#include <thread>

namespace junkai {
namespace {

using app::UnitOfWork;
using domain::Action;
using domain::BlockId;
using domain::duty::Operation;
using domain::duty::Subject;

class UnitOfWorkTest : public kit::WorldTest {
protected:
    Subject station() const
    {
        Subject subject;
        subject.station = world.here.id;
        return subject;
    }

    /// A write that is easy to count.
    Result<BlockId> add_block(const app::Caller& caller, const char* code = "NEW")
    {
        tick();
        return add_block(app.work, caller, code);
    }

    Result<BlockId> add_block(app::Work& through, const app::Caller& caller, const char* code)
    {
        return through.write(caller, Action::BlockRecorded, [&](UnitOfWork& work) -> Result<BlockId> {
            JUNKAI_TRY(work.permit(Operation::ReadPlaces, station()));
            if (work.first_outcome()) return BlockId(*work.first_outcome());
            const auto block = work.make_id<BlockId>();
            const std::string own = code != nullptr ? code : to_hex(block.uuid().bytes).substr(20);
            storage::Organisation(work.scope().transaction)
                .add(domain::places::Block{block, world.here.id, *domain::PlaceCode::parse(own), "新"});
            work.made(block.uuid());
            return block;
        });
    }

    std::int64_t blocks()
    {
        return world.count("SELECT count(*) FROM block WHERE station_id = $1", {world.here.id});
    }

    std::int64_t entries() { return world.count("SELECT count(*) FROM ledger_entry"); }

    /// Within a frozen millisecond the order of entries is left to chance.
    void tick() { world.clock.advance(std::chrono::milliseconds(1)); }

    ledger::Entry last_entry() { return world.entries(world.here.id).front(); }

    app::Caller caller() { return world.caller("GM"); }
};

JUNKAI_ENGINES(UnitOfWorkTest);

TEST_P(UnitOfWorkTest, without_a_permit_nothing_commits)
{
    const auto before = blocks();
    const auto entries_before = entries();
    EXPECT_THROW(app.work.write(world.once(caller()),
                                Action::BlockRecorded,
                                [&](UnitOfWork& work) -> Result<bool> {
                                    storage::Organisation(work.places_only())
                                        .add(domain::places::Block{work.make_id<BlockId>(),
                                                                   world.here.id,
                                                                   *domain::PlaceCode::parse("NEW"),
                                                                   "新"});
                                    work.made(Uuid{});
                                    return true;
                                }),
                 InvariantError);
    EXPECT_THROW(
        app.work.read(caller(), Action::PlacesRead, [](UnitOfWork&) -> Result<bool> { return true; }),
        InvariantError);
    EXPECT_THROW(app.work.read(caller(),
                               Action::PlacesRead,
                               [](UnitOfWork& work) -> Result<bool> { return work.scope().now > Instant(); }),
                 InvariantError)
        << "a store before a permit";
    EXPECT_EQ(blocks(), before);
    EXPECT_EQ(entries(), entries_before);
}

TEST_P(UnitOfWorkTest, a_one_time_act_that_names_no_record_is_our_bug)
{
    EXPECT_THROW(app.work.write(world.once(caller()),
                                Action::BlockRecorded,
                                [&](UnitOfWork& work) -> Result<bool> {
                                    JUNKAI_TRY(work.permit(Operation::ReadPlaces, station()));
                                    return true;
                                }),
                 InvariantError);
}

TEST_P(UnitOfWorkTest, what_is_done_is_recorded_with_role_clause_and_purpose)
{
    ASSERT_TRUE(add_block(world.once(caller())));
    const ledger::Entry entry = last_entry();
    EXPECT_EQ(entry.outcome, ledger::Outcome::Done);
    EXPECT_EQ(entry.action, "places.block_recorded");
    EXPECT_EQ(entry.role, "GM");
    EXPECT_EQ(entry.clause, "4-1a");
    EXPECT_EQ(entry.purpose, "VISIT");
    EXPECT_EQ(entry.actor, caller().actor.officer.uuid());
    EXPECT_EQ(entry.at, world.clock.now());
    EXPECT_EQ(entry.refusal, "");
    EXPECT_FALSE(entry.detail);
}

TEST_P(UnitOfWorkTest, a_refusal_undoes_what_was_written_and_is_recorded)
{
    struct Case {
        Refusal refusal;
        ledger::Outcome outcome;
        std::string in_the_clear;
    };

    // What depends on the actor alone stands in the clear; what a rule said of a record is sealed.
    const Case cases[] = {
        {Refusal{"duty.not_permitted", "6-6"},   ledger::Outcome::Refused, "duty.not_permitted"  },
        {Refusal{"duty.self_approval", ""},      ledger::Outcome::Refused, "duty.self_approval"  },
        {Refusal{"duty.purpose_missing", "6-6"}, ledger::Outcome::Refused, "duty.purpose_missing"},
        {Refusal{"request.fields", ""},          ledger::Outcome::Refused, "request.fields"      },
        {Refusal{"duty.not_found", ""},          ledger::Outcome::Neutral, ""                    },
        {Refusal{"roster.beat_taken", ""},       ledger::Outcome::Neutral, ""                    },
    };
    const auto before = blocks();
    for (const Case& one : cases) {
        SCOPED_TRACE(one.refusal.code.view());
        tick();
        const auto answer = app.work.write(
            world.once(caller()), Action::BlockRecorded, [&](UnitOfWork& work) -> Result<bool> {
                JUNKAI_TRY(work.permit(Operation::ReadPlaces, station()));
                storage::Organisation(work.scope().transaction)
                    .add(domain::places::Block{
                        work.make_id<BlockId>(), world.here.id, *domain::PlaceCode::parse("NEW"), "新"});
                return one.refusal;
            });
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, one.refusal.code);
        EXPECT_EQ(blocks(), before);
        const ledger::Entry entry = last_entry();
        EXPECT_EQ(entry.outcome, one.outcome);
        EXPECT_EQ(entry.refusal, one.in_the_clear);
        EXPECT_EQ(entry.detail.has_value(), one.outcome == ledger::Outcome::Neutral);
        EXPECT_TRUE(entry.cells.empty());
    }
}

// [clause 6-4(2)b] Whoever reads the ledger learns from no entry whether a record is there.
TEST_P(UnitOfWorkTest, a_neutral_entry_has_one_shape_whatever_lay_behind_it)
{
    const Uuid tag = make_uuid(world.clock.now(), world.random);
    const auto subject_of = [&](domain::BeatId beat) {
        return std::optional(world.station().frame()->subject(world.here.id, beat));
    };

    struct Case {
        const char* what;
        std::optional<Subject> subject;
        Refusal rule;
    };

    const Case cases[] = {
        {"nothing there",                   std::nullopt,                    {"cards.never_seen", ""}  },
        {"a record of another beat",        subject_of(world.here.beats[1]), {"cards.never_seen", ""}  },
        {"a record that a rule protects",   subject_of(world.here.beats[0]), {"cards.in_use", "5-5(1)"}},
        {"a record that changed meanwhile", subject_of(world.here.beats[0]), {"cards.stale", "5-5"}    },
    };
    std::vector<ledger::Entry> entries;
    for (const Case& one : cases) {
        SCOPED_TRACE(one.what);
        const auto answer = app.work.write(
            world.once(world.caller("BEAT")), Action::CardCorrected, [&](UnitOfWork& work) -> Result<bool> {
                JUNKAI_TRY(work.permit(Operation::CorrectCard, one.subject));
                work.tag(tag);
                return one.rule;
            });
        ASSERT_FALSE(answer);
        tick();
        entries.push_back(last_entry());
    }
    for (ledger::Entry& entry : entries) {
        EXPECT_EQ(entry.outcome, ledger::Outcome::Neutral);
        EXPECT_EQ(entry.role, "BEAT");
        EXPECT_EQ(entry.clause, "5-5(1)");
        EXPECT_TRUE(entry.detail);
        // These differ in every entry.
        entry.id = entries.front().id;
        entry.at = entries.front().at;
        entry.detail = entries.front().detail;
        EXPECT_EQ(entry, entries.front());
    }
}

TEST_P(UnitOfWorkTest, a_list_or_search_is_recorded_under_its_role_and_clause)
{
    struct Case {
        const char* role;
        Operation operation;
        const char* clause;
    };

    const Case cases[] = {
        {"GM",   Operation::SearchPersons, "6-6"   },
        {"BEAT", Operation::ListCardIndex, "5-3(1)"},
    };
    for (const Case& one : cases) {
        tick();
        const auto answer =
            app.work.read(world.caller(one.role), Action::Searched, [&](UnitOfWork& work) -> Result<bool> {
                work.neutral();
                // What an officer may not do at all does not colour what he then does.
                if (!work.permit_reach(Operation::SearchPersons))
                    JUNKAI_TRY(work.permit_reach(one.operation));
                return true;
            });
        ASSERT_TRUE(answer) << one.role;
        EXPECT_EQ(last_entry().outcome, ledger::Outcome::Neutral);
        EXPECT_EQ(last_entry().role, one.role);
        EXPECT_EQ(last_entry().clause, one.clause);
    }
    const auto refused =
        app.work.read(world.caller("ADV"), Action::Searched, [&](UnitOfWork& work) -> Result<bool> {
            JUNKAI_TRY(work.permit_reach(Operation::SearchPersons));
            return true;
        });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code.view(), "duty.not_permitted");
}

TEST_P(UnitOfWorkTest, a_failed_machine_leaves_neither_act_nor_entry)
{
    const auto before = entries();
    EXPECT_THROW(app.work.write(world.once(caller()),
                                Action::BlockRecorded,
                                [&](UnitOfWork& work) -> Result<bool> {
                                    JUNKAI_TRY(work.permit(Operation::ReadPlaces, station()));
                                    throw StorageError("the disk");
                                }),
                 StorageError);
    EXPECT_EQ(entries(), before);
}

TEST_P(UnitOfWorkTest, a_read_answers_only_after_its_entry_is_durable)
{
    const auto before = entries();
    tick();
    const auto answer = app.work.read(caller(), Action::PlacesRead, [&](UnitOfWork& work) -> Result<int> {
        JUNKAI_TRY(work.permit(Operation::ReadPlaces, station()));
        work.detail(PersonalText("見本 太郎"));
        return 7;
    });
    ASSERT_TRUE(answer);
    EXPECT_EQ(entries(), before + 1);
    const ledger::Entry entry = last_entry();
    EXPECT_EQ(entry.action, "places.read");
    EXPECT_TRUE(entry.detail) << "search words are sealed";
}

TEST_P(UnitOfWorkTest, repeating_a_one_time_act_gives_the_first_outcome_and_writes_nothing_twice)
{
    const auto before = blocks();
    const auto act = world.once(caller(), "body");
    const auto first = add_block(act);
    ASSERT_TRUE(first);
    const auto again = add_block(act);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *first);
    EXPECT_EQ(blocks(), before + 1);
    EXPECT_EQ(last_entry().action, "request.repeated");

    const auto other = add_block(world.once(caller(), act.one_time->key, "another body"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code.view(), "request.key_used_for_another_body");
    EXPECT_EQ(last_entry().refusal, "request.key_used_for_another_body");
    EXPECT_EQ(blocks(), before + 1);
}

TEST_P(UnitOfWorkTest, a_refused_act_may_be_tried_again_under_its_key)
{
    const auto act = world.once(caller(), "body");
    const auto refused = app.work.write(act, Action::BlockRecorded, [&](UnitOfWork& work) -> Result<bool> {
        JUNKAI_TRY(work.permit(Operation::ReadPlaces, station()));
        return Refusal{"roster.beat_taken", ""};
    });
    ASSERT_FALSE(refused);
    EXPECT_TRUE(add_block(act));
}

TEST_P(UnitOfWorkTest, the_same_key_of_another_officer_is_another_act)
{
    const auto mine = world.once(caller(), "body");
    ASSERT_TRUE(add_block(mine, "A1"));
    const auto theirs = add_block(world.once(world.caller("CHIEF"), mine.one_time->key, "other"), "A2");
    EXPECT_TRUE(theirs);
}

TEST_P(UnitOfWorkTest, many_threads_with_one_key_have_one_outcome)
{
    const auto before = blocks();
    const auto act = world.once(caller(), "body");
    // The world's seeded source serves one thread only.
    SystemRandom random;
    app::Work work(app.database, app.appender, *app.stations, world.clock, random);
    std::vector<std::optional<Result<BlockId>>> answers(8);
    std::vector<std::thread> threads;
    for (auto& answer : answers)
        threads.emplace_back([&] { answer.emplace(add_block(work, act, nullptr)); });
    for (auto& thread : threads)
        thread.join();
    for (const auto& answer : answers) {
        ASSERT_TRUE(answer->has_value()) << answer->error().code.view();
        EXPECT_EQ(**answer, **answers.front());
    }
    EXPECT_EQ(blocks(), before + 1);
    std::size_t repeats = 0;
    for (const auto& entry : world.entries(world.here.id))
        if (entry.action == "request.repeated") ++repeats;
    EXPECT_EQ(repeats, answers.size() - 1);
}

}  // namespace
}  // namespace junkai
