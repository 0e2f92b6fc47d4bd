// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/invariant.h"

#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

namespace junkai::domain {

template <class E>
struct CodeRow {
    E value;
    std::string_view code;
};

/// The stable word of each enumerator, used in the database, on the wire, in the ledger and in locales/. Each
/// enum of the domain specialises this next to its definition: `static constexpr CodeRow<E> rows[] = {…};`. A
/// word once released is never changed or used again for something else.
template <class E>
struct Codes;

template <class E>
concept Coded = requires
{
    Codes<E>::rows[0].code;
};

/// The stable word of an enumerator.
template <Coded E>
constexpr std::string_view code_of(E value)
{
    for (const auto& row : Codes<E>::rows)
        if (row.value == value) return row.code;
    throw InvariantError("an enumerator has no code");
}

/// The enumerator of a word; empty for any other text.
template <Coded E>
constexpr std::optional<E> from_code(std::string_view code)
{
    for (const auto& row : Codes<E>::rows)
        if (row.code == code) return row.value;
    return std::nullopt;
}

/// All enumerators, in the order of the table.
template <Coded E>
constexpr auto all_of()
{
    std::array<E, std::size(Codes<E>::rows)> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = Codes<E>::rows[i].value;
    return out;
}

}  // namespace junkai::domain
