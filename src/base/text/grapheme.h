// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace junkai {

/// How many characters a person sees: a kanji with its variation selector (IVS) is one. Valid UTF-8 is
/// assumed.
std::size_t grapheme_count(std::string_view text);

/// The first so many characters, never cut inside one; a view into `text`.
std::string_view truncate_graphemes(std::string_view text, std::size_t count);

/// Bytes of the first character; 0 for an empty text.
std::size_t first_grapheme_size(std::string_view text);

}  // namespace junkai
