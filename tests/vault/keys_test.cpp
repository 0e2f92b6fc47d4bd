// SPDX-License-Identifier: Apache-2.0
#include "vault_kit.h"

#include <set>
#include <thread>

namespace junkai::vault {
namespace {

constexpr auto kNovember = std::chrono::year(2026) / 11;
constexpr auto kDecember = std::chrono::year(2026) / 12;

TEST_F(VaultTest, a_cell_opens_again_after_the_vault_is_opened_again)
{
    crypto::KeyRef ref;
    Bytes cell;
    {
        const auto vault = create();
        ref = vault->take_key();
        cell = seal_text(*vault, ref, "text");
    }
    EXPECT_EQ(unseal_text(*open(), ref, cell), "text");
}

TEST_F(VaultTest, no_key_is_handed_out_twice_whatever_blocks_shelves_and_restarts_lie_between)
{
    std::set<std::uint64_t> seen;
    auto vault = create();
    for (int round = 0; round < 6; ++round) {
        // 1,024 keys stand on a shelf and blocks have 8: both borders are passed.
        for (int i = 0; i < 403; ++i)
            ASSERT_TRUE(seen.insert(vault->take_key().number).second);
        vault.reset();
        vault = open();
    }
    EXPECT_GE(vault->status().shelves, 3U);
    std::set<Bytes> keys;
    for (const std::uint64_t number : seen)
        vault->with_key({number}, [&](const crypto::RecordKey& key) {
            keys.insert(Bytes(key.bytes().begin(), key.bytes().end()));
        });
    EXPECT_EQ(keys.size(), seen.size()) << "each number has a key of its own";
}

TEST_F(VaultTest, keys_are_taken_and_used_from_many_threads)
{
    const auto vault = create();
    std::vector<std::vector<std::uint64_t>> taken(4);
    {
        std::vector<std::thread> threads;
        for (auto& mine : taken)
            threads.emplace_back([&] {
                for (int i = 0; i < 600; ++i) {
                    const crypto::KeyRef ref = vault->take_key();
                    const Bytes cell = seal_text(*vault, ref, "x");
                    if (unseal_text(*vault, ref, cell) == "x") mine.push_back(ref.number);
                    if (i % 100 == 0) (void)vault->status();
                    if (i % 150 == 0) (void)vault->month_key(MonthKind::SearchWords, kNovember);
                }
            });
        for (std::thread& thread : threads)
            thread.join();
    }
    std::set<std::uint64_t> all;
    for (const auto& mine : taken)
        all.insert(mine.begin(), mine.end());
    EXPECT_EQ(all.size(), 2400U);
}

TEST_F(VaultTest, a_key_that_was_never_handed_out_is_an_error)
{
    const auto vault = create();
    const crypto::KeyRef ref = vault->take_key();
    const auto use = [&](std::uint64_t number) {
        vault->with_key({number}, [](const crypto::RecordKey&) {});
    };
    EXPECT_NO_THROW(use(ref.number));
    for (const std::uint64_t number :
         {std::uint64_t{0}, std::uint64_t{1023}, ref.number + 8, std::uint64_t{1} << 40, ~std::uint64_t{0}})
        EXPECT_THROW(use(number), CryptoError) << number;
}

TEST_F(VaultTest, a_month_has_one_key_of_each_kind)
{
    auto vault = create();
    EXPECT_FALSE(vault->find_month_key(MonthKind::VisitOutcome, kNovember));
    const crypto::KeyRef outcome = vault->month_key(MonthKind::VisitOutcome, kNovember);
    const Bytes cell = seal_text(*vault, outcome, "ended at request");
    const std::set<crypto::KeyRef> keys{outcome,
                                        vault->month_key(MonthKind::VisitOutcome, kDecember),
                                        vault->month_key(MonthKind::SearchWords, kNovember),
                                        vault->take_key()};
    EXPECT_EQ(keys.size(), 4U);
    EXPECT_EQ(vault->month_key(MonthKind::VisitOutcome, kNovember), outcome);
    vault.reset();
    vault = open();
    EXPECT_EQ(vault->find_month_key(MonthKind::VisitOutcome, kNovember), outcome);
    EXPECT_EQ(unseal_text(*vault, outcome, cell), "ended at request");
}

TEST_F(VaultTest, spare_keys_are_made_ahead)
{
    const auto vault = create();
    const auto before = vault->status();
    EXPECT_EQ(before.spare_keys, 1024U);
    vault->make_spare(5000);
    EXPECT_GE(vault->status().spare_keys, 5000U);
    EXPECT_EQ(vault->status().shelves, 5U);
    EXPECT_GT(vault->position().epoch, before.position.epoch);
    vault->make_spare(100);
    EXPECT_EQ(vault->status().shelves, 5U) << "there were enough";
}

TEST_F(VaultTest, tending_fills_when_half_is_gone)
{
    const auto vault = create();
    vault->tend();
    EXPECT_EQ(vault->status().shelves, 1U);
    for (int i = 0; i < 520; ++i)
        (void)vault->take_key();
    vault->tend();
    EXPECT_EQ(vault->status().shelves, 2U);
}

TEST_F(VaultTest, shelves_are_opened_once_and_only_when_used)
{
    const auto vault = create();
    const crypto::KeyRef first = vault->take_key();
    EXPECT_EQ(vault->status().open_shelves, 0U);
    for (int i = 0; i < 3; ++i)
        (void)seal_text(*vault, first, "x");
    EXPECT_EQ(vault->status().open_shelves, 1U);
}

TEST_F(VaultTest, the_signing_key_stays_and_the_checkpoint_only_grows)
{
    const auto root = [](unsigned char fill) {
        crypto::Digest out;
        out.fill(std::byte{fill});
        return out;
    };
    auto vault = create();
    const crypto::PublicKey key = vault->signing_key().public_key();
    EXPECT_FALSE(vault->last_checkpoint());
    vault->note_checkpoint({5, root(5)});
    vault->note_checkpoint({5, root(5)});
    EXPECT_THROW(vault->note_checkpoint({5, root(6)}), CryptoError) << "a fork";
    EXPECT_THROW(vault->note_checkpoint({4, root(4)}), CryptoError) << "a shorter log";
    vault->note_checkpoint({9, root(9)});
    vault.reset();
    vault = open();
    EXPECT_EQ(vault->last_checkpoint(), (NotedCheckpoint{9, root(9)}));
    EXPECT_EQ(vault->signing_key().public_key(), key);
    EXPECT_TRUE(crypto::verify_signature(key, bytes_of("head"), vault->signing_key().sign(bytes_of("head"))));
}

}  // namespace
}  // namespace junkai::vault
