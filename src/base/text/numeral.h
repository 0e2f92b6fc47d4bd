// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace junkai {

/// A whole number as people write it: 12, １２, 十二, 一二, 百二十三, 二〇三, 壱弐参. Empty for anything else
/// and beyond 兆.
std::optional<std::int64_t> parse_numeral(std::string_view text);

/// 〇 一 … 九, 十 百 千 万, and their formal forms 壱 弐 参 拾.
bool is_kanji_numeral(char32_t c);

/// The ASCII letter of a full-width one, 0x20 for the wide space, any other character itself: one for one, so
/// that offsets stay what they were.
char32_t half_width(char32_t c);

}  // namespace junkai
