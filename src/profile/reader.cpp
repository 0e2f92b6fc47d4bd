// SPDX-License-Identifier: Apache-2.0
#include "profile/reader.h"

#include "base/errors.h"

#include <algorithm>

namespace junkai::profile {

namespace {

/// RFC 6901: "~" and "/" inside of a key.
std::string escaped(std::string_view key)
{
    std::string out;
    for (const char c : key) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

void Reader::fail(const std::string& problem) const
{
    throw ProfileError(json_.file + ": " + (pointer_.empty() ? "/" : pointer_) + ": " + problem);
}

std::string Reader::text() const
{
    const auto* text = std::get_if<std::string>(&json_.value);
    if (!text) fail("a text is wanted");
    if (text->empty()) fail("the text is empty");
    return *text;
}

bool Reader::flag() const
{
    const bool* flag = std::get_if<bool>(&json_.value);
    if (!flag) fail("true or false is wanted");
    return *flag;
}

int Reader::integer(int least, int most) const
{
    const auto* number = std::get_if<std::int64_t>(&json_.value);
    if (!number || *number < least || *number > most) {
        fail("a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " is wanted");
    }
    return static_cast<int>(*number);
}

double Reader::number(double least, double most) const
{
    const auto* whole = std::get_if<std::int64_t>(&json_.value);
    const auto* real = std::get_if<double>(&json_.value);
    const double number = whole ? static_cast<double>(*whole) : real ? *real : least - 1;
    if (!(number >= least && number <= most)) {
        fail("a number from " + std::to_string(least) + " to " + std::to_string(most) + " is wanted");
    }
    return number;
}

Date Reader::date() const
{
    const auto date = parse_date(text());
    if (!date) fail("\"" + text() + "\" is not a day that exists, written 2021-04-01");
    return *date;
}

std::size_t Reader::word(const std::vector<std::string_view>& words) const
{
    const std::string mine = text();
    const auto found = std::find(words.begin(), words.end(), mine);
    if (found == words.end()) {
        std::string all;
        for (const auto& word : words)
            all.append(all.empty() ? "" : ", ").append(word);
        fail("\"" + mine + "\" is not one of " + all);
    }
    return static_cast<std::size_t>(found - words.begin());
}

const Json::List& Reader::elements() const
{
    const auto* list = std::get_if<Json::List>(&json_.value);
    if (!list) fail("a list is wanted");
    return *list;
}

ObjectReader::ObjectReader(const Reader& at) : at_(at)
{
    if (!std::holds_alternative<Json::Object>(at_.json().value)) at_.fail("an object is wanted");
}

Reader ObjectReader::operator[](std::string_view key)
{
    const auto member = find(key);
    if (!member) at_.fail("the key \"" + std::string(key) + "\" is missing");
    return *member;
}

std::optional<Reader> ObjectReader::find(std::string_view key)
{
    asked_.emplace(key);
    const Json* member = at_.json().find(key);
    if (!member) return std::nullopt;
    return Reader(*member, at_.pointer() + "/" + escaped(key));
}

std::vector<std::string> ObjectReader::keys() const
{
    std::vector<std::string> out;
    for (const auto& [key, value] : std::get<Json::Object>(at_.json().value))
        out.push_back(key);
    return out;
}

void ObjectReader::done() const
{
    for (const auto& [key, value] : std::get<Json::Object>(at_.json().value))
        if (!asked_.contains(key))
            Reader(value, at_.pointer() + "/" + escaped(key)).fail("the key is not known");
}

}  // namespace junkai::profile
