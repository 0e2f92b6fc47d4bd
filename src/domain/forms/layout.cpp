// SPDX-License-Identifier: Apache-2.0
#include "domain/forms/layout.h"

#include <algorithm>

namespace junkai::domain::forms {

const FieldDef* find_field(const std::vector<FieldDef>& fields, std::string_view name)
{
    const auto found = std::ranges::find(fields, name, &FieldDef::name);
    return found == fields.end() ? nullptr : &*found;
}

}  // namespace junkai::domain::forms
