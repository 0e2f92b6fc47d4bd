// SPDX-License-Identifier: Apache-2.0
#include "base/text/numeral.h"

#include "base/text/utf8.h"

#include <algorithm>

namespace junkai {
namespace {

constexpr std::int64_t kLimit = 1'0000'0000'0000;

std::optional<int> digit_of(char32_t c)
{
    if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
    constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
    constexpr std::u32string_view kFormal = U"零壱弐参";
    if (const std::size_t at = kDigits.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
    if (const std::size_t at = kFormal.find(c); at != std::u32string_view::npos) return static_cast<int>(at);
    return std::nullopt;
}

/// 10 for 十, 100, 1000, 10000; 0 for anything else.
int unit_of(char32_t c)
{
    switch (c) {
    case U'十':
    case U'拾':
        return 10;
    case U'百':
        return 100;
    case U'千':
        return 1000;
    case U'万':
        return 10000;
    default:
        return 0;
    }
}

/// 二〇三: digit after digit.
std::optional<std::int64_t> positional(std::u32string_view text)
{
    std::int64_t value = 0;
    for (const char32_t c : text) {
        const auto digit = digit_of(c);
        if (!digit) return std::nullopt;
        value = value * 10 + *digit;
        if (value >= kLimit) return std::nullopt;
    }
    return value;
}

/// 百二十三: units in falling order, at most one digit before each.
std::optional<std::int64_t> with_units(std::u32string_view text)
{
    std::int64_t myriads = 0;
    std::int64_t below = 0;
    int digit = 0;  // none: a zero has no place here
    int last_unit = 10000;
    bool had_myriad = false;
    for (const char32_t c : text) {
        if (const auto found = digit_of(c)) {
            if (digit != 0 || *found == 0) return std::nullopt;
            digit = *found;
            continue;
        }
        const int unit = unit_of(c);
        if (unit == 10000) {
            if (had_myriad || (below == 0 && digit == 0)) return std::nullopt;
            myriads = (below + digit) * 10000;
            had_myriad = true;
            below = 0;
            last_unit = 10000;
        } else if (unit != 0 && unit < last_unit) {
            below += static_cast<std::int64_t>(std::max(digit, 1)) * unit;
            last_unit = unit;
        } else {
            return std::nullopt;
        }
        digit = 0;
    }
    return myriads + below + digit;
}

}  // namespace

char32_t half_width(char32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    return c == 0x3000 ? U' ' : c;
}

bool is_kanji_numeral(char32_t c)
{
    return unit_of(c) != 0 || (digit_of(c) && !(c >= '0' && c <= '9'));
}

std::optional<std::int64_t> parse_numeral(std::string_view text)
{
    std::u32string plain;
    bool units = false;
    bool ascii = false;
    bool kanji = false;
    for (const char32_t wide : to_utf32(text)) {
        const char32_t c = half_width(wide);
        units = units || unit_of(c) != 0;
        ascii = ascii || (c >= '0' && c <= '9');
        kanji = kanji || is_kanji_numeral(c);
        plain += c;
    }
    // 2十 or 1二 is a slip of the pen, not a number.
    if (plain.empty() || (ascii && kanji)) return std::nullopt;
    return units ? with_units(plain) : positional(plain);
}

}  // namespace junkai
