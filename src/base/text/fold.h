// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace junkai {

/// 検索キー. What two spellings of one name or address have in common: variation selectors gone, width and
/// case folded (NFKC_Casefold), old and new forms of kanji joined (邉・邊→辺, 髙→高), katakana as hiragana,
/// small kana large, ー and spaces gone, historical ゐゑをぢづ and ヴ folded, 々 spelled out. For keys only:
/// a name is stored as it was entered. Idempotent. Invalid UTF-8 folds as U+FFFD.
std::string fold_search_key(std::string_view text);

/// 読みの検索キー. The same without the joining of kanji: for readings.
std::string fold_kana_key(std::string_view text);

/// 電話番号. The digits only; +81 becomes the leading 0.
std::string phone_digits(std::string_view text);

/// The form that stands for this kanji and its variants, or itself.
char32_t fold_variant(char32_t kanji);

}  // namespace junkai
