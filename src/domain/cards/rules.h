// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace junkai::domain::cards {

/// What a prefecture decides about cards, and how much a card holds. Lengths are in characters as a person
/// counts them.
struct CardRules {
    /// card.consent.fieldwise: each field that the officer wrote carries when and how it was told (4-7(3)).
    bool fieldwise_consent = true;
    /// 2.n.5 is left out by default.
    bool has_sex_field = false;
    std::size_t max_persons = 30;
    std::size_t max_contacts = 3;
    std::size_t max_convenient_times = 10;
    /// Foreign names are long (trap 24).
    std::size_t name_max = 100;
    std::size_t address_max = 200;
    std::size_t detail_max = 100;
    std::size_t workplace_max = 100;
    std::size_t language_max = 35;
    std::size_t requests_max = 400;
    std::size_t disaster_max = 400;
    std::size_t phone_max = 40;
};

}  // namespace junkai::domain::cards
