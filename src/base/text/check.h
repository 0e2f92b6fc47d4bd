// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace junkai {

enum class Lines { One, Many };

/// What is wrong with a text that someone typed or sent, as a code with a sentence in locales/; empty when it
/// is fit to be kept as it is. Nothing is ever corrected here: names are stored as entered.
///   text.invalid_utf8, text.too_long (in characters as a person counts them), text.control_character,
///   text.bidi_control (text that shows otherwise than it is), text.invisible_character, text.private_use
///   (外字: its shape is known to one machine only; write 〓 and describe it), text.not_a_character.
std::optional<Literal> check_text(std::string_view text, std::size_t max_graphemes, Lines lines = Lines::One);

/// As check_text(), and nothing but spaces is text.required.
std::optional<Literal>
check_required_text(std::string_view text, std::size_t max_graphemes, Lines lines = Lines::One);

/// Whether a reading is written in kana (with ー, ・ and spaces): what 読み fields take.
bool is_kana(std::string_view text);

}  // namespace junkai
