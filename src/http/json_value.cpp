// SPDX-License-Identifier: Apache-2.0
#include "http/json_value.h"

#include "base/bytes.h"
#include "base/text/utf8.h"

// The parser is a template and stands here; the rest of Boost.JSON is compiled by the profile library.
#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace junkai::http {

JsonValue::~JsonValue()
{
    if (auto* text = std::get_if<std::string>(&data_)) wipe(*text);
}

const JsonValue* JsonValue::find(std::string_view name) const
{
    const Object* object = as<Object>();
    if (object == nullptr) return nullptr;
    for (const auto& [key, value] : *object)
        if (key == name) return &value;
    return nullptr;
}

/// Puts the parser's events together. A member function that returns false stops the parser; `what` says why.
class JsonBuilder {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    using ErrorCode = boost::system::error_code;
    using View = boost::json::string_view;

    explicit JsonBuilder(const JsonLimits& limits) : limits_(limits) {}

    ~JsonBuilder() { wipe(text_); }

    JsonValue take() { return std::move(root_); }

    std::string_view what = "";

    bool on_document_begin(ErrorCode&) { return true; }

    bool on_document_end(ErrorCode&) { return true; }

    bool on_object_begin(ErrorCode& failed) { return open(JsonValue::Object{}, failed); }

    bool on_object_end(std::size_t, ErrorCode& failed) { return close(failed); }

    bool on_array_begin(ErrorCode& failed) { return open(JsonValue::Array{}, failed); }

    bool on_array_end(std::size_t, ErrorCode&)
    {
        open_.pop_back();
        return true;
    }

    bool on_key_part(View part, std::size_t, ErrorCode&)
    {
        text_.append(part.data(), part.size());
        return true;
    }

    bool on_key(View part, std::size_t, ErrorCode&)
    {
        text_.append(part.data(), part.size());
        key_ = std::exchange(text_, {});
        return true;
    }

    bool on_string_part(View part, std::size_t, ErrorCode&)
    {
        text_.append(part.data(), part.size());
        return true;
    }

    bool on_string(View part, std::size_t, ErrorCode& failed)
    {
        text_.append(part.data(), part.size());
        std::string text = std::exchange(text_, {});
        // "\ud800" alone is well-formed JSON text and no character.
        if (!is_valid_utf8(text)) return stop("bad_utf8", failed);
        return put(std::move(text), failed);
    }

    bool on_number_part(View, ErrorCode&) { return true; }

    bool on_int64(std::int64_t value, View, ErrorCode& failed) { return put(value, failed); }

    bool on_uint64(std::uint64_t value, View, ErrorCode& failed)
    {
        return put(static_cast<double>(value), failed);
    }

    bool on_double(double value, View, ErrorCode& failed)
    {
        if (!std::isfinite(value)) return stop("number_out_of_range", failed);
        return put(value, failed);
    }

    bool on_bool(bool value, ErrorCode& failed) { return put(value, failed); }

    bool on_null(ErrorCode& failed) { return put(nullptr, failed); }

    bool on_comment_part(View, ErrorCode&) { return true; }

    bool on_comment(View, ErrorCode&) { return true; }

private:
    bool stop(std::string_view why, ErrorCode& failed)
    {
        what = why;
        failed = boost::json::error::syntax;
        return false;
    }

    JsonValue* place(JsonValue value, ErrorCode& failed)
    {
        if (++values_ > limits_.values) return stop("too_many_values", failed), nullptr;
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        if (auto* array = std::get_if<JsonValue::Array>(&open_.back()->data_)) {
            array->push_back(std::move(value));
            return &array->back();
        }
        auto& object = std::get<JsonValue::Object>(open_.back()->data_);
        object.emplace_back(std::move(key_), std::move(value));
        return &object.back().second;
    }

    template <class T>
    bool put(T value, ErrorCode& failed)
    {
        return place(JsonValue(JsonValue::Data(std::move(value))), failed) != nullptr;
    }

    template <class T>
    bool open(T value, ErrorCode& failed)
    {
        if (open_.size() >= limits_.depth) return stop("too_deep", failed);
        JsonValue* placed = place(JsonValue(JsonValue::Data(std::move(value))), failed);
        if (placed == nullptr) return false;
        // Stays valid while it is open: its parent grows only after it is closed.
        open_.push_back(placed);
        return true;
    }

    bool close(ErrorCode& failed)
    {
        const auto& object = std::get<JsonValue::Object>(open_.back()->data_);
        std::set<std::string_view> names;
        for (const auto& member : object)
            if (!names.insert(member.first).second) return stop("duplicate_name", failed);
        open_.pop_back();
        return true;
    }

    const JsonLimits& limits_;
    JsonValue root_;
    std::vector<JsonValue*> open_;
    std::string text_;
    std::string key_;
    std::size_t values_ = 0;
};

namespace {

Refusal unreadable(std::string_view what, std::size_t offset)
{
    return Refusal{
        "request.unreadable", "", {{"what", std::string(what)}, {"offset", std::to_string(offset)}}};
}

}  // namespace

Result<JsonValue> parse_json(std::string_view text, const JsonLimits& limits)
{
    if (text.size() > limits.bytes) return unreadable("too_large", limits.bytes);
    // Names too: the parser checks raw bytes, an escape can still make half a character.
    if (!is_valid_utf8(text)) return unreadable("bad_utf8", 0);
    boost::json::parse_options options;
    options.max_depth = limits.depth + 1;
    boost::json::basic_parser<JsonBuilder> parser(options, limits);
    boost::system::error_code failed;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), failed);
    if (failed) {
        const std::string_view why = parser.handler().what;
        return unreadable(why.empty() ? "syntax" : why, used);
    }
    if (!parser.done() || used < text.size()) return unreadable("syntax", used);
    return parser.handler().take();
}

}  // namespace junkai::http
