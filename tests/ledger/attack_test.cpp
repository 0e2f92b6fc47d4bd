// SPDX-License-Identifier: Apache-2.0
// What a superuser of the database can do to the ledger, and which fault `verify` names for it.
#include "ledger/chain.h"

namespace junkai::ledger {
namespace {

/// Eight entries under checkpoints of 4 and 8 (2 and 5 with a sealed detail), two that wait.
struct Filled : Chain {
    explicit Filled(db::Engine engine) : Chain(engine)
    {
        for (int i = 0; i < 8; ++i) {
            add(1, i == 2 || i == 5 ? "sealed" : "");
            if (i != 3 && i != 7) continue;
            integrate(database(), station);
            sign();
        }
        add(2);
    }

    Bytes other_body(std::size_t position) const
    {
        Entry entry = entries.at(position);
        entry.role = "GM";
        return encode(entry);
    }

    void put_body(std::size_t position, const Bytes& body)
    {
        ASSERT_EQ(type("UPDATE ledger_entry SET body = $2 WHERE entry_id = $1", {id(position), body}), 1);
    }

    void put_leaf(std::size_t position, const Bytes& body)
    {
        const crypto::Digest hash = crypto::merkle_leaf(body);
        ASSERT_EQ(type("UPDATE ledger_leaf SET leaf_hash = $2 WHERE entry_id = $1",
                       {id(position), BytesView(hash)}),
                  1);
    }

    /// Root, frontier and note of a checkpoint made again over the leaves as they are, by `signer`.
    void forge_checkpoint(std::size_t size, const crypto::SigningKey& signer)
    {
        const auto all = leaves();
        crypto::MerkleEdge edge;
        for (std::size_t i = 0; i < size; ++i)
            edge.append(all.at(i));
        Bytes frontier;
        for (const auto& subtree : edge.subtrees())
            frontier.insert(frontier.end(), subtree.begin(), subtree.end());
        const crypto::Digest root = edge.root();
        crypto::SignedNote forged{
            crypto::Checkpoint{name,                  size, root, {}}
            .str(), {}
        };
        forged.signatures.push_back(crypto::sign_note(name, signer, forged.text));
        const std::string text = forged.str();
        ASSERT_EQ(type("UPDATE ledger_checkpoint SET root = $2, frontier = $3, note = $4 WHERE size = $1",
                       {static_cast<std::int64_t>(size), BytesView(root), frontier, text}),
                  1);
    }

