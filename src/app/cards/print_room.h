// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/form.h"
#include "profile/profile.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// 様式の印刷: the forms of the rules in force, made ready when first asked for.
namespace junkai::app {

class PrintRoom {
public:
    /// Null when the profile has no such form. Throws ProfileError when its folder is broken.
    std::shared_ptr<const forms::Form> find(const profile::Profile& rules, std::string_view form);

    /// Names of the form folders of a profile, base's included.
    static std::vector<std::string> list(const profile::Profile& rules);

private:
    std::mutex mutex_;
    /// Shared by all forms; opened with the first of them.
    std::shared_ptr<forms::Fonts> fonts_;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<const forms::Form>> forms_;
};

}  // namespace junkai::app
