// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/merkle.h"
#include "db/db.h"
#include "ledger/entry.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace junkai::ledger {

/// Writes an entry in the caller's transaction: the act and its record commit together or not at all.
/// `detail` is the sealed detail cell, whose hash the entry must already carry (empty for none).
void append(db::Transaction& transaction, const Uuid& station, const Entry& entry, BytesView detail = {});

/// An entry as it is stored.
struct Prepared {
    Uuid station;
    Uuid id;
    std::optional<Uuid> actor;
    Bytes body;
    Bytes detail;
};

Prepared prepare(const Uuid& station, const Entry& entry, Bytes detail);

/// Writes many entries of any stations with a handful of statements.
void append(db::Transaction& transaction, std::span<const Prepared* const> entries);

struct Checkpoint {
    std::uint64_t size = 0;
    crypto::Digest root{};
    std::string note;
    Instant signed_at;
};

/// Notes size and root in the vault, durably, and signs them: a C2SP signed note. Called before the
/// checkpoint is stored.
using SignCheckpoint = std::function<std::string(std::uint64_t size, const crypto::Digest& root)>;

/// Gives each entry that waits its position, in the order of the entry ids, and returns how many. One
/// integrator a store (the store's lease sees to that). Takes the pending set, not a high-water mark: an
/// entry whose transaction commits late is taken in the next round.
std::uint64_t integrate(db::Database& database, const Uuid& station);

/// Signs the log as it stands, read back after its commit; nothing when there is no new leaf since the last
/// checkpoint. Throws CryptoError when the log is shorter than its last checkpoint: it must be looked at
/// before anything is signed.
std::optional<Checkpoint>
sign_checkpoint(db::Database& database, const Uuid& station, Instant now, const SignCheckpoint& sign);

std::optional<Checkpoint> find_last_checkpoint(db::Database& database, const Uuid& station);

/// All checkpoints, the smallest first.
std::vector<Checkpoint> list_checkpoints(db::Transaction& transaction, const Uuid& station);

/// An entry with its place in the log, once it has one.
struct Line {
    Entry entry;
    std::optional<std::uint64_t> position = {};
    std::optional<crypto::Digest> leaf = {};
};

/// The newest first, those before `before` (none: from the end), by one actor or by all.
std::vector<Line> list_entries(db::Transaction& transaction,
                               const Uuid& station,
                               const std::optional<Uuid>& before,
                               const std::optional<Uuid>& actor,
                               int limit);

/// Stations that have entries without a position.
std::vector<Uuid> list_pending_stations(db::Database& database);

}  // namespace junkai::ledger
