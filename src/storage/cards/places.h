// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/envelope.h"

/// Where the cells of a card stand. Every one is sealed under the card's own key.
namespace junkai::storage::cards {

inline crypto::CellPlace tag_place(const Uuid& card)
{
    return {"card", "tag_cell", card};
}

inline crypto::CellPlace content_place(const Uuid& card)
{
    return {"card", "content_cell", card};
}

/// The row of a version has no id of its own: the cell says inside which version it is.
inline crypto::CellPlace version_place(const Uuid& card)
{
    return {"card_version", "content_cell", card};
}

inline crypto::CellPlace search_place(const Uuid& card)
{
    return {"card_index", "search_cell", card};
}

}  // namespace junkai::storage::cards
