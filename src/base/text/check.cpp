// SPDX-License-Identifier: Apache-2.0
#include "base/text/check.h"

#include "base/text/grapheme.h"
#include "base/text/utf8.h"

#include <unicode/uchar.h>

namespace junkai {
namespace {

// A person's character may be several code points (base, variation selector, marks, emoji joined by ZWJ);
// more than this many bytes each is an attack on those who draw it.
constexpr std::size_t kMaxBytesPerGrapheme = 64;

bool is_space(char32_t c)
{
    return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

std::optional<Literal> problem_of(char32_t c, Lines lines)
{
    if (lines == Lines::Many && c == '\n') return std::nullopt;
    if (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_NONCHARACTER_CODE_POINT))
        return Literal("text.not_a_character");
    if (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL)) return Literal("text.bidi_control");
    if (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_VARIATION_SELECTOR)) return std::nullopt;
    // ZWNJ and ZWJ shape names of some scripts and join emoji.
    if (c == 0x200C || c == 0x200D) return std::nullopt;
    switch (u_charType(static_cast<UChar32>(c))) {
    case U_CONTROL_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return Literal("text.control_character");
    case U_PRIVATE_USE_CHAR:
        return Literal("text.private_use");
    default:
        break;
    }
    if (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
        u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR)
        return Literal("text.invisible_character");
    return std::nullopt;
}

}  // namespace

std::optional<Literal> check_text(std::string_view text, std::size_t max_graphemes, Lines lines)
{
    if (text.size() / kMaxBytesPerGrapheme > max_graphemes) return Literal("text.too_long");
    if (!is_valid_utf8(text)) return Literal("text.invalid_utf8");
    for (std::size_t at = 0; at < text.size();)
        if (const auto problem = problem_of(next_code_point(text, at), lines)) return problem;
    if (grapheme_count(text) > max_graphemes) return Literal("text.too_long");
    return std::nullopt;
}

std::optional<Literal> check_required_text(std::string_view text, std::size_t max_graphemes, Lines lines)
{
    if (const auto problem = check_text(text, max_graphemes, lines)) return problem;
    for (std::size_t at = 0; at < text.size();)
        if (!is_space(next_code_point(text, at))) return std::nullopt;
    return Literal("text.required");
}

bool is_kana(std::string_view text)
{
    if (!is_valid_utf8(text)) return false;
    bool any = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        const bool kana = (c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E ||
                          (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FD || c == 0x30FE ||
                          (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9D);
        const bool companion = c == 0x30FC || c == 0xFF70 || c == 0x30FB || c == 0xFF65 || c == 0xFF9E ||
                               c == 0xFF9F || c == 0x3099 || c == 0x309A || c == ' ' || c == 0x3000;
        if (!kana && !companion) return false;
        any = any || kana;
    }
    return any;
}

}  // namespace junkai
