// SPDX-License-Identifier: Apache-2.0
#include "profile/form_reader.h"

#include "base/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace junkai::profile {

namespace {

std::string escape_pointer(std::string_view key)
{
    std::string out;
    for (const char c : key) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

template <class T>
const T& as(const FormNode& node, const Json& json, const char* wanted)
{
    const T* value = std::get_if<T>(&json.value);
    if (value == nullptr) node.fail(wanted);
    return *value;
}

constexpr const char* kObjectWanted = "an object is wanted";

}  // namespace

void FormNode::fail(const std::string& why) const
{
    throw ProfileError(fmt::format("{}: {}: {}", value_->file, pointer_.empty() ? "/" : pointer_, why));
}

void FormNode::allow(std::initializer_list<std::string_view> keys) const
{
    for (const auto& [key, value] : as<Json::Object>(*this, *value_, kObjectWanted))
        if (std::ranges::find(keys, key) == keys.end()) get(key).fail("unknown key");
}

bool FormNode::has(std::string_view key) const
{
    return value_->find(key) != nullptr;
}

FormNode FormNode::get(std::string_view key) const
{
    const auto found = find(key);
    if (!found) fail(fmt::format("\"{}\" is missing", key));
    return *found;
}

std::optional<FormNode> FormNode::find(std::string_view key) const
{
    as<Json::Object>(*this, *value_, kObjectWanted);
    const Json* found = value_->find(key);
    if (found == nullptr) return std::nullopt;
    return FormNode(*found, pointer_ + "/" + escape_pointer(key));
}

std::vector<std::pair<std::string, FormNode>> FormNode::members(std::size_t most) const
{
    const auto& object = as<Json::Object>(*this, *value_, kObjectWanted);
    if (object.size() > most) fail(fmt::format("more than {} members", most));
    std::vector<std::pair<std::string, FormNode>> members;
    for (const auto& [key, value] : object)
        members.emplace_back(key, FormNode(value, pointer_ + "/" + escape_pointer(key)));
    return members;
}

std::vector<FormNode> FormNode::list(std::size_t least, std::size_t most) const
{
    const auto& list = as<Json::List>(*this, *value_, "a list is wanted");
    if (list.size() < least || list.size() > most)
        fail(fmt::format("{} to {} entries are wanted", least, most));
    std::vector<FormNode> nodes;
    for (std::size_t i = 0; i < list.size(); ++i)
        nodes.emplace_back(list[i], fmt::format("{}/{}", pointer_, i));
    return nodes;
}

std::string FormNode::text(std::size_t most_bytes) const
{
    const auto& text = as<std::string>(*this, *value_, "a text is wanted");
    if (text.size() > most_bytes) fail(fmt::format("longer than {} bytes", most_bytes));
    for (const char c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F) fail("a control character");
    return text;
}

double FormNode::number(double least, double most) const
{
    const auto* whole = std::get_if<std::int64_t>(&value_->value);
    const double number =
        whole != nullptr ? static_cast<double>(*whole) : as<double>(*this, *value_, "a number is wanted");
    if (!std::isfinite(number) || number < least || number > most)
        fail(fmt::format("not between {} and {}", least, most));
    return number;
}

int FormNode::integer(int least, int most) const
{
    const std::int64_t number = as<std::int64_t>(*this, *value_, "a whole number is wanted");
    if (number < least || number > most) fail(fmt::format("not between {} and {}", least, most));
    return static_cast<int>(number);
}

bool FormNode::flag() const
{
    return as<bool>(*this, *value_, "true or false is wanted");
}

}  // namespace junkai::profile
