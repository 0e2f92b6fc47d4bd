// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "domain/cards/types.h"

/// カードの内容, one version of it: what the resident gave, when and how each field was told (4-7(3)), and
/// the corrections up to it (5-5(1)).
namespace junkai::storage::cards {

struct CardContentCell {
    /// Which version this is: a cell of another version, put in its place, is found.
    int version = 1;
    domain::cards::CardContent content = {};
    std::vector<domain::cards::Provenance> provenance = {};
    std::vector<domain::cards::Correction> corrections = {};
};

/// The bytes of version 1 of the format.
Personal<Bytes> encode(const CardContentCell& cell);

/// Throws StorageError for bytes that no known version made.
CardContentCell decode_card_content(BytesView bytes);

}  // namespace junkai::storage::cards
