// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace junkai {

/// Unicode's NFKC_Casefold: width, compatibility forms and case folded, invisible characters and variation
/// selectors gone. For keys and for reading numbers, never for what is stored. Invalid UTF-8 becomes U+FFFD.
std::string nfkc_casefold(std::string_view text);

/// A Han ideograph (々 and 〇 are not).
bool is_kanji(char32_t c);

}  // namespace junkai
