// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/query.h"

#include "base/text/check.h"
#include "base/text/fold.h"
#include "base/text/normalize.h"
#include "base/text/utf8.h"

#include <algorithm>

namespace junkai::storage::directory {

using domain::CardNo;

namespace {

constexpr std::size_t kMostWords = 5;
constexpr std::size_t kFewestDigits = 4;
/// One letter of an address would fit half of a town.
constexpr std::size_t kFewestAddressLetters = 2;

std::vector<std::string> split(std::string_view words)
{
    std::vector<std::string> out;
    std::string word;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t from = at;
        const char32_t letter = next_code_point(words, at);
        const bool is_space = letter == U' ' || letter == U'\u3000' || letter == U'\t';
        if (!is_space) word += words.substr(from, at - from);
        if ((is_space || at == words.size()) && !word.empty()) {
            out.push_back(word);
            word.clear();
        }
    }
    return out;
}

/// A telephone number as people type it; anything with a letter is none.
std::string dialled(std::string_view word)
{
    const std::string plain = nfkc_casefold(word);
    if (plain.find_first_not_of("0123456789+-()") != std::string::npos) return {};
    const std::string digits = phone_digits(word);
    return digits.size() < kFewestDigits ? std::string() : digits;
}

QueryWord read_word(const std::string& word)
{
    QueryWord out;
    out.typed = PersonalText(word);
    out.name_key = PersonalText(fold_search_key(word));
    if (is_kana(word)) out.reading_key = PersonalText(fold_kana_key(word));
    out.digits = PersonalText(dialled(word));
    out.card_no = CardNo::parse(nfkc_casefold(word));
    return out;
}

bool is_selector(char32_t letter)
{
    return (letter >= 0xFE00 && letter <= 0xFE0F) || (letter >= 0xE0100 && letter <= 0xE01EF);
}

/// The letters of a name with their variation selectors, without spaces.
std::vector<std::u32string> letters_of(std::string_view text)
{
    std::vector<std::u32string> out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = next_code_point(text, at);
        if (is_selector(letter) && !out.empty())
            out.back() += letter;
        else if (letter != U' ' && letter != U'\u3000')
            out.push_back(std::u32string(1, letter));
    }
    return out;
}

/// 「邉＝辺」 for each letter that is written otherwise in the card than in the word; empty when the word
/// stands there as it was typed, or cannot be laid beside the name letter by letter.
std::optional<std::string> variant_note(std::string_view written, std::string_view typed)
{
    const auto name = letters_of(written);
    const auto word = letters_of(typed);
    std::optional<std::string> best;
    for (std::size_t at = 0; at + word.size() <= name.size(); ++at) {
        std::string note;
        bool fits = true;
        for (std::size_t i = 0; i < word.size() && fits; ++i) {
            if (name[at + i] == word[i]) continue;
            // Width, case and the two kana are no variants worth a word.
            const bool is_glyph = is_kanji(name[at + i].front());
            const std::string there = to_utf8(name[at + i]);
            const std::string here = to_utf8(word[i]);
            fits = fold_search_key(there) == fold_search_key(here);
            if (!is_glyph) continue;
            if (!note.empty()) note += "、";
            note += there + "＝" + here;
        }
        if (fits && (!best || note.size() < best->size())) best = note;
    }
    return best;
}

/// As quick as it is common. A selector behind it would make the last letter another glyph.
bool stands_as_typed(std::string_view written, std::string_view typed)
{
    const std::size_t at = written.find(typed);
    if (at == std::string_view::npos) return false;
    std::size_t end = at + typed.size();
    return end == written.size() || !is_selector(next_code_point(written, end));
}

std::size_t count_letters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::optional<Reason> name_reason(const QueryWord& word, const cards::SearchCell& cell)
{
    for (const cards::NameKey& name : cell.names) {
        if (name.key.find(word.name_key.reveal()) == std::string_view::npos) continue;
        if (stands_as_typed(name.written, word.typed.reveal())) return Reason{Why::Name};
        const auto note = variant_note(name.written, word.typed.reveal());
        if (!note || note->empty()) return Reason{Why::Name};
        return Reason{Why::Variant, PersonalText(*note)};
    }
    return std::nullopt;
}

bool has_reading(const QueryWord& word, const cards::SearchCell& cell)
{
    const std::string& key = word.reading_key.reveal();
    if (key.empty()) return false;
    const bool must_begin = count_letters(key) < 3;
    return std::ranges::any_of(cell.readings, [&](std::string_view reading) {
        const auto at = reading.find(key);
        return at == 0 || (at != std::string_view::npos && !must_begin);
    });
}

bool has_phone(const QueryWord& word, const cards::SearchCell& cell)
{
    const std::string& digits = word.digits.reveal();
    return !digits.empty() && std::ranges::any_of(cell.phones, [&](std::string_view phone) {
        return phone.find(digits) != std::string_view::npos;
    });
}

bool has_address(const QueryWord& word, std::string_view folded_address)
{
    const std::string& key = word.name_key.reveal();
    return count_letters(key) >= kFewestAddressLetters && folded_address.find(key) != std::string_view::npos;
}

}  // namespace

Query read_query(std::string_view words)
{
    Query out;
    const auto parts = split(words);
    if (parts.empty() || parts.size() > kMostWords) return out;
    for (const std::string& part : parts) {
        QueryWord word = read_word(part);
        if (word.name_key.reveal().empty() && word.digits.reveal().empty()) return {};
        out.words.push_back(std::move(word));
    }
    return out;
}

const std::string& AddressKeys::of(const PlaceText& place)
{
    if (place.town != town_) {
        town_ = place.town;
        beginning_ = fold_search_key(town_);
    }
    if (place.building != building_) {
        building_ = place.building;
        ending_ = fold_search_key(building_);
    }
    key_ = place.address.starts_with(place.town) ? std::string() : beginning_;
    key_ += fold_search_key(place.address);
    if (!place.address.ends_with(place.room)) key_ += fold_search_key(place.room);
    key_ += ending_;
    return key_;
}

std::string address_key(const PlaceText& place)
{
    return AddressKeys().of(place);
}

std::vector<Reason>
reasons(const Query& query, const cards::SearchCell& cell, std::string_view folded_address)
{
    std::vector<Reason> out;
    const auto add = [&](Reason reason) {
        if (std::ranges::find(out, reason) == out.end()) out.push_back(std::move(reason));
    };
    for (const QueryWord& word : query.words) {
        const auto name = name_reason(word, cell);
        const bool number = word.card_no && word.card_no->serial() == cell.serial;
        const bool reading = has_reading(word, cell);
        const bool phone = has_phone(word, cell);
        const bool address = has_address(word, folded_address);
        if (!name && !number && !reading && !phone && !address) return {};
        if (name) add(*name);
        if (reading) add({Why::Kana});
        if (address) add({Why::Address});
        if (phone) add({Why::Phone});
        if (number) add({Why::CardNo});
    }
    return out;
}

}  // namespace junkai::storage::directory
