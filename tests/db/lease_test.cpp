// SPDX-License-Identifier: Apache-2.0
#include "db/lease.h"

#include "base/errors.h"
#include "kit/engines.h"

namespace junkai {
namespace {

using namespace std::chrono_literals;
using db::Lease;
using db::Transaction;

class LeaseTest : public kit::EngineTest {
protected:
    std::optional<Lease> take(const std::string& holder)
    {
        return Lease::take(database(), clock, "integrator", holder, 10s);
    }
};

JUNKAI_ENGINES(LeaseTest);

TEST_P(LeaseTest, one_holder_at_a_time_until_the_very_end)
{
    const auto first = take("a");
    ASSERT_TRUE(first);
    EXPECT_FALSE(take("b"));
    clock.advance(10s - 1us);
    EXPECT_FALSE(take("b"));
    clock.advance(1us);
    const auto second = take("b");
    ASSERT_TRUE(second);
    EXPECT_GT(second->fencing(), first->fencing());
    EXPECT_FALSE(take("a"));
    EXPECT_TRUE(Lease::take(database(), clock, "vault", "a", 10s)) << "another name is another lease";
}

TEST_P(LeaseTest, renewing_extends_it)
{
    auto lease = take("a");
    clock.advance(9s);
    EXPECT_TRUE(lease->renew());
    clock.advance(9s);
    EXPECT_FALSE(take("b"));
    EXPECT_EQ(lease->expires_at(), clock.now() + 1s);
}

TEST_P(LeaseTest, a_holder_that_slept_too_long_learns_that_it_lost)
{
    auto old = take("a");
    database().write([&](Transaction& tx) { EXPECT_NO_THROW(old->check(tx)); });
    clock.advance(10s);
    const auto next = take("b");
    ASSERT_TRUE(next);
    EXPECT_THROW(database().write([&](Transaction& tx) { old->check(tx); }), StorageUnavailable);
    EXPECT_FALSE(old->renew());
    EXPECT_TRUE(old->lost());
    EXPECT_FALSE(old->renew());
    database().write([&](Transaction& tx) { EXPECT_NO_THROW(next->check(tx)); });
}

TEST_P(LeaseTest, a_late_holder_keeps_it_when_nobody_took_it)
{
    auto lease = take("a");
    clock.advance(1min);
    EXPECT_TRUE(lease->renew());
    EXPECT_FALSE(take("b"));
}

TEST_P(LeaseTest, taking_again_makes_the_first_take_old)
{
    auto first = take("a");
    auto again = take("a");
    ASSERT_TRUE(again);
    EXPECT_GT(again->fencing(), first->fencing());
    EXPECT_FALSE(first->renew());
    EXPECT_TRUE(again->renew());
}

TEST_P(LeaseTest, a_released_lease_is_free_at_once_and_its_number_grows_on)
{
    auto lease = take("a");
    lease->release();
    EXPECT_FALSE(lease->renew());
    const auto next = take("b");
    ASSERT_TRUE(next);
    EXPECT_GT(next->fencing(), lease->fencing());
}

}  // namespace
}  // namespace junkai
