// SPDX-License-Identifier: Apache-2.0
#include "forms/words.h"

#include "base/invariant.h"

namespace junkai::forms {

std::string expand(std::string_view text, const Words& words)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = text.find('}', open);
        invariant(close != std::string_view::npos, "a printed text has an open brace without its end");
        const auto word = words.find(text.substr(open + 1, close - open - 1));
        invariant(word != words.end(), "a printed text names a word that no print has");
        out += word->second;
        text.remove_prefix(close + 1);
    }
    return out;
}

}  // namespace junkai::forms
