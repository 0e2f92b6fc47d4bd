// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/note.h"
#include "db/db.h"
#include "ledger/log.h"

#include <functional>
#include <string>

namespace junkai::ledger {

/// What is wrong with the first thing that is, in the order of the log.
enum class Fault {
    None,
    PositionMissing,  ///< the positions have a gap
    EntryMissing,     ///< a leaf whose entry is gone
    EntryChanged,     ///< the entry does not give the leaf's hash
    EntryUnreadable,  ///< the bytes are no entry of a known version
    DetailChanged,    ///< the sealed detail is not the one that was recorded
    OutOfOrder,       ///< an entry whose own id or actor does not fit its row
    EntryStray,   ///< an entry that neither waits for a position nor has one: put in, or its leaf taken out
    RootChanged,  ///< the leaves do not give the root of a checkpoint
    SignatureWrong,    ///< a checkpoint that the station's key did not sign
    LogTooShort,       ///< a checkpoint, or the vault's note, counts more leaves than there are
    CheckpointMissing  ///< the vault noted a root that no checkpoint and no leaves give
};

struct Verdict {
    Fault fault = Fault::None;
    /// Of the first bad entry or checkpoint.
    std::uint64_t position = 0;
    std::optional<Uuid> entry = {};
    std::uint64_t entries = 0;
    std::uint64_t checkpoints = 0;
    /// Entries durable, but not yet under a checkpoint.
    std::uint64_t pending = 0;

    bool good() const { return fault == Fault::None; }
};

/// What the vault noted of the log, if it is at hand.
struct Witness {
    std::uint64_t size = 0;
    crypto::Digest root{};
};

/// Reads the whole log and proves it: hash of each entry, of each detail, every checkpoint's root and
/// signature, and the vault's note. `progress` is told how many entries are done.
Verdict verify(db::Database& database,
               const Uuid& station,
               const crypto::NoteKey& key,
               const std::optional<Witness>& witness,
               const std::function<void(std::uint64_t)>& progress = nullptr);

/// The fault in words for people.
const char* describe(Fault fault);

}  // namespace junkai::ledger
