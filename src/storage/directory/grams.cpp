// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/grams.h"

namespace junkai::storage::directory {

namespace {

/// One letter of an address would fit half of a town.
constexpr std::size_t kFewestAddressLetters = 2;
constexpr std::size_t kFewestLettersInside = 3;

Needle letters_needle(KeyKind kind, std::string_view word, const std::u32string& letters)
{
    Needle out{.kind = kind, .text = word};
    for (std::size_t i = 0; i + 1 < letters.size(); ++i)
        out.grams.push_back(gram(kind, letters[i], letters[i + 1]));
    if (letters.size() == 1)
        out.grams.push_back(kind == KeyKind::Reading ? gram(kind, kStart, letters.front())
                                                     : gram(kind, letters.front(), kNothing));
    out.is_pair = out.grams.size() == 1;
    out.must_begin = kind == KeyKind::Reading && letters.size() < kFewestLettersInside;
    return out;
}

Needle phone_needle(std::string_view digits)
{
    Needle out{.kind = KeyKind::Phone, .text = digits};
    for (std::size_t at = 0; at + kPhoneDigits <= digits.size(); ++at)
        out.grams.push_back(phone_gram(digits.substr(at, kPhoneDigits)));
    out.is_pair = out.grams.size() == 1;
    return out;
}

}  // namespace

std::vector<Needle> needles_of(const QueryWord& word)
{
    std::vector<Needle> out;
    const std::string& name = word.name_key.reveal();
    const std::string& reading = word.reading_key.reveal();
    const std::string& digits = word.digits.reveal();
    const std::u32string letters = to_utf32(name);
    if (word.card_no)
        out.push_back(
            {.kind = KeyKind::Serial, .grams = {serial_gram(word.card_no->serial())}, .is_pair = true});
    if (!letters.empty()) out.push_back(letters_needle(KeyKind::Name, name, letters));
    if (!reading.empty()) out.push_back(letters_needle(KeyKind::Reading, reading, to_utf32(reading)));
    if (digits.size() >= kPhoneDigits && is_digits(digits)) out.push_back(phone_needle(digits));
    if (letters.size() >= kFewestAddressLetters)
        out.push_back(letters_needle(KeyKind::Address, name, letters));
    return out;
}

}  // namespace junkai::storage::directory
