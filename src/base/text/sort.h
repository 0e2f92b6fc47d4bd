// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace junkai {

/// 50音順. A key whose byte order is the order of readings after JIS X 4061 (ICU's Japanese collation).
/// Without a reading the written form is placed behind all readings, in the order of the kanji's 音: a
/// reading is never guessed.
std::string kana_sort_key(std::string_view reading, std::string_view written = {});

/// A key (valid UTF-8, no NUL) whose byte order is the order people expect of numbers in text: 2, 10, 101,
/// 101A, 1001. Width and case do not matter.
std::string natural_key(std::string_view text);

/// Natural order, ties broken by the bytes: a strict total order.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace junkai
