// SPDX-License-Identifier: Apache-2.0
#include "ledger/log.h"

#include "base/errors.h"
#include "base/invariant.h"
#include "db/reserve.h"
#include "sql/ledger.h"

#include <algorithm>

namespace junkai::ledger {
namespace {

constexpr std::int64_t kIntegrateAtOnce = 2000;
constexpr std::int64_t kReadAtOnce = 4096;

crypto::Digest digest_of(BytesView bytes)
{
    crypto::Digest out{};
    if (bytes.size() != out.size()) throw CryptoError("a stored hash of the ledger has the wrong length");
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

struct StoredCheckpoint {
    Checkpoint checkpoint;
    std::vector<crypto::Digest> frontier;
};

StoredCheckpoint read_checkpoint(const db::Row& row)
{
    StoredCheckpoint out;
    out.checkpoint = {static_cast<std::uint64_t>(row.integer(0)),
                      digest_of(row.bytes(1)),
                      std::string(row.text(3)),
                      row.instant(4)};
    BytesView frontier = row.bytes(2);
    if (frontier.size() % 32 != 0) throw CryptoError("a stored frontier of the ledger is torn");
    for (; !frontier.empty(); frontier = frontier.subspan(32))
        out.frontier.push_back(digest_of(frontier.first(32)));
    return out;
}

std::optional<StoredCheckpoint> find_last(db::Transaction& transaction, const Uuid& station)
{
    return transaction.find(sql::ledger::kFindLastCheckpoint, {station}, read_checkpoint);
}

std::int64_t size_of(db::Transaction& transaction, const Uuid& station)
{
    return transaction
        .find(sql::ledger::kFindSize, {station}, [](const db::Row& row) { return row.integer(0); })
        .value_or(0);
}

/// The edge of the tree over all leaves that are there, going on from the last checkpoint.
crypto::MerkleEdge
edge_now(db::Transaction& transaction, const Uuid& station, const std::optional<StoredCheckpoint>& last)
{
    crypto::MerkleEdge edge =
        last ? crypto::MerkleEdge(last->checkpoint.size, last->frontier) : crypto::MerkleEdge();
    if (last && !crypto::same_bytes(edge.root(), last->checkpoint.root))
        throw CryptoError("the last checkpoint's frontier does not give its root");
    for (;;) {
        const auto from = static_cast<std::int64_t>(edge.size());
        const std::int64_t got =
            transaction.query(sql::ledger::kListLeafHashes,
                              {station, from, from + kReadAtOnce, kReadAtOnce},
                              [&](const db::Row& row) {
                                  if (static_cast<std::uint64_t>(row.integer(0)) != edge.size())
                                      throw CryptoError("the positions of the ledger have a gap");
                                  edge.append(digest_of(row.bytes(1)));
                              });
        if (got < kReadAtOnce) return edge;
    }
}

}  // namespace

Prepared prepare(const Uuid& station, const Entry& entry, Bytes detail)
{
    invariant(entry.detail.has_value() == !detail.empty(), "a ledger entry and its detail cell do not fit");
    return {station, entry.id, entry.actor, encode(entry), std::move(detail)};
}

void append(db::Transaction& transaction, std::span<const Prepared* const> entries)
{
    std::vector<db::Value> rows;
    std::vector<db::Value> pending;
    rows.reserve(entries.size() * 5);
    pending.reserve(entries.size() * 2);
    for (const Prepared* entry : entries) {
        const db::Value detail = entry->detail.empty() ? db::Value(nullptr) : db::Value(entry->detail);
        rows.insert(rows.end(), {entry->station, entry->id, entry->actor, entry->body, detail});
        pending.insert(pending.end(), {entry->station, entry->id});
    }
    transaction.bulk(sql::ledger::kInsertEntries, rows);
    transaction.bulk(sql::ledger::kInsertPendings, pending);
}

void append(db::Transaction& transaction, const Uuid& station, const Entry& entry, BytesView detail)
{
    invariant(entry.detail.has_value() == !detail.empty(), "a ledger entry and its detail cell do not fit");
    const db::Value detail_value = detail.empty() ? db::Value(nullptr) : db::Value(detail);
    const Bytes body = encode(entry);
    transaction.execute(sql::ledger::kInsertEntry, {station, entry.id, entry.actor, body, detail_value});
    transaction.execute(sql::ledger::kInsertPending, {station, entry.id});
}

std::uint64_t integrate(db::Database& database, const Uuid& station)
{
    std::uint64_t taken = 0;
    const db::MayUseReserve reads_go_on;
    database.write([&](db::Transaction& transaction) {
        taken = 0;
        struct Leaf {
            Uuid entry;
            crypto::Digest hash;
        };
        std::vector<Leaf> leaves;
        transaction.query(sql::ledger::kListPending, {station, kIntegrateAtOnce}, [&](const db::Row& row) {
            leaves.push_back({row.uuid(0), crypto::merkle_leaf(row.bytes(1))});
        });
        if (leaves.empty()) return;
        std::int64_t position = size_of(transaction, station);
        std::vector<db::Value> rows;
        rows.reserve(leaves.size() * 4);
        for (const Leaf& leaf : leaves)
            rows.insert(rows.end(), {station, position++, leaf.entry, BytesView(leaf.hash)});
        transaction.bulk(sql::ledger::kInsertLeaves, rows);
        // Those that were listed are all up to the last of them that this transaction sees.
        const std::int64_t gone =
            transaction.execute(sql::ledger::kDeletePendingThrough, {station, leaves.back().entry});
        invariant(gone == static_cast<std::int64_t>(leaves.size()),
                  "a ledger entry left the pending set without a position");
        taken = leaves.size();
    });
    return taken;
}

std::optional<Checkpoint>
sign_checkpoint(db::Database& database, const Uuid& station, Instant now, const SignCheckpoint& sign)
{
    // Read back after the commit of the leaves: what is signed is what is stored.
    std::optional<StoredCheckpoint> last;
    crypto::MerkleEdge edge;
    database.read([&](db::Transaction& transaction) {
        last = find_last(transaction, station);
        const std::int64_t size = size_of(transaction, station);
        if (last && static_cast<std::uint64_t>(size) < last->checkpoint.size)
            throw CryptoError("the ledger is shorter than its last checkpoint");
        edge = edge_now(transaction, station, last);
    });
    if (edge.size() == (last ? last->checkpoint.size : 0)) return std::nullopt;

    Checkpoint checkpoint{edge.size(), edge.root(), {}, now};
    checkpoint.note = sign(checkpoint.size, checkpoint.root);
    Bytes frontier;
    for (const crypto::Digest& subtree : edge.subtrees())
        frontier.insert(frontier.end(), subtree.begin(), subtree.end());
    const db::MayUseReserve reads_go_on;
    database.write([&](db::Transaction& transaction) {
        transaction.execute(sql::ledger::kInsertCheckpoint,
                            {station,
                             static_cast<std::int64_t>(checkpoint.size),
                             BytesView(checkpoint.root),
                             frontier,
                             checkpoint.note,
                             checkpoint.signed_at});
    });
    return checkpoint;
}

std::optional<Checkpoint> find_last_checkpoint(db::Database& database, const Uuid& station)
{
    std::optional<Checkpoint> out;
    database.read([&](db::Transaction& transaction) {
        if (auto last = find_last(transaction, station)) out = std::move(last->checkpoint);
    });
    return out;
}

std::vector<Checkpoint> list_checkpoints(db::Transaction& transaction, const Uuid& station)
{
    std::vector<Checkpoint> out;
    for (;;) {
        const std::int64_t after = out.empty() ? 0 : static_cast<std::int64_t>(out.back().size);
        const std::int64_t got =
            transaction.query(sql::ledger::kListCheckpoints,
                              {station, after, kReadAtOnce},
                              [&](const db::Row& row) { out.push_back(read_checkpoint(row).checkpoint); });
        if (got < kReadAtOnce) return out;
    }
}

std::vector<Line> list_entries(db::Transaction& transaction,
                               const Uuid& station,
                               const std::optional<Uuid>& before,
                               const std::optional<Uuid>& actor,
                               int limit)
{
    Uuid last;  // later than every entry
    last.bytes.fill(std::byte{0xff});
    std::vector<Line> lines;
    transaction.query(sql::ledger::kListEntriesBefore,
                      {station, before.value_or(last), actor, limit},
                      [&](const db::Row& row) {
                          Line line{decode(row.bytes(1))};
                          if (!row.is_null(2)) {
                              line.position = static_cast<std::uint64_t>(row.integer(2));
                              line.leaf = digest_of(row.bytes(3));
                          }
                          lines.push_back(std::move(line));
                      });
    return lines;
}

std::vector<Uuid> list_pending_stations(db::Database& database)
{
    std::vector<Uuid> out;
    database.read([&](db::Transaction& transaction) {
        out.clear();
        transaction.query(
            sql::ledger::kListStationsPending, {}, [&](const db::Row& row) { out.push_back(row.uuid(0)); });
    });
    return out;
}

}  // namespace junkai::ledger
