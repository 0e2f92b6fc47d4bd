// SPDX-License-Identifier: Apache-2.0
#include "domain/places/order.h"

#include "base/text/normalize.h"
#include "base/text/sort.h"
#include "base/text/utf8.h"

#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace junkai::domain::places {

namespace {

/// Sorts below everything natural_key() lets through, so that a shorter part comes first.
constexpr char kSeparator = '\x01';

constexpr std::u32string_view kDigitKanji = U"〇一二三四五六七八九";

std::optional<int> digit_of(char32_t c)
{
    const auto at = kDigitKanji.find(c);
    return at == std::u32string_view::npos ? std::nullopt : std::optional(static_cast<int>(at));
}

/// The digit of one character, `none` for no character at all, -1 for anything else.
int value_of(std::u32string_view text, int none)
{
    if (text.empty()) return none;
    return text.size() == 1 ? digit_of(text.front()).value_or(-1) : -1;
}

/// 「十二」 is 12, 「二十」 is 20; up to 99, as far as 丁目 go.
std::optional<int> number_of(std::u32string_view kanji)
{
    const auto ten = kanji.find(U'十');
    if (ten == std::u32string_view::npos) return kanji.size() == 1 ? digit_of(kanji.front()) : std::nullopt;
    const int tens = value_of(kanji.substr(0, ten), 1);
    const int ones = value_of(kanji.substr(ten + 1), 0);
    if (tens < 0 || ones < 0) return std::nullopt;
    return tens * 10 + ones;
}

/// 丁目 in kanji is a part of the name, but 二 stands behind 三 by its code; for sorting it becomes a number.
std::string with_counted_chome(std::string_view town)
{
    const std::u32string text = to_utf32(town);
    const auto chome = text.find(U"丁目");
    if (chome == std::u32string::npos) return std::string(town);
    std::size_t begin = chome;
    while (begin > 0 && (text[begin - 1] == U'十' || digit_of(text[begin - 1])))
        --begin;
    const auto number = number_of(std::u32string_view(text).substr(begin, chome - begin));
    if (!number) return std::string(town);
    const std::u32string_view view(text);
    return to_utf8(view.substr(0, begin)) + std::to_string(*number) + to_utf8(view.substr(chome));
}

/// Odd numbers first; what has no number counts as odd, since the order needs one answer.
char side_of(std::string_view number)
{
    const std::string plain = nfkc_casefold(number);
    const auto begin = plain.find_first_of("0123456789");
    if (begin == std::string::npos) return '1';
    const auto end = plain.find_first_not_of("0123456789", begin);
    const char last = end == std::string::npos ? plain.back() : plain[end - 1];
    return (last - '0') % 2 == 1 ? '1' : '2';
}

std::string key_of(const Address& address, WalkOrder order)
{
    std::string key = natural_key(with_counted_chome(address.town));
    key += kSeparator;
    key += natural_key(address.block);
    key += kSeparator;
    if (order == WalkOrder::OddThenEven) key += side_of(address.number);
    key += natural_key(address.number);
    key += kSeparator;
    key += natural_key(address.room);
    return key;
}

/// Walks over a line whose widths are folded.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    void skip_spaces()
    {
        while (take(" ")) {
        }
    }

    bool take(std::string_view word)
    {
        if (text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }

    bool take_hyphen()
    {
        // NFKC leaves these apart; people type all of them between numbers.
        for (const std::string_view hyphen : {"-", "‐", "‑", "–", "—", "−", "ー"})
            if (take(hyphen)) return true;
        return false;
    }

    /// Digits, with letters where rooms have them.
    std::string word(bool with_letters)
    {
        const std::size_t begin = at_;
        while (at_ < text_.size() && fits(text_[at_], with_letters))
            ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string_view rest() const { return text_.substr(at_); }

private:
    static bool fits(char c, bool with_letters)
    {
        return (c >= '0' && c <= '9') || (with_letters && c >= 'a' && c <= 'z');
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// 「…コーポ見本 203号室」: the last number of the line, when something stands before it.
std::string room_at_end(std::string_view rest)
{
    for (const std::string_view word : {"号室", "号"})
        if (rest.ends_with(word)) {
            rest.remove_suffix(word.size());
            break;
        }
    std::size_t begin = rest.size();
    while (begin > 0 && ((rest[begin - 1] >= '0' && rest[begin - 1] <= '9') ||
                         (rest[begin - 1] >= 'a' && rest[begin - 1] <= 'z')))
        --begin;
    const std::string_view room = rest.substr(begin);
    return room.find_first_of("0123456789") == std::string_view::npos ? std::string() : std::string(room);
}

void read_tail(Scanner& scan, Address& out)
{
    scan.skip_spaces();
    out.block = scan.word(false);
    if (out.block.empty()) return;
    if (scan.take("番地")) {
        out.kind = AddressKind::LotNumber;
        if (scan.take("の") || scan.take("ノ") || scan.take_hyphen())
            out.number = scan.word(false);
        else if (scan.rest().empty() || scan.rest().front() != ' ')
            out.number = scan.word(false);
    } else if (scan.take("番")) {
        out.number = scan.word(false);
        if (!out.number.empty() && scan.take_hyphen()) out.room = scan.word(true);
        // Without 号 「6番」 may be either system.
        if (scan.take("号")) out.kind = AddressKind::ResidenceIndication;
    } else if (scan.take_hyphen()) {
        out.number = scan.word(false);
        if (!out.number.empty() && scan.take_hyphen()) out.room = scan.word(true);
    }
    if (out.room.empty()) out.room = room_at_end(scan.rest());
}

}  // namespace

std::string walk_key(const Address& address, WalkOrder order)
{
    return key_of(address, order);
}

std::string address_key(const Address& address)
{
    return key_of(address, WalkOrder::Straight);
}

Address read_address(std::string_view written, std::string_view town)
{
    Address out{.written = std::string(written), .town = std::string(town)};
    const std::string line = nfkc_casefold(written);
    const std::string folded_town = nfkc_casefold(town);
    const auto at = line.find(folded_town);
    // A line that does not name its town is given to us behind it ("6番4号" in a list of one town).
    const std::string_view tail = at == std::string::npos
                                      ? std::string_view(line)
                                      : std::string_view(line).substr(at + folded_town.size());
    Scanner scan(tail);
    read_tail(scan, out);
    return out;
}

}  // namespace junkai::domain::places
