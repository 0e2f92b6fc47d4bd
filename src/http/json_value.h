// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace junkai::http {

/// A parsed JSON document, light enough for every handler to include. Text is overwritten when it dies.
class JsonValue {
public:
    using Array = std::vector<JsonValue>;
    using Object = std::vector<std::pair<std::string, JsonValue>>;
    using Data = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object>;

    JsonValue() = default;

    explicit JsonValue(Data data) : data_(std::move(data)) {}

    JsonValue(JsonValue&& other) noexcept = default;
    JsonValue& operator=(JsonValue&& other) noexcept = default;
    JsonValue(const JsonValue&) = delete;
    JsonValue& operator=(const JsonValue&) = delete;
    ~JsonValue();

    bool is_null() const { return std::holds_alternative<std::nullptr_t>(data_); }

    /// Null when the value is of another kind. A whole number that fits is an integer and not a double.
    template <class T>
    const T* as() const
    {
        return std::get_if<T>(&data_);
    }

    /// The member of an object, or null when there is none (or this is no object).
    const JsonValue* find(std::string_view name) const;

private:
    friend class JsonBuilder;
    Data data_ = nullptr;
};

struct JsonLimits {
    std::size_t bytes = 4 * 1024 * 1024;
    std::size_t depth = 16;
    /// Values of all kinds together.
    std::size_t values = 200'000;
};

/// Strict RFC 8259: one document, UTF-8, no comments, no duplicate names, no number beyond a double. Refused
/// as "request.unreadable" (400) with the facts "what" and "offset".
Result<JsonValue> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace junkai::http
