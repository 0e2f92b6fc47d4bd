// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"
#include "base/invariant.h"
#include "ledger/chain.h"

namespace junkai::ledger {
namespace {

class LedgerLog : public ::testing::TestWithParam<db::Engine> {
protected:
    Chain chain{GetParam()};
};

JUNKAI_ENGINES(LedgerLog);

TEST_P(LedgerLog, gives_each_waiting_entry_one_position_in_the_order_of_the_ids)
{
    chain.add(5);
    EXPECT_EQ(chain.verify().pending, 5U);
    EXPECT_EQ(list_pending_stations(chain.database()), std::vector{chain.station});
    EXPECT_EQ(integrate(chain.database(), chain.station), 5U);
    EXPECT_EQ(integrate(chain.database(), chain.station), 0U);
    EXPECT_TRUE(list_pending_stations(chain.database()).empty());
    std::vector<Line> lines;
    chain.database().read(
        [&](db::Transaction& transaction) { lines = list_entries(transaction, chain.station, {}, {}, 100); });
    ASSERT_EQ(lines.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(lines[i].entry, chain.entries[4 - i]);
        EXPECT_EQ(lines[i].position, 4 - i);
        EXPECT_EQ(lines[i].leaf, crypto::merkle_leaf(encode(lines[i].entry)));
    }
}

TEST_P(LedgerLog, an_entry_that_comes_late_is_taken_in_the_next_round)
{
    const Entry late = chain.make_entry();
    chain.add(2);
    EXPECT_EQ(integrate(chain.database(), chain.station), 2U);
    chain.database().write([&](db::Transaction& transaction) { append(transaction, chain.station, late); });
    EXPECT_EQ(integrate(chain.database(), chain.station), 1U);
    EXPECT_EQ(chain.leaves().back(), crypto::merkle_leaf(encode(late)));
    EXPECT_TRUE(chain.verify().good());
}

TEST_P(LedgerLog, an_act_that_is_undone_leaves_no_entry)
{
    const Entry entry = chain.make_entry();
    EXPECT_THROW(chain.database().write([&](db::Transaction& transaction) {
        append(transaction, chain.station, entry);
        throw StorageError("the act failed");
    }),
                 StorageError);
    EXPECT_EQ(integrate(chain.database(), chain.station), 0U);
}

TEST_P(LedgerLog, an_entry_and_its_detail_belong_together)
{
    Entry entry = chain.make_entry();
    const auto write = [&](BytesView detail) {
        chain.database().write(
            [&](db::Transaction& transaction) { append(transaction, chain.station, entry, detail); });
    };
    EXPECT_THROW(write(bytes_of("sealed")), InvariantError);
    entry.detail = crypto::sha256(bytes_of("sealed"));
    EXPECT_THROW(write({}), InvariantError);
    write(bytes_of("sealed"));
}

TEST_P(LedgerLog, stations_have_logs_of_their_own)
{
    chain.add(2);
    const Uuid other = make_uuid(chain.clock.now(), chain.random);
    const Entry entry = chain.make_entry();
    chain.database().write([&](db::Transaction& transaction) { append(transaction, other, entry); });
    EXPECT_EQ(integrate(chain.database(), chain.station), 2U);
    EXPECT_EQ(list_pending_stations(chain.database()), std::vector{other});
}

TEST_P(LedgerLog, checkpoints_are_signed_over_what_is_stored)
{
    EXPECT_FALSE(chain.sign()) << "nothing to sign";
    chain.add(3);
    EXPECT_FALSE(chain.sign()) << "entries without a position are not signed";
    integrate(chain.database(), chain.station);
    const auto first = chain.sign();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->size, 3U);
    EXPECT_EQ(first->root, crypto::merkle_root(chain.leaves()));
    EXPECT_FALSE(chain.sign()) << "nothing new";
    chain.add(4);
    integrate(chain.database(), chain.station);
    const auto second = chain.sign();
    ASSERT_TRUE(second);
    EXPECT_EQ(second->size, 7U);
    EXPECT_EQ(second->root, crypto::merkle_root(chain.leaves()));
    EXPECT_EQ(find_last_checkpoint(chain.database(), chain.station)->note, second->note);
    const Verdict verdict = chain.verify();
    EXPECT_TRUE(verdict.good()) << describe(verdict.fault);
    EXPECT_EQ(verdict.entries, 7U);
    EXPECT_EQ(verdict.checkpoints, 2U);
    EXPECT_EQ(verdict.pending, 0U);
}

TEST_P(LedgerLog, leaves_prove_an_entry_and_that_the_log_only_grew)
{
    chain.add(5);
    integrate(chain.database(), chain.station);
    const auto first = *chain.sign();
    chain.add(6);
    integrate(chain.database(), chain.station);
    const auto second = *chain.sign();
    const auto leaves = chain.leaves();
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const auto leaf = crypto::merkle_leaf(encode(chain.entries[i]));
        const auto proof = crypto::inclusion_proof(i, leaves);
        EXPECT_TRUE(crypto::verify_inclusion(i, second.size, leaf, proof, second.root)) << i;
        EXPECT_FALSE(crypto::verify_inclusion((i + 1) % 11, second.size, leaf, proof, second.root)) << i;
    }
    const auto grown = crypto::consistency_proof(first.size, leaves);
    EXPECT_TRUE(crypto::verify_consistency(first.size, second.size, first.root, second.root, grown));
    EXPECT_FALSE(crypto::verify_consistency(first.size, second.size, second.root, second.root, grown));
}

TEST_P(LedgerLog, a_log_with_a_hole_is_not_signed)
{
    chain.add(4);
    integrate(chain.database(), chain.station);
    ASSERT_TRUE(chain.sign());
    chain.add(3);
    integrate(chain.database(), chain.station);
    ASSERT_EQ(chain.type("DELETE FROM ledger_leaf WHERE position = 5"), 1);
    EXPECT_THROW(chain.sign(), CryptoError);
    ASSERT_EQ(chain.type("DELETE FROM ledger_leaf WHERE position >= 3"), 3);
    EXPECT_THROW(chain.sign(), CryptoError) << "shorter than its last checkpoint";
}

TEST_P(LedgerLog, a_signature_that_fails_stores_no_checkpoint)
{
    chain.add(2);
    integrate(chain.database(), chain.station);
    const auto refuse = [](std::uint64_t, const crypto::Digest&) -> std::string {
        throw CryptoError("the vault is closed");
    };
    EXPECT_THROW(sign_checkpoint(chain.database(), chain.station, chain.clock.now(), refuse), CryptoError);
    EXPECT_FALSE(find_last_checkpoint(chain.database(), chain.station));
}

}  // namespace
}  // namespace junkai::ledger
