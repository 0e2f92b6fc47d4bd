// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "crypto/sha256.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// 監査台帳: who did what, provably and without personal data (docs/formats/ledger.md).
namespace junkai::ledger {

/// What stands in the clear. Neutral: the outcome depends on residents' data, so that the entry has one shape
/// for answered, absent and out of right, and the truth is in the sealed detail.
enum class Outcome : std::uint8_t { Done = 1, Refused = 2, Neutral = 3 };

/// One leaf of the log. Texts are stable codes, never sentences or names.
struct Entry {
    Uuid id;
    Instant at;
    std::optional<Uuid> actor;
    std::string role;
    std::string action;
    std::string clause;
    std::string purpose;
    Outcome outcome = Outcome::Done;
    /// Code of the refusal when it stands in the clear.
    std::string refusal;
    /// Random tags of the records concerned; which record a tag means is sealed under the record's own key.
    std::vector<Uuid> tags;
    /// SHA-256 of the sealed detail cell, if there is one.
    std::optional<crypto::Digest> detail;
    /// SHA-256 of each sealed cell that the act wrote, in the order written.
    std::vector<crypto::Digest> cells;

    bool operator==(const Entry&) const = default;
};

/// The bytes that are stored and hashed; the same entry always gives the same bytes.
Bytes encode(const Entry& entry);

/// Throws CryptoError for bytes that encode() cannot have made: wrong version, torn, or with anything after
/// the end.
Entry decode(BytesView body);

}  // namespace junkai::ledger
