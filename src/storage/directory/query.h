// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/personal.h"
#include "domain/ids.h"
#include "storage/cards/search_cell.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::storage::directory {

/// One word of a search with all that it may mean.
struct QueryWord {
    /// As typed.
    PersonalText typed;
    PersonalText name_key;
    /// Empty when the word is no kana.
    PersonalText reading_key;
    /// Empty when the word is no number of a telephone.
    PersonalText digits;
    std::optional<domain::CardNo> card_no = {};
};

/// 検索語. Words between spaces must all fit the same card.
struct Query {
    std::vector<QueryWord> words;
};

/// Empty when nothing could ever fit: no letters, or too many words.
Query read_query(std::string_view words);

enum class Why { Name, Variant, Kana, Address, Phone, CardNo };

/// What matched; for a variant such as 「邉＝辺」, in the letters of the card and of the word.
struct Reason {
    Why kind = Why::Name;
    PersonalText note = {};

    bool operator==(const Reason& other) const { return kind == other.kind && note.same_as(other.note); }
};

/// Where a card stands, as written; empty parts are left out.
struct PlaceText {
    std::string_view town;
    std::string_view address;
    std::string_view room;
    std::string_view building;
};

/// The keys under which addresses are found: town, address, room and building, each folded. The written line
/// often begins with the town or ends with the room already. Folding is dear and a beat has few towns and
/// buildings, so the last ones are remembered.
class AddressKeys {
public:
    /// Valid until the next call.
    const std::string& of(const PlaceText& place);

private:
    std::string town_;
    std::string beginning_;
    std::string building_;
    std::string ending_;
    std::string key_;
};

std::string address_key(const PlaceText& place);

/// Why a card fits, word by word; empty when a word does not fit. This judges an opened cell, so that a hit
/// never rests on the index alone.
std::vector<Reason>
reasons(const Query& query, const cards::SearchCell& cell, std::string_view folded_address);

}  // namespace junkai::storage::directory
