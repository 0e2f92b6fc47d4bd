// SPDX-License-Identifier: Apache-2.0
// Whose turn it is when workers are short, and who leaves when there is no room. Without threads and clocks.
#include "http/server/fair_queue.h"
#include "http/server/worker_pool.h"

#include <gtest/gtest.h>

#include <string>

namespace junkai::http::test {
namespace {

using namespace std::chrono_literals;

constexpr FairQueue::Time kNow{1000s};

struct Named final : Job {
    explicit Named(std::string n) : name(std::move(n)) {}

    void run(std::shared_ptr<Job>) noexcept override {}

    void turn_away(std::shared_ptr<Job>) noexcept override {}

    std::string name;
};

std::string name_of(const std::shared_ptr<Job>& job)
{
    return job ? static_cast<const Named&>(*job).name : "-";
}

constexpr Lane kNorth1{1, 1};
constexpr Lane kNorth2{1, 2};
constexpr Lane kSouth1{2, 1};
constexpr Lane kNobody{0, 1};

/// A queue that is told names.
struct Desk {
    explicit Desk(FairQueueOptions options) : queue(options) {}

    /// The name of who had to leave, or "-".
    std::string push(Lane lane, const std::string& name, FairQueue::Time now = kNow)
    {
        return name_of(queue.push(lane, std::make_shared<Named>(name), now));
    }

    /// Takes one and leaves it running.
    std::string start(FairQueue::Time now = kNow)
    {
        running.push_back(queue.pop(now));
        return name_of(running.back().job);
    }

    /// Takes all, one after the other.
    std::string all(FairQueue::Time now = kNow)
    {
        std::string names;
        while (true) {
            const FairQueue::Turn turn = queue.pop(now);
            if (!turn.job) return names;
            names += (names.empty() ? "" : " ") + name_of(turn.job);
            queue.finish(turn.lane);
        }
    }

