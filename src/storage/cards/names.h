// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "storage/scope.h"

#include <span>
#include <unordered_map>

/// 氏名 of many doors at once, for lists of doors.
namespace junkai::storage {

struct CardName {
    PersonalText name;
    PersonalText kana;
    /// The random tag under which the ledger speaks of this card: whoever shows the name writes it down.
    Uuid tag;
};

class CardNames {
public:
    explicit CardNames(Scope& scope) : scope_(scope) {}

    /// Only cards that may be shown: the caller has asked for the permit. A card that is gone is left out.
    std::unordered_map<domain::CardId, CardName> of(std::span<const domain::CardId> cards);

private:
    Scope& scope_;
};

}  // namespace junkai::storage
