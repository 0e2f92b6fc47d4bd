// SPDX-License-Identifier: Apache-2.0
#include "ledger/verify.h"

#include "base/errors.h"
#include "sql/ledger.h"

#include <algorithm>

namespace junkai::ledger {
namespace {

constexpr std::int64_t kAtOnce = 1000;

/// Walks the leaves in order and stops at the first that is wrong.
class Walk {
public:
    Walk(const std::vector<Checkpoint>& checkpoints,
         const crypto::NoteKey& key,
         const std::optional<Witness>& witness)
        : checkpoints_(checkpoints), key_(key), witness_(witness)
    {
    }

    void leaf(const db::Row& row)
    {
        if (!verdict_.good()) return;
        verdict_.position = edge_.size();
        verdict_.entry = row.uuid(1);
        verdict_.fault = fault_of(row);
        if (!verdict_.good()) return;
        ++verdict_.entries;
        crypto::Digest hash{};
        std::ranges::copy(row.bytes(2), hash.begin());
        edge_.append(hash);
        check_heads();
    }

    /// After the last leaf: heads that count more than there is.
    Verdict end()
    {
        if (verdict_.good() && next_ < checkpoints_.size())
            fail_head(Fault::LogTooShort, checkpoints_[next_].size);
        if (verdict_.good() && witness_ && witness_->size > edge_.size())
            fail_head(Fault::LogTooShort, witness_->size);
        return verdict_;
    }

    std::uint64_t size() const { return edge_.size(); }

    bool stopped() const { return !verdict_.good(); }

    Verdict& verdict() { return verdict_; }

private:
    Fault fault_of(const db::Row& row) const
    {
        if (static_cast<std::uint64_t>(row.integer(0)) != edge_.size()) return Fault::PositionMissing;
        if (row.is_null(3)) return Fault::EntryMissing;
        const crypto::Digest hash = crypto::merkle_leaf(row.bytes(3));
        if (!crypto::same_bytes(hash, row.bytes(2))) return Fault::EntryChanged;
        try {
            const Entry entry = decode(row.bytes(3));
            if (entry.id != row.uuid(1)) return Fault::OutOfOrder;
            if (entry.detail.has_value() == row.is_null(4)) return Fault::DetailChanged;
            if (entry.detail && !crypto::same_bytes(crypto::sha256(row.bytes(4)), *entry.detail))
                return Fault::DetailChanged;
        } catch (const CryptoError&) {
            return Fault::EntryUnreadable;
        }
        return Fault::None;
    }

    void check_heads()
    {
        if (next_ < checkpoints_.size() && checkpoints_[next_].size == edge_.size()) {
            const Checkpoint& checkpoint = checkpoints_[next_++];
            if (!crypto::same_bytes(checkpoint.root, edge_.root()))
                return fail_head(Fault::RootChanged, checkpoint.size);
            if (!is_signed(checkpoint)) return fail_head(Fault::SignatureWrong, checkpoint.size);
            ++verdict_.checkpoints;
        }
        if (witness_ && witness_->size == edge_.size() && !crypto::same_bytes(witness_->root, edge_.root()))
            fail_head(Fault::CheckpointMissing, witness_->size);
    }

    bool is_signed(const Checkpoint& checkpoint) const
    {
        const auto note = crypto::SignedNote::parse(checkpoint.note);
        if (!note || !crypto::verify_note(*note, std::span(&key_, 1))) return false;
        const auto head = crypto::Checkpoint::parse(note->text);
        return head && head->origin == key_.name && head->size == checkpoint.size &&
               crypto::same_bytes(head->root, checkpoint.root);
    }

    void fail_head(Fault fault, std::uint64_t size)
    {
        verdict_.fault = fault;
        verdict_.position = size;
        verdict_.entry.reset();
    }

    const std::vector<Checkpoint>& checkpoints_;
    const crypto::NoteKey& key_;
    const std::optional<Witness>& witness_;
    crypto::MerkleEdge edge_;
    std::size_t next_ = 0;
    Verdict verdict_;
};

}  // namespace

Verdict verify(db::Database& database,
               const Uuid& station,
               const crypto::NoteKey& key,
               const std::optional<Witness>& witness,
               const std::function<void(std::uint64_t)>& progress)
{
    Verdict verdict;
    database.read([&](db::Transaction& transaction) {
        const std::vector<Checkpoint> checkpoints = list_checkpoints(transaction, station);
        Walk walk(checkpoints, key, witness);
        for (;;) {
            const auto from = static_cast<std::int64_t>(walk.size());
            const std::int64_t got = transaction.query(sql::ledger::kListLeaves,
                                                       {station, from, kAtOnce},
                                                       [&](const db::Row& row) { walk.leaf(row); });
            if (progress) progress(walk.size());
            if (walk.stopped() || got < kAtOnce) break;
        }
        verdict = walk.end();
        transaction.query(sql::ledger::kCountEntries, {station}, [&](const db::Row& row) {
            verdict.pending = static_cast<std::uint64_t>(row.integer(1));
            const auto entries = static_cast<std::uint64_t>(row.integer(0));
            // An entry that neither waits nor has a place was put in, or its leaf taken out.
            if (verdict.good() && entries != verdict.entries + verdict.pending) {
                verdict.fault = Fault::PositionMissing;
                verdict.position = verdict.entries;
                verdict.entry.reset();
            }
        });
    });
    return verdict;
}

const char* describe(Fault fault)
{
    switch (fault) {
    case Fault::None:
        return "異常なし";
    case Fault::PositionMissing:
        return "順番に欠けがあります";
    case Fault::EntryMissing:
        return "記録そのものがありません";
    case Fault::EntryChanged:
        return "記録が書き換えられています";
    case Fault::EntryUnreadable:
        return "記録を読み取れません";
    case Fault::DetailChanged:
        return "封緘された詳細が書き換えられています";
    case Fault::OutOfOrder:
        return "記録が別の場所のものです";
    case Fault::RootChanged:
        return "検証点の値と記録が合いません";
    case Fault::SignatureWrong:
        return "検証点の署名が正しくありません";
    case Fault::LogTooShort:
        return "台帳が検証点より短くなっています";
    case Fault::CheckpointMissing:
        return "鍵庫が控えた値と記録が合いません";
    }
    return "";
}

}  // namespace junkai::ledger
