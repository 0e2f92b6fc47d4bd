// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace junkai::http {

/// The sentences of one language for refusal and field codes, read once at start from
/// locales/<language>.json.
class Locales {
public:
    Locales() = default;

    /// Throws ProfileError when the file is missing or is no such document.
    static Locales load(const std::filesystem::path& file);

    /// The sentence, or the code itself: a missing text must not hide a refusal (a test looks for missing
    /// texts).
    std::string_view text(std::string_view code) const;

    /// 利用目的 as people read it ("purpose" of the screens' texts), for prints; the code when there is none.
    std::string_view purpose(std::string_view code) const;

    bool has(std::string_view code) const { return texts_.contains(code); }

private:
    using Texts = std::map<std::string, std::string, std::less<>>;

    Texts texts_;
    Texts purposes_;
};

}  // namespace junkai::http
