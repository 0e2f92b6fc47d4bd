// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/errors.h"
#include "domain/ids.h"
#include "storage/cards/places.h"
#include "storage/sealer.h"

/// The random tag under which the ledger speaks of a card: with the card's key the link is gone.
namespace junkai::storage::cards {

inline Bytes seal_tag(Sealer& sealer, crypto::KeyRef key, domain::CardId card, const Uuid& tag)
{
    return sealer.seal(key, tag_place(card.uuid()), tag.bytes, crypto::Padding::Short);
}

inline Uuid open_tag(Sealer& sealer, crypto::KeyRef key, domain::CardId card, BytesView sealed)
{
    const auto tag = Uuid::from_bytes(sealer.open(key, tag_place(card.uuid()), sealed).reveal());
    if (!tag) throw StorageError("the tag of a card is none");
    return *tag;
}

}  // namespace junkai::storage::cards
