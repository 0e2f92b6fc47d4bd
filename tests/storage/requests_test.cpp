// SPDX-License-Identifier: Apache-2.0
#include "db/errors.h"
#include "kit/engines.h"
#include "storage/requests/requests.h"

namespace junkai::storage {
namespace {

using domain::OfficerId;
using domain::RequestKey;
using domain::StationId;

class RequestStore : public kit::EngineTest {
protected:
    template <class AnId>
    AnId make()
    {
        return AnId::make(clock.now(), random);
    }

    FirstOutcome outcome() { return {crypto::sha256(bytes_of("body")), make_uuid(clock.now(), random)}; }

    std::optional<FirstOutcome> find(StationId station, OfficerId officer, RequestKey key)
    {
        std::optional<FirstOutcome> out;
        database().read(
            [&](db::Transaction& transaction) { out = Requests(transaction, station, officer).find(key); });
        return out;
    }

    void add(StationId station, OfficerId officer, RequestKey key, const FirstOutcome& what)
    {
        database().write([&](db::Transaction& transaction) {
            Requests(transaction, station, officer).add(key, what, clock.now());
        });
    }
};

JUNKAI_ENGINES(RequestStore);

TEST_P(RequestStore, keeps_the_first_outcome_of_a_key_for_its_officer_and_station_only)
{
    const auto station = make<StationId>();
    const auto officer = make<OfficerId>();
    const auto key = make<RequestKey>();
    const FirstOutcome first = outcome();
    add(station, officer, key, first);
    const auto found = find(station, officer, key);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->subject, first.subject);
    EXPECT_EQ(found->body_hash, first.body_hash);
    EXPECT_FALSE(find(make<StationId>(), officer, key));
    EXPECT_FALSE(find(station, make<OfficerId>(), key));
    EXPECT_FALSE(find(station, officer, make<RequestKey>()));
}

TEST_P(RequestStore, a_key_has_one_outcome)
{
    const auto station = make<StationId>();
    const auto officer = make<OfficerId>();
    const auto key = make<RequestKey>();
    add(station, officer, key, outcome());
    EXPECT_THROW(add(station, officer, key, outcome()), db::ConstraintError);
}

TEST_P(RequestStore, forgets_what_is_older_than_the_days_of_repeats)
{
    const auto station = make<StationId>();
    const auto officer = make<OfficerId>();
    const auto old = make<RequestKey>();
    add(station, officer, old, outcome());
    clock.advance(std::chrono::microseconds(1));
    const auto border = make<RequestKey>();
    add(station, officer, border, outcome());
    database().write(
        [&](db::Transaction& transaction) { Requests::remove_before(transaction, station, clock.now()); });
    EXPECT_FALSE(find(station, officer, old));
    EXPECT_TRUE(find(station, officer, border));
}

}  // namespace
}  // namespace junkai::storage
