// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/page.h"

#include "base/invariant.h"
#include "base/text/utf8.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace junkai::storage::directory {

namespace {

constexpr unsigned kKeyBits = 19;
constexpr unsigned kLetterBits = 21;
constexpr std::size_t kMostKeys = std::size_t{1} << kKeyBits;
/// Longer keys are cut: nobody types so much.
constexpr std::size_t kLongestKey = 1000;
constexpr std::size_t kLettersOfCard = 320;
constexpr std::size_t kGramsOfCard = 120;
/// Stands before the first letter of a reading.
constexpr char32_t kStart = 1;
constexpr char32_t kNothing = 0;
/// Digits of a phone number that are indexed together; fewer find nothing.
constexpr std::size_t kPhoneDigits = 4;

std::uint64_t gram(KeyKind kind, char32_t first, char32_t second)
{
    const auto letters = (static_cast<std::uint64_t>(first) << kLetterBits) | second;
    return ((static_cast<std::uint64_t>(kind) << (2 * kLetterBits)) | letters) << kKeyBits;
}

char32_t digits_at(std::string_view text, std::size_t at)
{
    return static_cast<char32_t>((text[at] - '0') * 10 + (text[at + 1] - '0'));
}

bool is_inside_letter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

bool is_digits(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::uint64_t> phone_grams(std::string_view text)
{
    std::vector<std::uint64_t> out;
    if (!is_digits(text)) return out;
    for (std::size_t at = 0; at + kPhoneDigits <= text.size(); ++at)
        out.push_back(gram(KeyKind::Phone, digits_at(text, at), digits_at(text, at + 2)));
    return out;
}

/// What the index holds of a key.
std::vector<std::uint64_t> key_grams(KeyKind kind, std::string_view text)
{
    if (kind == KeyKind::Phone) return phone_grams(text);
    std::vector<std::uint64_t> out;
    char32_t last = kind == KeyKind::Reading ? kStart : kNothing;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = next_code_point(text, at);
        if (last != kNothing) out.push_back(gram(kind, last, letter));
        if (kind == KeyKind::Name) out.push_back(gram(kind, letter, kNothing));
        last = letter;
    }
    return out;
}

/// What a word must have in common with a key.
std::vector<std::uint64_t> word_grams(KeyKind kind, std::string_view word)
{
    if (kind == KeyKind::Phone) return phone_grams(word);
    const std::u32string letters = to_utf32(word);
    std::vector<std::uint64_t> out;
    if (kind == KeyKind::Reading && letters.size() < 3) out.push_back(gram(kind, kStart, letters.front()));
    if (kind == KeyKind::Name && letters.size() == 1) out.push_back(gram(kind, letters.front(), kNothing));
    for (std::size_t i = 0; i + 1 < letters.size(); ++i)
        out.push_back(gram(kind, letters[i], letters[i + 1]));
    return out;
}

std::span<const std::uint64_t> words_of(const crypto::SecretBuffer& grams)
{
    // Pages of the system, so they are aligned.
    return {reinterpret_cast<const std::uint64_t*>(grams.view().data()),
            grams.size() / sizeof(std::uint64_t)};
}

std::span<const std::uint64_t> range_of(std::span<const std::uint64_t> grams, std::uint64_t wanted)
{
    const auto first = std::ranges::lower_bound(grams, wanted);
    const auto last = std::ranges::lower_bound(first, grams.end(), wanted + (std::uint64_t{1} << kKeyBits));
    return {first, last};
}

crypto::SecretBuffer locked(BytesView bytes)
{
    crypto::SecretBuffer out(bytes.size(), crypto::Lock::Preferred);
    std::ranges::copy(bytes, out.span().begin());
    return out;
}

}  // namespace

std::string_view Page::text(const Key& key) const
{
    return text_of(letters_.view().subspan(key.offset, key.size));
}

void Page::find(KeyKind kind, std::string_view word, std::vector<Match>& out) const
{
    if (word.empty() || grams_.size() == 0) return;
    const auto all = words_of(grams_);
    std::optional<std::span<const std::uint64_t>> fewest;
    for (const std::uint64_t one : word_grams(kind, word)) {
        const auto range = range_of(all, one);
        if (!fewest || range.size() < fewest->size()) fewest = range;
    }
    if (!fewest) return;
    const bool must_begin = kind == KeyKind::Reading && to_utf32(word).size() < 3;
    for (const std::uint64_t entry : *fewest) {
        const Key& key = keys_[entry & (kMostKeys - 1)];
        const std::string_view whole = text(key);
        const auto at = whole.find(word);
        if (at == std::string_view::npos || (must_begin && at != 0)) continue;
        const std::uint8_t rank = whole.size() == word.size() ? 0 : at == 0 ? 1 : 2;
        out.push_back({key.card, kind, rank});
    }
}

void Page::find_serial(std::uint32_t serial, std::vector<Match>& out) const
{
    for (std::uint32_t i = 0; i < cards_.size(); ++i)
        if (cards_[i].serial == serial) out.push_back({i, KeyKind::Name, 0});
}

PageBuilder::PageBuilder(std::size_t cards)
{
    // Enough for most beats, so that no half-built copy stays behind in freed memory.
    letters_.reserve(cards * kLettersOfCard);
    grams_.reserve(cards * kGramsOfCard);
}

PageBuilder::~PageBuilder()
{
    wipe(letters_);
    wipe(std::as_writable_bytes(std::span(grams_)));
}

void PageBuilder::add_card(const PageCard& card)
{
    page_.cards_.push_back(card);
}

void PageBuilder::add_key(KeyKind kind, std::string_view key)
{
    invariant(!page_.cards_.empty(), "a search key without its card");
    if (key.empty() || page_.keys_.size() == kMostKeys) return;
    if (key.size() > kLongestKey) {
        std::size_t end = kLongestKey;
        while (is_inside_letter(key[end]))
            --end;
        key = key.substr(0, end);
    }
    const auto number = page_.keys_.size();
    page_.keys_.push_back({static_cast<std::uint32_t>(letters_.size()),
                           static_cast<std::uint16_t>(key.size()),
                           kind,
                           static_cast<std::uint32_t>(page_.cards_.size() - 1)});
    letters_ += key;
    for (const std::uint64_t one : key_grams(kind, key))
        grams_.push_back(one | number);
}

Page PageBuilder::build()
{
    std::ranges::sort(grams_);
    grams_.erase(std::unique(grams_.begin(), grams_.end()), grams_.end());
    page_.letters_ = locked(bytes_of(letters_));
    page_.grams_ = locked(std::as_bytes(std::span(grams_)));
    return std::move(page_);
}

}  // namespace junkai::storage::directory
