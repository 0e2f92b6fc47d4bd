// SPDX-License-Identifier: Apache-2.0
#include "base/address.h"

#include "base/text/normalize.h"
#include "base/text/numeral.h"
#include "base/text/sort.h"
#include "base/text/utf8.h"

#include <array>

namespace junkai {
namespace {

bool is_digit(char32_t c)
{
    return c >= '0' && c <= '9';
}

bool is_hyphen(char32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC || c == 0xFF70 ||
           c == 0x2500;
}

/// の between two numbers of a lot: 「123番地の4」.
bool is_no(char32_t c)
{
    return c == U'の' || c == U'ノ' || c == U'之';
}

/// Branch marks that stand alone behind or before a lot's number: イロハ, 甲乙丙, A.
bool is_branch_letter(char32_t c)
{
    constexpr std::u32string_view kMarks = U"イロハニホヘトチリヌルヲワカヨ甲乙丙丁戊己庚辛壬癸";
    return kMarks.find(c) != std::u32string_view::npos || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Reads over a text whose characters are half-width; offsets are those of the code points as written.
class Reader {
public:
    explicit Reader(std::u32string_view text) : text_(text) {}

    std::size_t at() const { return at_; }

    char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : 0; }

    void skip(std::size_t count = 1) { at_ += count; }

    bool take(std::u32string_view word)
    {
        if (text_.substr(at_).starts_with(word)) {
            at_ += word.size();
            return true;
        }
        return false;
    }

    /// ASCII digits or kanji numerals, as ASCII digits without leading zeros; empty (and nothing read)
    /// otherwise.
    std::string number()
    {
        std::size_t end = at_;
        const bool kanji = is_kanji_numeral(peek());
        while (end < text_.size() && (kanji ? is_kanji_numeral(text_[end]) : is_digit(text_[end])))
            ++end;
        const auto value = parse_numeral(to_utf8(text_.substr(at_, end - at_)));
        if (end == at_ || !value) return {};
        at_ = end;
        return std::to_string(*value);
    }

private:
    std::u32string_view text_;
    std::size_t at_ = 0;
};

std::u32string half_width_text(std::string_view text)
{
    std::u32string out = to_utf32(text);
    for (char32_t& c : out)
        c = half_width(c);
    return out;
}

/// Bytes of the first so many code points.
std::size_t byte_offset(std::string_view text, std::size_t code_points)
{
    std::size_t at = 0;
    while (code_points-- > 0 && at < text.size())
        next_code_point(text, at);
    return at;
}

void skip_spaces(Reader& in)
{
    while (in.peek() == ' ')
        in.skip();
}

/// Whether the separator before the next number is here, and takes it.
bool take_separator(Reader& in)
{
    const bool number_follows =
        is_digit(in.peek(1)) || is_kanji_numeral(in.peek(1)) || is_branch_letter(in.peek(1));
    if ((is_hyphen(in.peek()) || is_no(in.peek())) && number_follows) {
        in.skip();
        return true;
    }
    return false;
}

/// 「イ」 of 123番地イ: one mark, unless a word begins with it (イオンビル, A棟).
std::string take_branch_letter(Reader& in)
{
    if (!is_branch_letter(in.peek())) return {};
    const char32_t next = in.peek(1);
    if (next != 0 && next != ' ' && next != U'号' && next != U'番' && !is_digit(next) && !is_hyphen(next))
        return {};
    const char32_t mark = in.peek();
    in.skip();
    return to_utf8({&mark, 1});
}

/// Which of the words were read that tell the two systems apart.
struct Words {
    bool lot = false;
    bool house = false;
};

/// 号室, 号棟, 番館, 番街: a room, a building, an arcade and no number of a house.
bool names_building(char32_t c)
{
    return c == U'室' || c == U'棟' || c == U'館' || c == U'街' || c == U'町';
}

/// 番地, 番, 号 behind a number. 番 is read over: both systems use it.
void take_counter(Reader& in, Words& words)
{
    if (in.take(U"番地"))
        words.lot = true;
    else if (in.peek() == U'番' && !names_building(in.peek(1)))
        in.skip();
    else if (in.peek() == U'号' && !names_building(in.peek(1)))
        words.house = in.take(U"号");
}

NumberSystem system_of(const Words& words)
{
    if (words.lot) return NumberSystem::LotNumber;
    // 「123番5」 without 号 is how a register of land writes a lot: only 号 tells.
    return words.house ? NumberSystem::ResidenceIndication : NumberSystem::Unstated;
}

}  // namespace

HouseNumber parse_house_number(std::string_view text)
{
    const std::u32string plain = half_width_text(text);
    Reader in(plain);
    HouseNumber out;
    out.written = std::string(text);
    skip_spaces(in);
    if (in.take(U"無番地") || in.take(U"番外地")) {
        out.system = NumberSystem::LotNumber;
        out.numberless = true;
    } else {
        Words words;
        if (const std::string mark = take_branch_letter(in); !mark.empty()) {
            // 甲12番地: a mark counts only in front of a number.
            if (is_digit(in.peek()) || is_hyphen(in.peek()))
                out.parts.push_back(mark);
            else
                in = Reader(plain);
            if (is_hyphen(in.peek())) in.skip();
        }
        for (;;) {
            const std::string number = in.number();
            if (number.empty()) {
                const std::string mark = out.parts.empty() ? std::string() : take_branch_letter(in);
                if (mark.empty()) break;
                out.parts.push_back(mark);
            } else {
                out.parts.push_back(number);
            }
            take_counter(in, words);
            const bool more = take_separator(in) || is_digit(in.peek()) || is_kanji_numeral(in.peek()) ||
                              (words.lot && is_branch_letter(in.peek()));
            if (!more || words.house) break;
        }
        out.system = system_of(words);
        out.vicinity = !out.parts.empty() && in.take(U"先");
    }
    // Only the number is read: what stands behind it stays as it was written.
    if (out.parts.empty() && !out.numberless) in = Reader(plain);
    skip_spaces(in);
    out.rest = std::string(text.substr(byte_offset(text, in.at())));
    return out;
}

std::string HouseNumber::sort_key() const
{
    // A part ends with U+0001, which no key holds, so that 3 stands before 3-1 and 3-1 before 30.
    std::string key(parts.empty() ? "\x7F" : "");
    for (const std::string& part : parts)
        key += natural_key(part) + '\x01';
    key += natural_key(rest);
    return key;
}

std::size_t find_house_number(std::string_view line)
{
    const std::u32string plain = half_width_text(line);
    std::size_t start = 0;
    // Behind the last 丁目, the town's name is over.
    if (const std::size_t chome = plain.rfind(U"丁目"); chome != std::u32string::npos) start = chome + 2;
    for (std::size_t at = start; at < plain.size(); ++at) {
        const std::u32string_view here = std::u32string_view(plain).substr(at);
        if (here.starts_with(U"無番地") || here.starts_with(U"番外地")) return byte_offset(line, at);
        if (is_digit(here[0])) {
            // Digits before 丁目 would be the town's; there is none behind here.
            return byte_offset(line, at);
        }
        if (is_kanji_numeral(here[0])) {
            std::size_t end = 0;
            while (end < here.size() && is_kanji_numeral(here[end]))
                ++end;
            if (here.substr(end).starts_with(U"番")) return byte_offset(line, at);
            at += end - 1;
        }
    }
    return line.size();
}

std::string address_sort_key(std::string_view line)
{
    constexpr std::array<std::u32string_view, 7> kCounters{
        U"丁目", U"番", U"号", U"条", U"線", U"区", U"地割"};
    const std::u32string plain = half_width_text(line);
    std::string out;
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t end = at;
        while (end < plain.size() && is_kanji_numeral(plain[end]))
            ++end;
        const std::u32string_view after = std::u32string_view(plain).substr(end);
        bool counts = false;
        for (const std::u32string_view counter : kCounters)
            counts = counts || after.starts_with(counter);
        const auto value = end > at && counts
                               ? parse_numeral(to_utf8(std::u32string_view(plain).substr(at, end - at)))
                               : std::nullopt;
        if (value) {
            out += std::to_string(*value);
            at = end;
        } else {
            // The whole run is a name: 三 of 三郷 must not be tried again from its middle.
            const std::size_t stop = end > at ? end : at + 1;
            for (; at < stop; ++at)
                append_utf8(out,
                            is_hyphen(plain[at]) && at > 0 && is_digit(plain[at - 1]) ? U'-' : plain[at]);
        }
    }
    return natural_key(out);
}

}  // namespace junkai
