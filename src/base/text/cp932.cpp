// SPDX-License-Identifier: Apache-2.0
#include "base/text/cp932.h"

#include "base/text/utf8.h"

#include <array>
#include <memory>

namespace junkai {
namespace {

constexpr std::size_t kTrails = 188;

struct Row {
    std::uint8_t lead;
    const char16_t* characters;
};

constexpr Row kRows[] = {
#include "base/text/cp932_table.inc"
};

constexpr char16_t kNone = 0xFFFD;

/// Row of each lead byte, null where CP932 has none.
constexpr std::array<const char16_t*, 256> kRowOf = [] {
    std::array<const char16_t*, 256> rows{};
    for (const Row& row : kRows)
        rows[row.lead] = row.characters;
    return rows;
}();

bool is_lead(std::uint8_t byte)
{
    return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

bool is_user_defined(std::uint8_t lead)
{
    return lead >= 0xF0 && lead <= 0xF9;
}

bool is_trail(std::uint8_t byte)
{
    return byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
}

std::size_t trail_index(std::uint8_t trail)
{
    return trail < 0x7F ? trail - 0x40U : trail - 0x41U;
}

std::uint8_t trail_of(std::size_t index)
{
    return static_cast<std::uint8_t>(index < 0x3F ? index + 0x40 : index + 0x41);
}

/// ASCII and half-width katakana; 0xFFFD for the rest.
char16_t single_byte(std::uint8_t byte)
{
    if (byte < 0x80) return byte;
    return byte >= 0xA1 && byte <= 0xDF ? static_cast<char16_t>(0xFF61 + (byte - 0xA1)) : kNone;
}

/// CP932 holds some characters two or three times. Windows writes the place in JIS X 0208, else NEC's row 13,
/// else IBM's extension; NEC's selection of it (ED, EE) only reads.
int preference(std::uint8_t lead)
{
    if (lead == 0xED || lead == 0xEE) return 3;
    if (lead >= 0xFA) return 2;
    return lead == 0x87 ? 1 : 0;
}

using ReverseTable = std::array<std::uint16_t, 0x10000>;

const ReverseTable& reverse_table()
{
    static const std::unique_ptr<const ReverseTable> table = [] {
        auto made = std::make_unique<ReverseTable>();
        for (int pass = 0; pass <= 3; ++pass)
            for (const Row& row : kRows) {
                if (preference(row.lead) != pass) continue;
                for (std::size_t i = 0; i < kTrails; ++i) {
                    const char16_t c = row.characters[i];
                    if (c != kNone && (*made)[c] == 0)
                        (*made)[c] = static_cast<std::uint16_t>(row.lead << 8 | trail_of(i));
                }
            }
        return made;
    }();
    return *table;
}

/// The same character where Unicode has two code points for what CP932 holds once.
char32_t windows_choice(char32_t c)
{
    switch (c) {
    case 0x301C:
        return 0xFF5E;  // 〜
    case 0x2212:
        return 0xFF0D;  // −
    case 0x2016:
        return 0x2225;  // ‖
    case 0x2014:
        return 0x2015;  // —
    case 0x00A2:
        return 0xFFE0;
    case 0x00A3:
        return 0xFFE1;
    case 0x00AC:
        return 0xFFE2;
    default:
        return c;
    }
}

/// Appends one character; false when CP932 has no place for it.
bool encode_one(std::string& out, char32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
        return true;
    }
    if (c >= 0xFF61 && c <= 0xFF9F) {
        out += static_cast<char>(c - 0xFF61 + 0xA1);
        return true;
    }
    const char32_t chosen = windows_choice(c);
    const std::uint16_t code = chosen < 0x10000 ? reverse_table()[chosen] : std::uint16_t{0};
    if (code == 0) return false;
    out += static_cast<char>(code >> 8);
    out += static_cast<char>(code & 0xFF);
    return true;
}

bool is_variation_selector(char32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

}  // namespace

void Cp932Decoder::feed(std::string_view bytes, std::string& out, std::vector<Undecodable>& problems)
{
    const auto report = [&](Undecodable problem) {
        append_utf8(out, kReplacementCharacter);
        problems.push_back(problem);
    };
    for (const char raw : bytes) {
        const auto byte = static_cast<std::uint8_t>(raw);
        const std::uint64_t here = offset_++;
        if (lead_) {
            const std::uint8_t lead = *lead_;
            lead_.reset();
            if (is_trail(byte)) {
                const char16_t* const row = kRowOf[lead];
                const char16_t c = row != nullptr ? row[trail_index(byte)] : kNone;
                if (c != kNone) {
                    append_utf8(out, c);
                } else {
                    const auto kind =
                        is_user_defined(lead) ? Undecodable::Kind::UserDefined : Undecodable::Kind::NotCp932;
                    report({here - 1, {lead, byte}, 2, kind});
                }
                continue;
            }
            // The lead byte stands alone; this byte, a line break perhaps, is read for itself.
            report({here - 1, {lead, 0}, 1, Undecodable::Kind::NotCp932});
        }
        if (is_lead(byte)) {
            lead_ = byte;
            continue;
        }
        const char16_t c = single_byte(byte);
        if (c == kNone)
            report({here, {byte, 0}, 1, Undecodable::Kind::NotCp932});
        else
            append_utf8(out, c);
    }
}

void Cp932Decoder::finish(std::string& out, std::vector<Undecodable>& problems)
{
    if (!lead_) return;
    append_utf8(out, kReplacementCharacter);
    problems.push_back({offset_ - 1, {*lead_, 0}, 1, Undecodable::Kind::CutOff});
    lead_.reset();
}

Decoded decode_cp932(std::string_view bytes)
{
    Decoded out;
    Cp932Decoder decoder;
    decoder.feed(bytes, out.text, out.problems);
    decoder.finish(out.text, out.problems);
    return out;
}

Encoded encode_cp932(std::string_view text)
{
    constexpr char32_t kGeta = 0x3013;  // 〓
    Encoded out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t base = next_code_point(text, at);
        bool variation = false;
        while (at < text.size()) {
            std::size_t next = at;
            if (!is_variation_selector(next_code_point(text, next))) break;
            variation = true;
            at = next;
        }
        const bool fits = encode_one(out.bytes, base);
        if (!fits) encode_one(out.bytes, kGeta);
        if (!fits || variation)
            out.misfits.push_back({start, std::string(text.substr(start, at - start)), fits});
    }
    return out;
}

Sniffed sniff_encoding(std::string_view sample)
{
    if (sample.starts_with("\xEF\xBB\xBF")) return {Encoding::Utf8, 3};
    if (sample.starts_with("\xFF\xFE") || sample.starts_with("\xFE\xFF")) return {Encoding::Utf16, 2};
    const std::size_t invalid = first_invalid_utf8(sample);
    if (invalid == std::string_view::npos) return {Encoding::Utf8, 0};
    if (is_cut_off_utf8(sample.substr(invalid))) return {Encoding::Utf8, 0};
    std::string text;
    std::vector<Undecodable> problems;
    Cp932Decoder().feed(sample, text, problems);
    for (const Undecodable& problem : problems)
        if (problem.kind == Undecodable::Kind::NotCp932) return {Encoding::Unknown, 0};
    return {Encoding::Cp932, 0};
}

}  // namespace junkai
