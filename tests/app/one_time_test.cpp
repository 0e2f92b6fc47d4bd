// SPDX-License-Identifier: Apache-2.0
// A one-time act that is done by another request between the look at its key and its own write.
#include "kit/world.h"
#include "storage/places/organisation.h"

#include <algorithm>
#include <functional>

namespace junkai {
namespace {

using app::UnitOfWork;
using domain::Action;
using domain::BlockId;
using domain::duty::Operation;

/// Lets something happen just before the next write.
class Between final : public db::Database {
public:
    explicit Between(db::Database& real) : real_(real) {}

    db::Engine engine() const override { return real_.engine(); }

    void read(FunctionRef<void(db::Transaction&)> body) override { real_.read(body); }

    void write(FunctionRef<void(db::Transaction&)> body) override
    {
        if (const auto first = std::exchange(before_write, nullptr)) first();
        real_.write(body);
    }

    std::function<void()> before_write;

private:
    db::Database& real_;
};

class OneTimeTest : public kit::WorldTest {
protected:
    /// A body that refuses when the block is there already, or one that does not look.
    Result<BlockId> add_block(app::Work& through, const app::Caller& caller, bool refuses = true)
    {
        world.clock.advance(std::chrono::milliseconds(1));
        return through.write(caller, Action::BlockRecorded, [&](UnitOfWork& work) -> Result<BlockId> {
            JUNKAI_TRY(work.permit_reach(Operation::ReadPlaces));
            if (work.first_outcome()) return BlockId(*work.first_outcome());
            storage::Organisation organisation(work.scope().transaction);
            const auto blocks = organisation.list_blocks(world.here.id);
            const bool is_there =
                std::ranges::any_of(blocks, [](const auto& block) { return block.name == "新"; });
            if (is_there && refuses) return Refusal{"roster.beat_taken", ""};
            const auto id = work.make_id<BlockId>();
            const std::string code = to_hex(id.uuid().bytes).substr(20);
            organisation.add(domain::places::Block{id, world.here.id, *domain::PlaceCode::parse(code), "新"});
            work.made(id.uuid());
            return id;
        });
    }

    std::int64_t blocks() { return world.count("SELECT count(*) FROM block WHERE name = '新'"); }

    Between database{app.database};
    app::Work late{database, app.appender, *app.stations, world.clock, world.random};
};

JUNKAI_ENGINES(OneTimeTest);

TEST_P(OneTimeTest, what_it_did_itself_a_moment_ago_is_no_reason_to_refuse_it)
{
    const auto act = world.once(world.caller("GM"), "body");
    std::optional<Result<BlockId>> first;
    database.before_write = [&] { first.emplace(add_block(app.work, act)); };
    const auto second = add_block(late, act);
    ASSERT_TRUE(first && first->has_value());
    ASSERT_TRUE(second) << second.error().code.view();
    EXPECT_EQ(*second, **first);
    EXPECT_EQ(blocks(), 1);
    const auto entries = world.entries(world.here.id);
    EXPECT_EQ(std::ranges::count(entries, "request.repeated", &ledger::Entry::action), 1);
}

TEST_P(OneTimeTest, what_it_would_do_twice_is_undone_by_its_key)
{
    const auto act = world.once(world.caller("GM"), "body");
    std::optional<Result<BlockId>> first;
    database.before_write = [&] { first.emplace(add_block(app.work, act, false)); };
    const auto second = add_block(late, act, false);
    ASSERT_TRUE(first && first->has_value());
    ASSERT_TRUE(second);
    EXPECT_EQ(*second, **first);
    EXPECT_EQ(blocks(), 1);
}

TEST_P(OneTimeTest, another_body_under_a_key_that_was_used_a_moment_ago_is_refused)
{
    const auto act = world.once(world.caller("GM"), "body");
    database.before_write = [&] { ASSERT_TRUE(add_block(app.work, act)); };
    const auto other = add_block(late, world.once(world.caller("GM"), act.one_time->key, "another"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code.view(), "request.key_used_for_another_body");
    EXPECT_EQ(blocks(), 1);
}

TEST_P(OneTimeTest, what_refused_it_before_it_was_done_by_nobody_still_refuses_it)
{
    ASSERT_TRUE(add_block(app.work, world.once(world.caller("GM"), "first")));
    const auto refused = add_block(late, world.once(world.caller("GM"), "second"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code.view(), "roster.beat_taken");
    EXPECT_EQ(blocks(), 1);
}

}  // namespace
}  // namespace junkai
