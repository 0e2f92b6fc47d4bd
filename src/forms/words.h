// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace junkai::forms {

using Words = std::map<std::string, std::string, std::less<>>;

/// Puts the words of a print ({print.serial}, {form.basis}, {row}) into a text. The parser let no other name
/// through.
std::string expand(std::string_view text, const Words& words);

}  // namespace junkai::forms
