// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/json.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::profile {

/// A place in a JSON file of a form folder. Every read that does not find what it wants is a ProfileError
/// that names the file and the pointer.
class FormNode {
public:
    explicit FormNode(const Json& value, std::string pointer = "")
        : value_(&value), pointer_(std::move(pointer))
    {
    }

    [[noreturn]] void fail(const std::string& why) const;

    /// An object with these keys and no other.
    void allow(std::initializer_list<std::string_view> keys) const;

    bool is_object() const { return std::holds_alternative<Json::Object>(value_->value); }

    bool is_array() const { return std::holds_alternative<Json::List>(value_->value); }

    bool has(std::string_view key) const;
    FormNode get(std::string_view key) const;
    std::optional<FormNode> find(std::string_view key) const;
    std::vector<std::pair<std::string, FormNode>> members(std::size_t most) const;
    std::vector<FormNode> list(std::size_t least, std::size_t most) const;

    std::string text(std::size_t most_bytes) const;
    double number(double least, double most) const;
    int integer(int least, int most) const;
    bool flag() const;

private:
    const Json* value_;
    std::string pointer_;
};

}  // namespace junkai::profile
