// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace junkai {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// Offset of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7), or npos. Surrogates and
/// over-long forms are not.
std::size_t first_invalid_utf8(std::string_view text);

inline bool is_valid_utf8(std::string_view text)
{
    return first_invalid_utf8(text) == std::string_view::npos;
}

/// Whether these are the first bytes, and not all, of a character: the end of a chunk may cut one in two.
bool is_cut_off_utf8(std::string_view tail);

/// The code point at `at`, which moves behind it. A byte that is not UTF-8 gives U+FFFD and is stepped over
/// alone, so that a loop always ends.
char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

}  // namespace junkai