    FairQueue queue;
    std::vector<FairQueue::Turn> running;
};

TEST(FairQueue, OneLaneKeepsItsOrder)
{
    Desk desk({});
    for (const char* name : {"a", "b", "c"})
        EXPECT_EQ(desk.push(kNorth1, name), "-");
    EXPECT_EQ(desk.all(), "a b c");
    EXPECT_EQ(desk.start(), "-");
}

TEST(FairQueue, StationsTakeTurnsHoweverManyRequestsOneHas)
{
    Desk desk({});
    for (const char* name : {"n1", "n2", "n3", "n4", "n5"})
        desk.push(kNorth1, name);
    for (const char* name : {"s1", "s2"})
        desk.push(kSouth1, name);
    EXPECT_EQ(desk.all(), "n1 s1 n2 s2 n3 n4 n5");
}

TEST(FairQueue, SessionsOfAStationTakeTurns)
{
    Desk desk({});
    for (const char* name : {"a1", "a2", "a3"})
        desk.push(kNorth1, name);
    desk.push(kNorth2, "b1");
    desk.push(kSouth1, "s1");
    EXPECT_EQ(desk.all(), "a1 s1 b1 a2 a3");
}

TEST(FairQueue, WhoHasLeastRunningGoesFirst)
{
    Desk desk({});
    for (const char* name : {"n1", "n2", "n3", "n4"})
        desk.push(kNorth1, name);
    EXPECT_EQ(desk.start(), "n1");
    EXPECT_EQ(desk.start(), "n2");
    desk.push(kSouth1, "s1");
    desk.push(kSouth1, "s2");
    // Two of the north run: the south may start two before the north gets its next.
    EXPECT_EQ(desk.start(), "s1");
    EXPECT_EQ(desk.start(), "s2");
    EXPECT_EQ(desk.start(), "n3");
}

TEST(FairQueue, AStationHasAllWorkersWhileItIsAloneAndItsShareWhileItIsNot)
{
    Desk desk({.limit = 100, .group_share = 2, .memory = 10s});
    for (int i = 0; i < 3; ++i)
        desk.push(kNorth1, "n");
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(desk.start(), "n");
    desk.push(kNorth1, "n4");
    desk.push(kSouth1, "s1");
    EXPECT_EQ(desk.start(), "s1");
    // Three of the north still run, more than its share now: a free worker waits for the south.
    EXPECT_EQ(desk.start(), "-");
    EXPECT_EQ(desk.queue.size(), 1U);
    EXPECT_EQ(desk.start(kNow + 9s), "-");
    EXPECT_EQ(desk.start(kNow + 10s), "n4");
}

TEST(FairQueue, WhomNobodyKnowsHasAShareOnlyAndTakesNothingFromTheKnown)
{
    Desk desk({.limit = 100, .group_share = 2, .memory = 10s});
    for (int i = 0; i < 3; ++i)
        desk.push(kNobody, "x");
    EXPECT_EQ(desk.start(), "x");
    EXPECT_EQ(desk.start(), "x");
    EXPECT_EQ(desk.start(), "-");
    for (int i = 0; i < 4; ++i)
        desk.push(kNorth1, "n");
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(desk.start(), "n");
    EXPECT_EQ(desk.start(), "-");
    desk.queue.finish(kNobody);
    EXPECT_EQ(desk.start(), "x");
}

TEST(FairQueue, WhoHasMostWaitingGivesWay)
{
    struct Row {
        const char* name;
        std::vector<std::pair<Lane, const char*>> waiting;
        Lane lane;
        const char* leaves;
    };

    const Row rows[] = {
        {"alone and full: the newcomer",                         {{kNorth1, "n1"}, {kNorth1, "n2"}, {kNorth1, "n3"}}, kNorth1, "new"},
        {"the other station has all places: its newest",
         {{kNorth1, "n1"}, {kNorth1, "n2"}, {kNorth1, "n3"}},
         kSouth1,                                                                                                              "n3" },
        {"one more than we: it would only change places",
         {{kNorth1, "n1"}, {kNorth1, "n2"}, {kSouth1, "s1"}},
         kSouth1,                                                                                                              "new"},
        {"the other session of our station has all: its newest",
         {{kNorth1, "n1"}, {kNorth1, "n2"}, {kNorth1, "n3"}},
         kNorth2,                                                                                                              "n3" },
        {"two of one session against our first",
         {{kNorth1, "n1"}, {kNorth2, "m1"}, {kNorth2, "m2"}},
         {1, 3},
         "m2"                                                                                                                       },
        {"everybody has one",                                    {{kNorth1, "n1"}, {kNorth2, "m1"}, {kSouth1, "s1"}}, {3, 1},  "n1" },
        {"strangers have all places",                            {{kNobody, "x1"}, {{0, 2}, "x2"}, {{0, 3}, "x3"}},   kNorth1, "x1" },
    };
    for (const Row& row : rows) {
        Desk desk({.limit = 3, .group_share = 2, .memory = 10s});
        for (const auto& [lane, name] : row.waiting)
            ASSERT_EQ(desk.push(lane, name), "-") << row.name;
        EXPECT_EQ(desk.push(row.lane, "new"), row.leaves) << row.name;
        EXPECT_EQ(desk.queue.size(), 3U) << row.name;
        // Whoever was not sent away gets a turn.
        EXPECT_EQ(desk.all().find(row.leaves), std::string::npos) << row.name;
    }
}

TEST(FairQueue, ThePiecesOfAnAnswerComePastTheLimitAndInTheirTurn)
{
    Desk desk({.limit = 2, .group_share = 2, .memory = 10s});
    desk.push(kNorth1, "n1");
    desk.push(kSouth1, "s1");
    desk.queue.push_anyway(kNorth1, std::make_shared<Named>("piece"));
    EXPECT_EQ(desk.queue.size(), 3U);
    EXPECT_EQ(desk.all(), "n1 s1 piece");
}

TEST(FairQueue, NoRoomAtAllTurnsEverybodyAway)
{
    Desk desk({.limit = 0, .group_share = 1, .memory = 10s});
    EXPECT_EQ(desk.push(kNorth1, "n1"), "n1");
    EXPECT_EQ(desk.push(kSouth1, "s1"), "s1");
}

TEST(WorkerPool, RunsWhatWaitsWhenItStopsAndTurnsAwayWhatComesLater)
{
    struct Counted final : Job {
        explicit Counted(std::atomic<int>& ran_, std::atomic<int>& away_) : ran(ran_), away(away_) {}

        void run(std::shared_ptr<Job>) noexcept override { ++ran; }

        void turn_away(std::shared_ptr<Job>) noexcept override { ++away; }

        std::atomic<int>& ran;
        std::atomic<int>& away;
    };

    std::atomic<int> ran{0};
    std::atomic<int> away{0};
    WorkerPool pool(3, {.limit = 1000, .group_share = 1, .memory = 10s});
    for (std::uint64_t i = 0; i < 300; ++i)
        pool.submit({i % 4, i % 7}, std::make_shared<Counted>(ran, away));
    pool.stop();
    EXPECT_EQ(ran, 300);
    pool.submit({1, 1}, std::make_shared<Counted>(ran, away));
    EXPECT_EQ(away, 1);
    EXPECT_FALSE(pool.submit_continuation({1, 1}, std::make_shared<Counted>(ran, away)));
}

}  // namespace
}  // namespace junkai::http::test
