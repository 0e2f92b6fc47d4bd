// SPDX-License-Identifier: Apache-2.0
#include "ledger/verify.h"

#include "base/errors.h"
#include "sql/ledger.h"

#include <algorithm>

namespace junkai::ledger {
namespace {

constexpr std::int64_t kAtOnce = 1000;

/// A checkpoint as it is stored, judged and not trusted: a torn one is a finding, no failure of the reader.
struct Head {
    std::uint64_t size = 0;
    Bytes root;
    Bytes frontier;
    std::string note;
};

Bytes copy(BytesView bytes)
{
    return {bytes.begin(), bytes.end()};
}

std::vector<Head> list_heads(db::Transaction& transaction, const Uuid& station)
{
    std::vector<Head> out;
    for (;;) {
        const std::int64_t after = out.empty() ? 0 : static_cast<std::int64_t>(out.back().size);
        const std::int64_t got = transaction.query(
            sql::ledger::kListCheckpoints, {station, after, kAtOnce}, [&](const db::Row& row) {
                out.push_back({static_cast<std::uint64_t>(row.integer(0)),
                               copy(row.bytes(1)),
                               copy(row.bytes(2)),
                               std::string(row.text(3))});
            });
        if (got < kAtOnce) return out;
    }
}

Bytes frontier_of(const crypto::MerkleEdge& edge)
{
    Bytes out;
    for (const crypto::Digest& subtree : edge.subtrees())
        out.insert(out.end(), subtree.begin(), subtree.end());
    return out;
}

/// Walks the leaves in order and stops at the first that is wrong.
class Walk {
public:
    Walk(const std::vector<Head>& heads, const crypto::NoteKey& key, const std::optional<Witness>& witness)
        : heads_(heads), key_(key), witness_(witness)
    {
    }

    void leaf(const db::Row& row)
    {
        if (!verdict_.good()) return;
        verdict_.position = edge_.size();
        verdict_.entry = Uuid::from_bytes(row.bytes(1));
        verdict_.fault = fault_of(row);
        // The row after a gap is not the one that is missing.
        if (verdict_.fault == Fault::PositionMissing) verdict_.entry.reset();
        if (!verdict_.good()) return;
        verdict_.entry.reset();
        ++verdict_.entries;
        crypto::Digest hash{};
        std::ranges::copy(row.bytes(2), hash.begin());
        edge_.append(hash);
        check_heads();
    }

    /// After the last leaf: heads that count more than there is.
    Verdict end()
    {
        if (verdict_.good() && next_ < heads_.size()) fail_head(Fault::LogTooShort, heads_[next_].size);
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
            // The columns beside the body are what lists are made from: they must say the same.
            const auto actor = row.is_null(5) ? std::nullopt : Uuid::from_bytes(row.bytes(5));
            if (entry.id != verdict_.entry || entry.actor != actor) return Fault::OutOfOrder;
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
        if (next_ < heads_.size() && heads_[next_].size == edge_.size()) {
            const Head& head = heads_[next_++];
            if (!crypto::same_bytes(head.root, edge_.root()) ||
                !crypto::same_bytes(head.frontier, frontier_of(edge_)))
                return fail_head(Fault::RootChanged, head.size);
            if (!is_signed(head)) return fail_head(Fault::SignatureWrong, head.size);
            ++verdict_.checkpoints;
        }
        if (witness_ && witness_->size == edge_.size() && !crypto::same_bytes(witness_->root, edge_.root()))
            fail_head(Fault::CheckpointMissing, witness_->size);
    }

    bool is_signed(const Head& head) const
    {
        const auto note = crypto::SignedNote::parse(head.note);
        if (!note || !crypto::verify_note(*note, std::span(&key_, 1))) return false;
        const auto said = crypto::Checkpoint::parse(note->text);
        return said && said->origin == key_.name && said->size == head.size &&
               crypto::same_bytes(said->root, head.root);
    }

    void fail_head(Fault fault, std::uint64_t size)
    {
        verdict_.fault = fault;
        verdict_.position = size;
        verdict_.entry.reset();
    }

    const std::vector<Head>& heads_;
    const crypto::NoteKey& key_;
    const std::optional<Witness>& witness_;
    crypto::MerkleEdge edge_;
    std::size_t next_ = 0;
    Verdict verdict_;
};

/// Entries beside the log: those that wait, and those that neither wait nor have a place.
void count_rest(db::Transaction& transaction, const Uuid& station, Verdict& verdict)
{
    std::uint64_t entries = 0;
    transaction.query(sql::ledger::kCountEntries, {station}, [&](const db::Row& row) {
        entries = static_cast<std::uint64_t>(row.integer(0));
        verdict.pending = static_cast<std::uint64_t>(row.integer(1));
    });
    if (!verdict.good() || entries == verdict.entries + verdict.pending) return;
    verdict.fault = Fault::EntryStray;
    verdict.position = verdict.entries;
    verdict.entry = transaction.find(
        sql::ledger::kFindStrayEntry, {station}, [](const db::Row& row) { return row.uuid(0); });
}

}  // namespace

Verdict verify(db::Database& database,
               const Uuid& station,
               const crypto::NoteKey& key,
               const std::optional<Witness>& witness,
               const std::function<void(std::uint64_t)>& progress)
{
    Verdict verdict;
    database.read([&](db::Transaction& transaction) {
        const std::vector<Head> heads = list_heads(transaction, station);
        Walk walk(heads, key, witness);
        for (;;) {
            const auto from = static_cast<std::int64_t>(walk.size());
            const std::int64_t got = transaction.query(sql::ledger::kListLeaves,
                                                       {station, from, kAtOnce},
                                                       [&](const db::Row& row) { walk.leaf(row); });
            if (progress) progress(walk.size());
            if (walk.stopped() || got < kAtOnce) break;
        }
        verdict = walk.end();
        count_rest(transaction, station, verdict);
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
    case Fault::EntryStray:
        return "順番のない記録があります";
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
