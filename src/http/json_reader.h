// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "base/personal.h"
#include "base/result.h"
#include "base/text/check.h"
#include "base/time.h"
#include "domain/codes.h"
#include "http/json_value.h"
#include "http/message.h"

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace junkai::http {

/// All that is wrong with a body, so that a form can mark each of its fields at once.
class Problems {
public:
    /// More than this many help nobody; the rest is dropped.
    static constexpr std::size_t kMost = 100;

    void add(std::string pointer, Literal code);

    bool empty() const { return fields_.empty(); }

    const std::vector<FieldProblem>& fields() const { return fields_; }

    /// "request.fields" (422).
    Refusal refusal() const { return Refusal{"request.fields", "", {}, fields_}; }

private:
    std::vector<FieldProblem> fields_;
};

/// A word of the wire and the value it stands for.
template <class E>
struct Word {
    std::string_view word;
    E value;
};

/// Maps the members of one object to values. A wrong or missing member adds a problem and gives a value of no
/// meaning: read everything, then ask the problems. Every member must have been asked for when finish() is
/// called.
///
/// The `optional_` readers take an absent member and null for "nothing". Texts are judged by
/// base/text/check.h, whose codes ("text.too_long", "text.control_character", …) the problems carry, and
/// never changed.
class ObjectReader {
public:
    ObjectReader(const JsonValue& value, Problems& problems, std::string pointer = "");

    std::string required_text(std::string_view name, std::size_t max, Lines lines = Lines::One);
    std::optional<std::string>
    optional_text(std::string_view name, std::size_t max, Lines lines = Lines::One);
    PersonalText required_personal(std::string_view name, std::size_t max, Lines lines = Lines::One);
    std::optional<PersonalText>
    optional_personal(std::string_view name, std::size_t max, Lines lines = Lines::One);

    std::int64_t required_int(std::string_view name, std::int64_t min, std::int64_t max);
    std::optional<std::int64_t> optional_int(std::string_view name, std::int64_t min, std::int64_t max);
    double required_number(std::string_view name, double min, double max);
    bool required_bool(std::string_view name);
    std::optional<bool> optional_bool(std::string_view name);
    Date required_date(std::string_view name);
    std::optional<Date> optional_date(std::string_view name);
    Instant required_instant(std::string_view name);
    std::optional<Instant> optional_instant(std::string_view name);

    template <class IdType>
    IdType required_id(std::string_view name)
    {
        const auto id = optional_id<IdType>(name);
        if (!id) missing(name);
        return id ? *id : IdType(Uuid{});
    }

    template <class IdType>
    std::optional<IdType> optional_id(std::string_view name)
    {
        const auto uuid = read_uuid(name);
        return uuid ? std::optional<IdType>(IdType(*uuid)) : std::nullopt;
    }

    /// An enum of the domain, by its own table of codes.
    template <domain::Coded E>
    E required_enum(std::string_view name)
    {
        const auto value = optional_enum<E>(name);
        if (!value) missing(name);
        return value ? *value : domain::Codes<E>::rows[0].value;
    }

    template <domain::Coded E>
    std::optional<E> optional_enum(std::string_view name)
    {
        const std::string* text = read_string(name);
        if (text == nullptr) return std::nullopt;
        const auto value = domain::from_code<E>(*text);
        if (!value) add(name, "field.not_in_list");
        return value;
    }

    /// A list of words that only the wire knows: `words` is a table such as `constexpr Word<VisitOutcome>
    /// kOutcomes[] = {{"MET", VisitOutcome::Met}, …}`.
    template <class E, std::size_t N>
    E required_enum(std::string_view name, const Word<E> (&words)[N])
    {
        const auto value = optional_enum(name, words);
        if (!value) missing(name);
        return value ? *value : words[0].value;
    }

    template <class E, std::size_t N>
    std::optional<E> optional_enum(std::string_view name, const Word<E> (&words)[N])
    {
        const std::string* text = read_string(name);
        if (text == nullptr) return std::nullopt;
        for (const Word<E>& entry : words)
            if (entry.word == *text) return entry.value;
        add(name, "field.not_in_list");
        return std::nullopt;
    }

    /// A list of objects: `each(ObjectReader&)` gives an element's value and is finished for you.
    template <class F>
    auto required_array(std::string_view name, std::size_t max, F&& each)
    {
        auto values = optional_array(name, max, std::forward<F>(each));
        if (!values) missing(name);
        return values ? std::move(*values) : typename decltype(values)::value_type{};
    }

    template <class F>
    auto optional_array(std::string_view name, std::size_t max, F&& each)
    {
        using Item = std::invoke_result_t<F&, ObjectReader&>;
        std::optional<std::vector<Item>> items;
        const JsonValue::Array* array = read_array(name, max);
        if (array == nullptr) return items;
        items.emplace();
        for (std::size_t i = 0; i < array->size(); ++i) {
            ObjectReader reader((*array)[i], problems_, pointer_of(name) + "/" + std::to_string(i));
            items->push_back(each(reader));
            reader.finish();
        }
        return items;
    }

    std::vector<std::string> required_texts(std::string_view name, std::size_t max, std::size_t max_length);
    std::vector<std::int64_t>
    required_ints(std::string_view name, std::size_t max_count, std::int64_t min, std::int64_t max);

    template <class IdType>
    std::vector<IdType> required_ids(std::string_view name, std::size_t max)
    {
        std::vector<IdType> ids;
        const JsonValue::Array* array = read_array(name, max);
        if (array == nullptr) missing(name);
        for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
            const std::string* text = (*array)[i].template as<std::string>();
            const auto id = text != nullptr ? IdType::parse(*text) : std::nullopt;
            if (id) ids.push_back(*id);
            if (!id) problems_.add(pointer_of(name) + "/" + std::to_string(i), "field.not_an_id");
        }
        return ids;
    }

    template <class F>
    auto required_object(std::string_view name, F&& read) -> std::invoke_result_t<F&, ObjectReader&>
    {
        auto value = optional_object(name, read);
        if (value) return std::move(*value);
        missing(name);
        // What an empty object would give, without its problems: the value is never used.
        static const JsonValue nothing{JsonValue::Data(JsonValue::Object{})};
        Problems ignored;
        ObjectReader reader(nothing, ignored, "");
        return read(reader);
    }

    template <class F>
    auto optional_object(std::string_view name, F&& read)
    {
        std::optional<std::invoke_result_t<F&, ObjectReader&>> value;
        const JsonValue* member = take(name);
        if (member == nullptr || member->is_null()) return value;
        ObjectReader reader(*member, problems_, pointer_of(name));
        value.emplace(read(reader));
        reader.finish();
        return value;
    }

    bool has(std::string_view name) const;

    /// For rules between fields: a problem of the reader's own object.
    void add(std::string_view name, Literal code);

    /// Members nobody asked for are problems: "field.unknown".
    void finish();

private:
    const JsonValue* take(std::string_view name);
    const std::string* read_string(std::string_view name);
    const JsonValue::Array* read_array(std::string_view name, std::size_t max);
    std::optional<Uuid> read_uuid(std::string_view name);
    std::string pointer_of(std::string_view name) const;
    /// "field.required", unless this member already has a problem.
    void missing(std::string_view name);

    const JsonValue::Object* object_ = nullptr;
    Problems& problems_;
    std::string pointer_;
    std::vector<bool> taken_;
};

/// The JSON of a request's body. The media type has been checked by the pipeline.
Result<JsonValue> parse_body(const Request& request);

/// A body that is one object, read by `read(ObjectReader&)`; unreadable → 400, wrong fields → 422 with all of
/// them.
template <class F>
auto read_body(const Request& request, F&& read) -> Result<std::invoke_result_t<F&, ObjectReader&>>
{
    const JsonValue value = JUNKAI_TRY(parse_body(request));
    Problems problems;
    ObjectReader reader(value, problems);
    auto result = read(reader);
    reader.finish();
    if (!problems.empty()) return problems.refusal();
    return result;
}

}  // namespace junkai::http
