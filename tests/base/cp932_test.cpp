// SPDX-License-Identifier: Apache-2.0
#include "base/text/cp932.h"
#include "base/text/utf8.h"

#include <gtest/gtest.h>
#include <iconv.h>
#include <memory>
#include <rapidcheck/gtest.h>

namespace junkai {
namespace {

/// glibc's converter, the oracle: the text of the whole input, or empty when it cannot.
std::string iconv_once(const char* to, const char* from, std::string_view input)
{
    const iconv_t handle = iconv_open(to, from);
    EXPECT_NE(handle, reinterpret_cast<iconv_t>(-1)) << from;
    std::string in(input);
    std::string out(64, '\0');
    char* in_at = in.data();
    std::size_t in_left = in.size();
    char* out_at = out.data();
    std::size_t out_left = out.size();
    const std::size_t result = iconv(handle, &in_at, &in_left, &out_at, &out_left);
    iconv_close(handle);
    if (result != 0 || in_left != 0) return {};
    out.resize(out.size() - out_left);
    return out;
}

bool is_private_use(const std::string& text)
{
    const std::u32string wide = to_utf32(text);
    return !wide.empty() && wide[0] >= 0xE000 && wide[0] <= 0xF8FF;
}

TEST(Cp932, decodes_every_byte_and_pair_as_glibc_does)
{
    int characters = 0;
    for (unsigned lead = 0; lead < 256; ++lead) {
        const bool two = (lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC);
        for (unsigned trail = 0; trail < (two ? 256U : 1U); ++trail) {
            std::string bytes(1, static_cast<char>(lead));
            if (two) bytes += static_cast<char>(trail);
            const Decoded decoded = decode_cp932(bytes);
            const std::string expected = iconv_once("UTF-8", "CP932", bytes);
            if (expected.empty() || is_private_use(expected) || lead == 0x80 || lead == 0xA0 ||
                lead >= 0xFD) {
                EXPECT_FALSE(decoded.problems.empty()) << lead << " " << trail;
                continue;
            }
            EXPECT_TRUE(decoded.problems.empty()) << lead << " " << trail;
            EXPECT_EQ(decoded.text, expected) << lead << " " << trail;
            ++characters;
        }
    }
    EXPECT_GT(characters, 7500);
}

TEST(Cp932, encodes_every_character_as_glibc_does)
{
    int fits = 0;
    for (char32_t c = 1; c < 0x10000; ++c) {
        if (c >= 0xD800 && c <= 0xF8FF) continue;  // surrogates, private use
        std::string text;
        append_utf8(text, c);
        const Encoded encoded = encode_cp932(text);
        const std::string expected = iconv_once("CP932", "UTF-8", text);
        if (!encoded.misfits.empty()) {
            // glibc alone writes ¥ and ‾ as the ASCII characters that replaced them.
            EXPECT_TRUE(expected.empty() || c == 0xA5 || c == 0x203E || c == 0xA6)
                << std::hex << static_cast<unsigned>(c);
            continue;
        }
        ++fits;
        if (!expected.empty()) {
            EXPECT_EQ(encoded.bytes, expected) << std::hex << static_cast<unsigned>(c);
        }
        EXPECT_TRUE(decode_cp932(encoded.bytes).problems.empty());
    }
    EXPECT_GT(fits, 7300);
}

TEST(Cp932, reports_each_byte_it_cannot_read_with_its_place)
{
    struct Row {
        std::string bytes;
        std::string text;
        std::uint64_t offset;
        int size;
        Undecodable::Kind kind;
    };

    using Kind = Undecodable::Kind;
    const Row rows[] = {
        {"a\x80z",    "a\uFFFDz",   1, 1, Kind::NotCp932   },
        {"\xA0",      "\uFFFD",     0, 1, Kind::NotCp932   },
        {"ab\xFD",    "ab\uFFFD",   2, 1, Kind::NotCp932   },
        {"a\x81\x20", "a\uFFFD ",   1, 1, Kind::NotCp932   }, // the space is no second byte and stays
        {"a\x81\nb",  "a\uFFFD\nb", 1, 1, Kind::NotCp932   }, // nor is the line break eaten
        {"a\x85\x40", "a\uFFFD",    1, 2, Kind::NotCp932   }, // an empty row
        {"a\xF0\x40", "a\uFFFD",    1, 2, Kind::UserDefined},
        {"a\xF9\xFC", "a\uFFFD",    1, 2, Kind::UserDefined},
        {"a\x93",     "a\uFFFD",    1, 1, Kind::CutOff     },
    };
    for (const Row& row : rows) {
        const Decoded decoded = decode_cp932(row.bytes);
        EXPECT_EQ(decoded.text, row.text);
        ASSERT_EQ(decoded.problems.size(), 1U) << row.text;
        EXPECT_EQ(decoded.problems[0].offset, row.offset);
        EXPECT_EQ(decoded.problems[0].size, row.size);
        EXPECT_EQ(decoded.problems[0].kind, row.kind);
    }
    EXPECT_EQ(decode_cp932("\xFB\xFC\xEE\xE0\xFA\xB1\xED\x95\x87\x40\x81\x60").text, "髙髙﨑﨑①～");
}

TEST(Cp932, lists_what_does_not_fit)
{
    const Encoded fits = encode_cp932("髙﨑〜−①ｱ");
    EXPECT_TRUE(fits.misfits.empty());
    EXPECT_EQ(decode_cp932(fits.bytes).text, "髙﨑～－①ｱ");

    const Encoded encoded = encode_cp932("a𠮷辻\U000E0101é");
    ASSERT_EQ(encoded.misfits.size(), 3U);
    EXPECT_EQ(encoded.misfits[0].character, "𠮷");
    EXPECT_EQ(encoded.misfits[0].offset, 1U);
    EXPECT_FALSE(encoded.misfits[0].variation_lost);
    EXPECT_EQ(encoded.misfits[1].character, "辻\U000E0101");
    EXPECT_TRUE(encoded.misfits[1].variation_lost);
    EXPECT_EQ(encoded.misfits[2].character, "é");
    EXPECT_EQ(decode_cp932(encoded.bytes).text, "a〓辻〓");
}

RC_GTEST_PROP(Cp932, chunks_do_not_matter, (const std::string& bytes))
{
    const Decoded whole = decode_cp932(bytes);
    Cp932Decoder decoder;
    Decoded pieces;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t size = *rc::gen::inRange<std::size_t>(1, 4);
        decoder.feed(std::string_view(bytes).substr(at, size), pieces.text, pieces.problems);
        at += size;
    }
    decoder.finish(pieces.text, pieces.problems);
    RC_ASSERT(pieces.text == whole.text);
    RC_ASSERT(pieces.problems.size() == whole.problems.size());
    RC_ASSERT(is_valid_utf8(whole.text));
    if (whole.problems.empty()) RC_ASSERT(encode_cp932(whole.text).misfits.empty());
}

TEST(Encoding, is_sniffed_from_the_first_bytes)
{
    struct Row {
        std::string sample;
        Encoding encoding;
        std::size_t bom;
    };

    const Row rows[] = {
        {"",                 Encoding::Utf8,    0},
        {"a,b\r\n",          Encoding::Utf8,    0},
        {"\xEF\xBB\xBF\x61", Encoding::Utf8,    3},
        {"\xFF\xFE\x61",     Encoding::Utf16,   2},
        {"\xFE\xFF",         Encoding::Utf16,   2},
        {"渡辺",           Encoding::Utf8,    0},
        {"渡\xE8\xBE",      Encoding::Utf8,    0}, // cut off in the middle of 辺
        {"渡\xE8",          Encoding::Utf8,    0},
        {"\x93\x6E\x95\xD3", Encoding::Cp932,   0}, // 渡辺
        {"\x93\x6E\x95",     Encoding::Cp932,   0},
        {"\xF0\x40",         Encoding::Cp932,   0}, // 外字: CP932, with a problem to report
        {"\xB1\xB2",         Encoding::Cp932,   0}, // half-width katakana
        {"\x80\x80",         Encoding::Unknown, 0},
        {"\xFF\xFF",         Encoding::Unknown, 0},
    };
    for (const Row& row : rows) {
        const Sniffed sniffed = sniff_encoding(row.sample);
        EXPECT_EQ(sniffed.encoding, row.encoding) << row.sample;
        EXPECT_EQ(sniffed.bom_size, row.bom) << row.sample;
    }
}

}  // namespace
}  // namespace junkai
