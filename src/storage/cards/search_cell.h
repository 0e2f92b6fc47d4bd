// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "domain/cards/types.h"

#include <cstdint>
#include <string_view>
#include <vector>

/// 索引の秘匿部分 (5-3): what the card index says about a person, and the folded keys by which the card is
/// found. One small cell beside each card, so that a list need not open whole cards.
namespace junkai::storage::cards {

/// A name as written, and its search key.
struct NameKey {
    std::string_view written;
    std::string_view key;
};

/// An opened cell; all views go into the opened bytes. The household's members are found by it, the emergency
/// contacts are not: they are third persons, who may know nothing of the card.
struct SearchCell {
    std::uint32_t serial = 0;
    /// 世帯主 or first person, for display.
    std::string_view name = {};
    std::string_view kana = {};
    std::vector<NameKey> names = {};
    /// Readings without spaces, the whole one and the given name's.
    std::vector<std::string_view> readings = {};
    /// Digits only.
    std::vector<std::string_view> phones = {};
};

/// The bytes of version 1 for a card.
Personal<Bytes> encode_search_cell(const domain::cards::HouseholdCard& card);

/// Into a cell that is used again and again. Throws StorageError for bytes that no known version made.
void decode_search_cell(BytesView bytes, SearchCell& cell);

}  // namespace junkai::storage::cards
