// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cards/types.h"
#include "domain/places/types.h"
#include "storage/scope.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// 巡回連絡カードと索引. Whatever tells of a person is sealed under the card's own key; each write of a card
/// writes its index row (5-3) in the same transaction.
namespace junkai::storage {

struct NewCard {
    domain::cards::HouseholdCard card;
    domain::BeatId beat;
    domain::places::Dwelling dwelling;
    /// The rules it was made by.
    std::string ruleset;
    Date retention_ends_on;
};

struct StoredCard {
    domain::cards::HouseholdCard card;
    domain::BeatId beat;
    domain::cards::BinderClass binder = domain::cards::BinderClass::OwnerOccupied;
    std::string ruleset;
    Date confirmed_on;
    Date retention_ends_on;
    crypto::KeyRef key;
    Uuid tag;
};

/// What a permit depends on before a card is opened.
struct CardPlace {
    domain::UnitId unit;
    domain::BeatId beat;
    domain::cards::CardState state = domain::cards::CardState::Live;
    domain::cards::FormVersion form = domain::cards::FormVersion::New;
    int version = 1;
};

/// A line of 巡回連絡カード索引 with what stands beside it on the list.
struct StoredIndexRow {
    domain::CardId card;
    domain::CardNo number;
    domain::UnitId unit;
    domain::cards::BinderClass binder = domain::cards::BinderClass::OwnerOccupied;
    domain::cards::FormVersion form = domain::cards::FormVersion::New;
    PersonalText name = {};
    PersonalText kana = {};
    std::string town = {};
    std::string address = {};
    std::string room = {};
    Date entered_on;
    std::optional<Date> corrected_on = {};
    Uuid tag = {};
};

/// A search cell of a beat was written: the directory follows when the transaction is durable.
struct DirectoryChange {
    domain::BeatId beat;
    std::int64_t version = 0;
    domain::CardId card;
};

enum class IndexOrder { Address, Kana };

class Cards {
public:
    explicit Cards(Scope& scope) : scope_(scope) {}

    static std::optional<CardPlace>
    find_place(db::Transaction& transaction, domain::StationId station, domain::CardId card);

    /// カード番号. Taken back when the transaction is.
    domain::CardNo take_number() { return domain::CardNo::of_serial(take_serials(1)); }

    /// So many numbers on end; the first one's serial.
    std::uint32_t take_serials(std::uint32_t count);

    /// 5-3(1): card, index row and counters as one. Takes a key: no spare key, no card.
    DirectoryChange add(const NewCard& fresh);
    /// 5-3(1): many at once, each with its index row, for units that are stored with the card in their
    /// standing.
    void add_all(std::span<const NewCard* const> fresh);

    std::optional<StoredCard> find(domain::CardId id);
    /// The card as it stood in that version; it may be the one in force.
    std::optional<StoredCard> find_version(domain::CardId id, int version);

    /// 5-5(1), 5-3(2): the old content stays as a version, the index row follows. Throws StorageError when
    /// somebody else was faster, which the transaction should have prevented.
    DirectoryChange put_correction(const StoredCard& before,
                                   const domain::cards::HouseholdCard& after,
                                   const domain::places::Dwelling& dwelling);

    /// 番地順 or 50音順.
    std::vector<StoredIndexRow> list_index(domain::BeatId beat, IndexOrder order);

private:
    struct Sealed;

    Sealed seal(const NewCard& fresh);
    /// Add the values of the rows, which borrow from both.
    void put_card_row(std::vector<db::Value>& out, const NewCard& fresh, const Sealed& sealed) const;
    void put_index_row(std::vector<db::Value>& out, const NewCard& fresh, const Sealed& sealed) const;
    StoredCard read(const db::Row& row);
    std::int64_t raise_version(domain::BeatId beat);

    Scope& scope_;
};

}  // namespace junkai::storage
