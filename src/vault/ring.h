// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/ed25519.h"
#include "crypto/envelope.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace junkai::vault {

/// One shelf of 1,024 record keys: which file holds it and the key that opens the file. A destruction writes
/// the next generation of the file under a new key; the ring decides which generation counts.
struct ShelfEntry {
    std::uint32_t number = 0;  ///< from 1, without gaps
    std::uint32_t generation = 0;
    crypto::SecretBytes<32> key;

    ShelfEntry copy() const { return {number, generation, key.copy()}; }
};

/// The key of one kind of thing for one month: an ordinary record key with a name.
struct MonthEntry {
    std::uint16_t kind = 0;
    std::uint32_t month = 0;  ///< 202611
    crypto::KeyRef key;
    std::uint64_t forgotten_under = 0;  ///< the order that destroyed it; 0 while it lives
};

/// What stands under the master. Replaced as a whole; each replacement is an epoch.
struct Ring {
    std::uint64_t epoch = 0;
    std::uint64_t last_order = 0;      ///< the last destruction order carried out
    crypto::SecretBytes<32> file_key;  ///< seals marks and checkpoints
    crypto::SecretBytes<32> signing_seed;
    std::vector<ShelfEntry> shelves;
    std::vector<MonthEntry> months;

    Ring copy() const;
};

crypto::SecretBuffer encode_ring(const Ring& ring);

/// Empty when the bytes are no ring.
std::optional<Ring> decode_ring(BytesView bytes);

}  // namespace junkai::vault
