// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace junkai {

/// Writes JSON into a string, in order, without building a tree. Texts must be valid UTF-8 (they were checked
/// when they came in); what JSON must escape is escaped. Calls that do not make JSON (a value where a key is
/// due, an object left open, a number that is not finite, text that is not UTF-8) are our bug.
class JsonWriter {
public:
    /// The text may hold personal data: whoever sends it wipes it (http::Response does).
    std::string take();

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);

    JsonWriter& value(const char* text) { return value(std::string_view(text)); }

    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }

    JsonWriter& value(std::int64_t number);
    JsonWriter& value(std::uint64_t number);

    JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }

    JsonWriter& value(bool flag);

    /// The shortest digits that read back as the same number.
    JsonWriter& value(double number);

    JsonWriter& value(Instant at) { return value(format_instant(at)); }

    JsonWriter& value(Date date) { return value(format_date(date)); }

    JsonWriter& null();

    /// JSON that was written before: a kept answer, a part made elsewhere.
    JsonWriter& raw(std::string_view json);

    /// A member: `field("name", value)`.
    template <class T>
    JsonWriter& field(std::string_view name, const T& what)
    {
        return key(name).value(what);
    }

    /// A member that is left out when there is nothing.
    template <class T>
    JsonWriter& field(std::string_view name, const std::optional<T>& what)
    {
        return what ? key(name).value(*what) : *this;
    }

private:
    void before_value();

    std::string out_;
    std::string open_;  // '{' and '[' still open, innermost last
    bool first_ = true;
    bool after_key_ = false;
};

}  // namespace junkai
