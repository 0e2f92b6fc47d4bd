// SPDX-License-Identifier: Apache-2.0
#include "ledger/appender.h"

#include "base/errors.h"
#include "ledger/chain.h"

#include <atomic>

namespace junkai::ledger {
namespace {

constexpr int kThreads = 64;
constexpr int kEach = 5;

class LedgerAppender : public ::testing::TestWithParam<db::Engine> {
protected:
    Chain chain{GetParam()};
};

JUNKAI_ENGINES(LedgerAppender);

/// A database whose writes fail until it is let go.
class Failing final : public db::Database {
public:
    explicit Failing(db::Database& real) : real_(real) {}

    db::Engine engine() const override { return real_.engine(); }

    void write(FunctionRef<void(db::Transaction&)> body) override
    {
        ++writes;
        if (broken) throw StorageUnavailable("the disk is full");
        real_.write(body);
    }

    void read(FunctionRef<void(db::Transaction&)> body) override { real_.read(body); }

    std::atomic<bool> broken{true};
    std::atomic<int> writes{0};

private:
    db::Database& real_;
};

TEST_P(LedgerAppender, records_each_entry_of_many_threads_once_before_it_returns)
{
    std::vector<std::vector<Entry>> given(kThreads);
    for (auto& entries : given)
        for (int i = 0; i < kEach; ++i)
            entries.push_back(chain.make_entry());
    std::atomic<int> missing{0};
    {
        Appender appender(chain.database());
        std::vector<std::thread> threads;
        for (const auto& entries : given)
            threads.emplace_back([&] {
                for (const Entry& entry : entries) {
                    appender.append(chain.station, entry);
                    std::vector<Line> mine;
                    chain.database().read([&](db::Transaction& transaction) {
                        mine = list_entries(transaction, chain.station, {}, {}, kThreads * kEach);
                    });
                    const bool found =
                        std::ranges::any_of(mine, [&](const Line& line) { return line.entry == entry; });
                    if (!found) ++missing;
                }
            });
        for (auto& thread : threads)
            thread.join();
    }
    EXPECT_EQ(missing, 0) << "append() returned before its entry was there";
    EXPECT_EQ(integrate(chain.database(), chain.station), static_cast<std::uint64_t>(kThreads * kEach));
    const Verdict verdict = chain.verify();
    EXPECT_TRUE(verdict.good()) << describe(verdict.fault);
    EXPECT_EQ(verdict.entries, static_cast<std::uint64_t>(kThreads * kEach));
}

TEST_P(LedgerAppender, a_failing_disk_reaches_every_caller_and_passes)
{
    Failing database(chain.database());
    Appender appender(database);
    std::vector<Entry> entries;
    for (int i = 0; i < kThreads; ++i)
        entries.push_back(chain.make_entry());
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (const Entry& entry : entries)
        threads.emplace_back([&] {
            try {
                appender.append(chain.station, entry);
            } catch (const StorageUnavailable&) {
                ++refused;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(refused, kThreads);
    EXPECT_EQ(integrate(chain.database(), chain.station), 0U);
    database.broken = false;
    appender.append(chain.station, entries.front());
    EXPECT_EQ(integrate(chain.database(), chain.station), 1U) << "a read after the repair is recorded again";
}

TEST_P(LedgerAppender, more_than_may_wait_are_refused_at_once)
{
    Appender appender(chain.database(), 0);
    EXPECT_THROW(appender.append(chain.station, chain.make_entry()), StorageUnavailable);
    std::atomic<int> told{0};
    EXPECT_THROW(appender.append_later(
                     chain.station, chain.make_entry(), {}, [&](const std::exception_ptr&) { ++told; }),
                 StorageUnavailable);
    EXPECT_EQ(told, 0);
}

TEST_P(LedgerAppender, whoever_does_not_wait_is_told_once_and_the_end_forgets_nobody)
{
    std::atomic<int> durable{0};
    {
        Appender appender(chain.database());
        for (int i = 0; i < kThreads; ++i)
            appender.append_later(
                chain.station, chain.make_entry(), {}, [&](const std::exception_ptr& failure) {
                    if (failure == nullptr) ++durable;
                });
    }
    EXPECT_EQ(durable, kThreads);
    EXPECT_EQ(integrate(chain.database(), chain.station), static_cast<std::uint64_t>(kThreads));
    EXPECT_TRUE(chain.verify().good());
}

TEST_P(LedgerAppender, whoever_does_not_wait_hears_of_a_failure)
{
    Failing database(chain.database());
    std::atomic<int> failed{0};
    {
        Appender appender(database);
        for (int i = 0; i < kThreads; ++i)
            appender.append_later(
                chain.station, chain.make_entry(), {}, [&](const std::exception_ptr& failure) {
                    if (failure != nullptr) ++failed;
                });
    }
    EXPECT_EQ(failed, kThreads);
    EXPECT_EQ(integrate(chain.database(), chain.station), 0U);
}

}  // namespace
}  // namespace junkai::ledger
