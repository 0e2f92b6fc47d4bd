// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/rules.h"

#include "base/result.h"
#include "base/time.h"
#include "base/wareki.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::profile {

/// 用語 (第2): a word of the prefecture's regulation, for the glossary and for the {words} of locales/.
struct Term {
    std::string key;
    std::string term;
    std::string reading;
    std::string meaning;
    std::string clause;  ///< Empty where the directive only uses the word.
};

/// 規定の版 (通達, clause 0). The content of a version that is not implemented is not known: it is for
/// display.
struct RuleSet {
    std::string id;  ///< Empty when not implemented.
    std::string title;
    Date in_force_from;
    bool implemented = false;
};

/// One dated directory of profiles/: what a prefecture decided, in force from a day until the next version.
struct Profile {
    std::string id;          ///< "saitama-2021"
    std::string prefecture;  ///< "埼玉県"
    bool fictional = false;
    std::string title;
    Date in_force_from;
    /// 第1: the line on every printed form and on the notice of purpose.
    std::string legal_basis;
    Rules rules;
    /// 元号: the built-in table, unless the profile brings its own ("eras"): a new era is data.
    EraTable eras = default_eras();
    std::vector<Term> terms;
    /// The folder itself and base below it, in the order in which forms/<form>/ is looked for.
    std::array<std::filesystem::path, 2> folders;

    const Term* find_term(std::string_view key) const;
    /// profiles/<this>/forms/<form>, else base's; empty path when neither has it.
    std::filesystem::path find_form(std::string_view form) const;
};

/// All versions of one prefecture. Immutable once loaded; may be read by many threads.
class Profiles {
public:
    /// Reads profiles/<prefecture>/*/ and profiles/base. ProfileError on the first thing that is wrong.
    static Profiles load(const std::filesystem::path& profiles, const std::string& prefecture);

    /// The version in force on that day; null before the first one that is implemented.
    const Profile* find_on(Date day) const;

    /// 通達, clause 0: an act is judged by the version in force on its date. Refused for a day whose version
    /// is known by name only. The profile lives as long as this object.
    Result<const Profile*> rules_on(Date day) const;

    /// Every version, the oldest first, those for display too.
    const std::vector<RuleSet>& rule_sets() const { return rule_sets_; }

    const std::vector<Profile>& versions() const { return versions_; }

private:
    std::vector<Profile> versions_;  // by day, the oldest first
    std::vector<RuleSet> rule_sets_;
};

/// The folders below profiles/ that can be loaded (base is none of them).
std::vector<std::string> list_prefectures(const std::filesystem::path& profiles);

}  // namespace junkai::profile
