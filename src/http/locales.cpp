// SPDX-License-Identifier: Apache-2.0
#include "http/locales.h"

#include "base/errors.h"
#include "http/json_value.h"

#include <fstream>
#include <sstream>

namespace junkai::http {

Locales Locales::load(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw ProfileError("locales: cannot read " + file.string());
    const auto document = parse_json(text.str());
    if (!document) throw ProfileError("locales: " + file.string() + " is not JSON");
    const JsonValue* refusals = document->find("refusals");
    const auto* members = refusals != nullptr ? refusals->as<JsonValue::Object>() : nullptr;
    if (members == nullptr) throw ProfileError("locales: " + file.string() + " has no \"refusals\"");
    Locales locales;
    for (const auto& [code, value] : *members) {
        const std::string* sentence = value.as<std::string>();
        if (sentence == nullptr)
            throw ProfileError("locales: " + file.string() + ": " + code + " is not a text");
        locales.texts_.emplace(code, *sentence);
    }
    return locales;
}

std::string_view Locales::text(std::string_view code) const
{
    const auto found = texts_.find(code);
    return found != texts_.end() ? std::string_view(found->second) : code;
}

}  // namespace junkai::http