    void truncate(std::int64_t from)
    {
        type("DELETE FROM ledger_pending");
        type("DELETE FROM ledger_entry WHERE entry_id >= $1", {id(static_cast<std::size_t>(from))});
        type("DELETE FROM ledger_leaf WHERE position >= $1", {from});
    }
};

struct Attack {
    const char* what;
    void (*act)(Filled&);
    Fault fault;
    std::uint64_t position;
    /// Position of the entry that the verdict names; none where it is a checkpoint or a hole.
    std::optional<std::size_t> entry = {};
};

const std::vector<Attack>& attacks()
{
    static const std::vector<Attack> kAll = [] {
        std::vector<Attack> all;
        const auto add = [&](const char* what,
                             Fault fault,
                             std::uint64_t position,
                             std::optional<std::size_t> entry,
                             void (*act)(Filled&)) {
            all.push_back({what, act, fault, position, entry});
        };
        add("edits a body", Fault::EntryChanged, 2, 2, [](Filled& log) {
            log.put_body(2, log.other_body(2));
        });
        add("edits a body and its leaf", Fault::RootChanged, 4, {}, [](Filled& log) {
            log.put_body(2, log.other_body(2));
            log.put_leaf(2, log.other_body(2));
        });
        add("edits a body, its leaf and the checkpoints, and signs with a key of its own",
            Fault::SignatureWrong,
            4,
            {},
            [](Filled& log) {
                log.put_body(2, log.other_body(2));
                log.put_leaf(2, log.other_body(2));
                const auto forger = crypto::SigningKey::generate();
                log.forge_checkpoint(4, forger);
                log.forge_checkpoint(8, forger);
            });
        add("puts bytes that are no entry, with a leaf that fits",
            Fault::EntryUnreadable,
            6,
            6,
            [](Filled& log) {
                const Bytes nonsense(40, std::byte{7});
                log.put_body(6, nonsense);
                log.put_leaf(6, nonsense);
            });
        add("edits a detail", Fault::DetailChanged, 5, 5, [](Filled& log) {
            log.type("UPDATE ledger_entry SET detail_cell = $2 WHERE entry_id = $1",
                     {log.id(5), bytes_of("other")});
        });
        add("takes a detail out", Fault::DetailChanged, 2, 2, [](Filled& log) {
            log.type("UPDATE ledger_entry SET detail_cell = NULL WHERE entry_id = $1", {log.id(2)});
        });
        add("puts a detail in", Fault::DetailChanged, 1, 1, [](Filled& log) {
            log.type("UPDATE ledger_entry SET detail_cell = $2 WHERE entry_id = $1",
                     {log.id(1), bytes_of("other")});
        });
        add("hides an entry from its actor's list", Fault::OutOfOrder, 3, 3, [](Filled& log) {
            log.type("UPDATE ledger_entry SET actor_id = NULL WHERE entry_id = $1", {log.id(3)});
        });
        add("deletes an entry", Fault::EntryMissing, 5, 5, [](Filled& log) {
            log.type("DELETE FROM ledger_entry WHERE entry_id = $1", {log.id(5)});
        });
        add("deletes a leaf", Fault::PositionMissing, 5, {}, [](Filled& log) {
            log.type("DELETE FROM ledger_leaf WHERE position = 5");
        });
        add("deletes an entry and closes the gap", Fault::LogTooShort, 8, {}, [](Filled& log) {
            log.type("DELETE FROM ledger_entry WHERE entry_id = $1", {log.id(5)});
            log.type("DELETE FROM ledger_leaf WHERE position = 5");
            log.type("UPDATE ledger_leaf SET position = 5 WHERE position = 6");
            log.type("UPDATE ledger_leaf SET position = 6 WHERE position = 7");
        });
        add("swaps two bodies", Fault::EntryChanged, 3, 3, [](Filled& log) {
            log.put_body(3, encode(log.entries[6]));
            log.put_body(6, encode(log.entries[3]));
        });
        add("swaps two places", Fault::RootChanged, 8, {}, [](Filled& log) {
            log.type("UPDATE ledger_leaf SET position = 100 WHERE position = 5");
            log.type("UPDATE ledger_leaf SET position = 5 WHERE position = 6");
            log.type("UPDATE ledger_leaf SET position = 6 WHERE position = 100");
        });
        add("moves an entry to another id", Fault::OutOfOrder, 4, 4, [](Filled& log) {
            const Uuid other = make_uuid(log.clock.now(), log.random);
            log.type("UPDATE ledger_entry SET entry_id = $2 WHERE entry_id = $1", {log.id(4), other});
            log.type("UPDATE ledger_leaf SET entry_id = $2 WHERE entry_id = $1", {log.id(4), other});
            log.entries[4].id = other;
        });
        add("truncates", Fault::LogTooShort, 8, {}, [](Filled& log) { log.truncate(6); });
        add("truncates to an older checkpoint", Fault::LogTooShort, 8, {}, [](Filled& log) {
            log.truncate(4);
            log.type("DELETE FROM ledger_checkpoint WHERE size = 8");
        });
        add("rolls back to an older checkpoint and goes on with another history",
            Fault::CheckpointMissing,
            8,
            {},
            [](Filled& log) {
                log.truncate(4);
                log.type("DELETE FROM ledger_checkpoint WHERE size = 8");
                log.entries.resize(4);
                log.add(4);
                integrate(log.database(), log.station);
            });
        add("edits a root", Fault::RootChanged, 4, {}, [](Filled& log) {
            log.type("UPDATE ledger_checkpoint SET root = $1 WHERE size = 4", {BytesView(crypto::Digest{})});
        });
        add("tears a root", Fault::RootChanged, 4, {}, [](Filled& log) {
            log.type("UPDATE ledger_checkpoint SET root = $1 WHERE size = 4", {bytes_of("short")});
        });
        add("edits what the next checkpoint would go on from", Fault::RootChanged, 8, {}, [](Filled& log) {
            log.type("UPDATE ledger_checkpoint SET frontier = $1 WHERE size = 8", {bytes_of("short")});
        });
        add("puts an older note under a newer checkpoint", Fault::SignatureWrong, 8, {}, [](Filled& log) {
            const auto leaves = log.leaves();
            const std::string older = log.note(4, crypto::merkle_root(std::span(leaves).first(4)));
            log.type("UPDATE ledger_checkpoint SET note = $1 WHERE size = 8", {older});
        });
        add("inserts an entry without a leaf", Fault::EntryStray, 8, 10, [](Filled& log) {
            const Entry entry = log.make_entry();
            const Bytes body = encode(entry);
            log.type("INSERT INTO ledger_entry (station_id, entry_id, body) VALUES ($1, $2, $3)",
                     {log.station, entry.id, body});
            log.entries.push_back(entry);
        });
        add("keeps an entry from ever getting a place", Fault::EntryStray, 8, 9, [](Filled& log) {
            log.type("DELETE FROM ledger_pending WHERE entry_id = $1", {log.id(9)});
        });
        return all;
    }();
    return kAll;
}

class LedgerAttack : public ::testing::TestWithParam<db::Engine> {};

JUNKAI_ENGINES(LedgerAttack);

TEST_P(LedgerAttack, an_honest_log_is_good)
{
    Filled log(GetParam());
    const Verdict verdict = log.verify();
    EXPECT_TRUE(verdict.good()) << describe(verdict.fault);
    EXPECT_EQ(verdict.entries, 8U);
    EXPECT_EQ(verdict.checkpoints, 2U);
    EXPECT_EQ(verdict.pending, 2U);
}

TEST_P(LedgerAttack, is_named_at_the_first_bad_place)
{
    for (const Attack& attack : attacks()) {
        SCOPED_TRACE(attack.what);
        Filled log(GetParam());
        attack.act(log);
        const Verdict verdict = log.verify();
        EXPECT_EQ(verdict.fault, attack.fault) << describe(verdict.fault);
        EXPECT_EQ(verdict.position, attack.position);
        EXPECT_EQ(verdict.entry, attack.entry ? std::optional(log.id(*attack.entry)) : std::nullopt);
        EXPECT_STRNE(describe(verdict.fault), "");
    }
}

TEST_P(LedgerAttack, going_back_to_an_older_checkpoint_shows_only_beside_the_vault)
{
    Filled log(GetParam());
    log.truncate(4);
    log.type("DELETE FROM ledger_checkpoint WHERE size = 8");
    EXPECT_TRUE(log.verify(std::nullopt).good()) << "the database alone cannot know";
    EXPECT_EQ(log.verify().fault, Fault::LogTooShort);
}

TEST_P(LedgerAttack, a_crash_between_note_and_checkpoint_is_none)
{
    Filled log(GetParam());
    log.type("DELETE FROM ledger_checkpoint WHERE size = 8");
    EXPECT_TRUE(log.verify().good());
}

TEST_P(LedgerAttack, the_key_of_another_station_does_not_verify)
{
    Filled log(GetParam());
    log.key = crypto::SigningKey::generate();
    EXPECT_EQ(log.verify().fault, Fault::SignatureWrong);
}

}  // namespace
}  // namespace junkai::ledger
