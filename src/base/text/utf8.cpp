// SPDX-License-Identifier: Apache-2.0
#include "base/text/utf8.h"

namespace junkai {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

/// Length of the well-formed sequence that starts at `at`, or 0.
std::size_t sequence_length(std::string_view text, std::size_t at)
{
    const unsigned char lead = byte_at(text, at);
    if (lead < 0x80) return 1;
    std::size_t length = 0;
    // The second byte alone decides over-long forms, surrogates and what lies beyond U+10FFFF.
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    } else {
        return 0;
    }
    if (text.size() - at < length) return 0;
    if (byte_at(text, at + 1) < low || byte_at(text, at + 1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((byte_at(text, at + i) & 0xC0) != 0x80) return 0;
    return length;
}

}  // namespace

std::size_t first_invalid_utf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

bool is_cut_off_utf8(std::string_view tail)
{
    if (tail.empty() || tail.size() > 3) return false;
    // Cut off when some continuation makes it whole; the extremes stand for all that may follow.
    for (const std::string_view more : {"\x80\x80\x80", "\xBF\xBF\xBF"}) {
        const std::string whole = std::string(tail) + std::string(more);
        if (sequence_length(whole, 0) > tail.size()) return true;
    }
    return false;
}

char32_t next_code_point(std::string_view text, std::size_t& at)
{
    const std::size_t length = sequence_length(text, at);
    const unsigned char lead = byte_at(text, at);
    if (length <= 1) {
        ++at;
        return length == 1 ? lead : kReplacementCharacter;
    }
    char32_t value = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
        value = value << 6 | (byte_at(text, at + i) & 0x3FU);
    at += length;
    return value;
}

void append_utf8(std::string& out, char32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacementCharacter;
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::u32string to_utf32(std::string_view text)
{
    std::u32string out;
    for (std::size_t at = 0; at < text.size();)
        out += next_code_point(text, at);
    return out;
}

std::string to_utf8(std::u32string_view text)
{
    std::string out;
    for (const char32_t c : text)
        append_utf8(out, c);
    return out;
}

}  // namespace junkai
