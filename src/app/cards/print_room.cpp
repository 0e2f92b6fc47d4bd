// SPDX-License-Identifier: Apache-2.0
#include "app/cards/print_room.h"

#include "profile/form_layout.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace junkai::app {
namespace {

profile::FormTerms terms_of(const profile::Profile& rules)
{
    profile::FormTerms out;
    for (const profile::Term& term : rules.terms)
        out.emplace(term.key, term.term);
    // 1: the legal basis is printed on every page.
    out.emplace("legal_basis", rules.legal_basis);
    return out;
}

}  // namespace

std::shared_ptr<const forms::Form> PrintRoom::find(const profile::Profile& rules, std::string_view form)
{
    const std::lock_guard lock(mutex_);
    auto& ready = forms_[{rules.id, std::string(form)}];
    if (ready) return ready;
    const auto names = list(rules);
    if (std::ranges::find(names, form) == names.end()) return nullptr;
    if (!fonts_) fonts_ = std::make_shared<forms::Fonts>();
    ready = std::make_shared<forms::Form>(profile::load_form(rules.find_form(form), terms_of(rules)), fonts_);
    return ready;
}

std::vector<std::string> PrintRoom::list(const profile::Profile& rules)
{
    std::set<std::string> out;
    for (const auto& folder : rules.folders) {
        const auto forms = folder / "forms";
        if (!std::filesystem::is_directory(forms)) continue;
        for (const auto& entry : std::filesystem::directory_iterator(forms))
            if (entry.is_directory()) out.insert(entry.path().filename().string());
    }
    return {out.begin(), out.end()};
}

}  // namespace junkai::app
