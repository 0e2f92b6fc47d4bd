// SPDX-License-Identifier: Apache-2.0
#include "base/text/fold.h"

#include "base/text/normalize.h"
#include "base/text/utf8.h"

#include <algorithm>
#include <iterator>

namespace junkai {
namespace {

struct Variant {
    char32_t from;
    char32_t to;
};

constexpr Variant kVariants[] = {
#include "base/text/variant_table.inc"
};

enum class Kanji { AsWritten, Joined };

bool is_hiragana(char32_t c)
{
    return c >= 0x3041 && c <= 0x3096;
}

bool is_dash(char32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500;
}

/// Left out of a key: spaces and what stands between the parts of a name.
bool is_dropped(char32_t c)
{
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x3000 || c == 0x30FB || c == 0xB7 || c == 0x30A0 ||
           c == '=';
}

char32_t hiragana_of(char32_t c)
{
    if ((c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD || c == 0x30FE) return c - 0x60;
    // The sixteen small letters for Ainu.
    constexpr std::u32string_view kAinu = U"くしすとぬはひふへほむらりるれろ";
    if (c >= 0x31F0 && c <= 0x31FF) return kAinu[c - 0x31F0];
    return c;
}

/// Small kana large, and the letters that sound alike in today's spelling as one.
char32_t plain_kana(char32_t c)
{
    constexpr std::u32string_view kFrom = U"ぁぃぅぇぉっゃゅょゎゕゖゐゑをぢづゔ\u30F7\u30F8\u30F9\u30FA";
    constexpr std::u32string_view kTo = U"あいうえおつやゆよわかけいえおじずぶばびべぼ";
    static_assert(kFrom.size() == kTo.size());
    const std::size_t at = kFrom.find(c);
    return at == std::u32string_view::npos ? c : kTo[at];
}

/// ば び べ ぼ for the vowel that follows ヴ; 0 when none does.
char32_t syllable_of_vu(char32_t vowel)
{
    constexpr std::u32string_view kFrom = U"ぁぃぇぉあいえお";
    constexpr std::u32string_view kTo = U"ばびべぼばびべぼ";
    const std::size_t at = kFrom.find(vowel);
    return at == std::u32string_view::npos ? 0 : kTo[at];
}

/// The voiced letter of ゞ after this one.
char32_t voiced(char32_t c)
{
    constexpr std::u32string_view kCanBe = U"かきくけこさしすせそたちとはひふへほ";
    if (c == U'ち') return U'じ';
    if (c == U'つ') return U'ず';
    return kCanBe.find(c) == std::u32string_view::npos ? c : c + 1;
}

/// What a mark of repetition stands for after `last`, or 0 if the character is none.
char32_t repeated(char32_t mark, char32_t last)
{
    if (mark == 0x3005 || mark == 0x303B) return is_kanji(last) ? last : 0;
    if (mark == 0x309D && is_hiragana(last)) return last;
    if (mark == 0x309E && is_hiragana(last)) return voiced(last);
    return 0;
}

std::string fold_once(std::string_view text, Kanji kanji)
{
    const std::u32string in = to_utf32(nfkc_casefold(text));
    std::u32string out;
    out.reserve(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        char32_t c = hiragana_of(in[i]);
        if (is_dropped(c)) continue;
        const char32_t last = out.empty() ? 0 : out.back();
        if (c == 0x30FC) {
            // A long vowel is left out; the same stroke between digits is a hyphen that someone typed in kana
            // mode.
            if (is_hiragana(last)) continue;
            c = '-';
        }
        if (is_dash(c)) c = '-';
        if (const char32_t again = repeated(c, last)) c = again;
        if (c == U'ゔ' && i + 1 < in.size()) {
            if (const char32_t syllable = syllable_of_vu(hiragana_of(in[i + 1]))) {
                c = syllable;
                ++i;
            }
        }
        c = plain_kana(c);
        out += kanji == Kanji::Joined ? fold_variant(c) : c;
    }
    return to_utf8(out);
}

std::string fold(std::string_view text, Kanji kanji)
{
    // Leaving characters out can bring together what then composes anew (か, ー, a loose ゛): repeat until it
    // rests. Each further round makes the text shorter, so it does.
    std::string before = fold_once(text, kanji);
    if (before == text) return before;
    for (;;) {
        std::string after = fold_once(before, kanji);
        if (after == before) return after;
        before = std::move(after);
    }
}

}  // namespace

char32_t fold_variant(char32_t kanji)
{
    const auto* const found = std::lower_bound(std::begin(kVariants),
                                               std::end(kVariants),
                                               kanji,
                                               [](const Variant& row, char32_t c) { return row.from < c; });
    return found != std::end(kVariants) && found->from == kanji ? found->to : kanji;
}

std::string fold_search_key(std::string_view text)
{
    return fold(text, Kanji::Joined);
}

std::string fold_kana_key(std::string_view text)
{
    return fold(text, Kanji::AsWritten);
}

std::string phone_digits(std::string_view text)
{
    const std::string plain = nfkc_casefold(text);
    std::string digits;
    bool international = false;
    for (const char c : plain) {
        if (c == '+' && digits.empty()) international = true;
        if (c >= '0' && c <= '9') digits += c;
    }
    // +81 48 … and +81 (0)48 … are both 048 ….
    if (international && digits.starts_with("81")) {
        digits.erase(0, 2);
        if (!digits.starts_with('0')) digits.insert(0, 1, '0');
    }
    return digits;
}

}  // namespace junkai
