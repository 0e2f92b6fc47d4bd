// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/text/utf8.h"
#include "storage/directory/query.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

/// 文字の対: the index of a page holds each key as pairs of letters, and a word is looked up by its own
/// pairs.
namespace junkai::storage::directory {

enum class KeyKind : std::uint8_t { Name = 1, Reading, Address, Phone, Serial, WholeReading };

/// How a word fits a key, the better first. A pair of letters carries it too: where in its key it stands, and
/// whether it is all of it.
enum class Fit : std::uint8_t { Whole, Begins, Inside };

inline constexpr Fit kFits[] = {Fit::Whole, Fit::Begins, Fit::Inside};

/// Kind and two letters. A letter alone is a pair with nothing; four digits of a telephone are two "letters".
using Gram = std::uint64_t;

inline constexpr unsigned kLetterBits = 21;
inline constexpr char32_t kNothing = 0;
/// Stands before the first letter of a reading.
inline constexpr char32_t kStart = 1;
/// Digits of a phone number that are indexed together; fewer find nothing.
inline constexpr std::size_t kPhoneDigits = 4;

inline Gram gram(KeyKind kind, char32_t first, char32_t second)
{
    const auto letters = (static_cast<Gram>(first) << kLetterBits) | second;
    return (static_cast<Gram>(kind) << (2 * kLetterBits)) | letters;
}

inline Gram serial_gram(std::uint32_t serial)
{
    return gram(KeyKind::Serial, serial >> kLetterBits, serial & ((1U << kLetterBits) - 1));
}

inline Gram phone_gram(std::string_view four)
{
    const auto two = [&](std::size_t at) {
        return static_cast<char32_t>((four[at] - '0') * 10 + (four[at + 1] - '0'));
    };
    return gram(KeyKind::Phone, two(0), two(2));
}

/// A whole reading as one "pair", so that those who are called just so are found before those whose names go
/// on.
inline Gram whole_reading_gram(std::string_view reading)
{
    constexpr Gram kLetters = (Gram{1} << (2 * kLetterBits)) - 1;
    Gram hash = 0xCBF2'9CE4'8422'2325;
    for (const char c : reading)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3;
    return (static_cast<Gram>(KeyKind::WholeReading) << (2 * kLetterBits)) | ((hash ^ hash >> 42) & kLetters);
}

inline bool is_digits(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Hands over all pairs under which a key is found, with where they stand.
template <class Take>
void each_gram(KeyKind kind, std::string_view key, Take take)
{
    const auto place = [](bool first, bool last) {
        return !first ? Fit::Inside : last ? Fit::Whole : Fit::Begins;
    };
    if (kind == KeyKind::Phone) {
        if (!is_digits(key)) return;
        for (std::size_t at = 0; at + kPhoneDigits <= key.size(); ++at)
            take(phone_gram(key.substr(at, kPhoneDigits)), place(at == 0, key.size() == kPhoneDigits));
        return;
    }
    char32_t before = kNothing;
    for (std::size_t at = 0, nth = 0; at < key.size(); ++nth) {
        const char32_t letter = next_code_point(key, at);
        const bool is_last = at == key.size();
        if (nth > 0) take(gram(kind, before, letter), place(nth == 1, is_last));
        if (kind == KeyKind::Name) take(gram(kind, letter, kNothing), place(nth == 0, is_last));
        if (kind == KeyKind::Reading && nth == 0) take(gram(kind, kStart, letter), place(true, is_last));
        before = letter;
    }
    if (kind == KeyKind::Reading && !key.empty()) take(whole_reading_gram(key), Fit::Whole);
}

/// One meaning of a word: letters that a key of that kind must contain.
struct Needle {
    KeyKind kind = KeyKind::Name;
    /// A view into the query.
    std::string_view text = {};
    /// The first one begins the word.
    std::vector<Gram> grams = {};
    /// The only pair is the whole word, so that the index alone can tell.
    bool is_pair = false;
    /// A reading of one or two kana must begin with them, or every short word would fit half of the beat.
    bool must_begin = false;
};

/// All meanings of a word, persons before addresses.
std::vector<Needle> needles_of(const QueryWord& word);

}  // namespace junkai::storage::directory
