// SPDX-License-Identifier: Apache-2.0
#include "http/locales.h"

#include "base/errors.h"
#include "http/json_value.h"

#include <fstream>
#include <sstream>

namespace junkai::http {
namespace {

const JsonValue::Object* object_at(const JsonValue* value)
{
    return value != nullptr ? value->as<JsonValue::Object>() : nullptr;
}

std::string_view found_in(const std::map<std::string, std::string, std::less<>>& texts, std::string_view code)
{
    const auto found = texts.find(code);
    return found != texts.end() ? std::string_view(found->second) : code;
}

}  // namespace

Locales Locales::load(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw ProfileError("locales: cannot read " + file.string());
    const auto document = parse_json(text.str());
    if (!document) throw ProfileError("locales: " + file.string() + " is not JSON");
    const auto read = [&](const JsonValue::Object* members, std::string_view name, Texts& into) {
        if (members == nullptr)
            throw ProfileError("locales: " + file.string() + " has no \"" + std::string(name) + "\"");
        for (const auto& [code, value] : *members) {
            const std::string* sentence = value.as<std::string>();
            if (sentence == nullptr)
                throw ProfileError("locales: " + file.string() + ": " + code + " is not a text");
            into.emplace(code, *sentence);
        }
    };
    Locales locales;
    read(object_at(document->find("refusals")), "refusals", locales.texts_);
    const JsonValue* screens = document->find("ui");
    read(object_at(screens != nullptr ? screens->find("purpose") : nullptr), "purpose", locales.purposes_);
    return locales;
}

std::string_view Locales::text(std::string_view code) const
{
    return found_in(texts_, code);
}

std::string_view Locales::purpose(std::string_view code) const
{
    return found_in(purposes_, code);
}

}  // namespace junkai::http
