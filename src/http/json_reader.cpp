// SPDX-License-Identifier: Apache-2.0
#include "http/json_reader.h"

#include <algorithm>

namespace junkai::http {
namespace {

// RFC 6901.
std::string escape_pointer(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

}  // namespace

void Problems::add(std::string pointer, Literal code)
{
    if (fields_.size() < kMost) fields_.push_back(FieldProblem{std::move(pointer), code});
}

ObjectReader::ObjectReader(const JsonValue& value, Problems& problems, std::string pointer)
    : object_(value.as<JsonValue::Object>()), problems_(problems), pointer_(std::move(pointer))
{
    if (object_ == nullptr) problems_.add(pointer_, "field.not_an_object");
    taken_.resize(object_ != nullptr ? object_->size() : 0);
}

bool ObjectReader::has(std::string_view name) const
{
    return object_ != nullptr && std::any_of(object_->begin(), object_->end(), [&](const auto& member) {
               return member.first == name;
           });
}

void ObjectReader::add(std::string_view name, Literal code)
{
    problems_.add(pointer_of(name), code);
}

void ObjectReader::finish()
{
    for (std::size_t i = 0; i < taken_.size(); ++i)
        if (!taken_[i]) add((*object_)[i].first, "field.unknown");
}

std::string ObjectReader::pointer_of(std::string_view name) const
{
    return pointer_ + "/" + escape_pointer(name);
}

void ObjectReader::missing(std::string_view name)
{
    if (object_ == nullptr) return;
    const std::string pointer = pointer_of(name);
    const auto is_below = [&](const FieldProblem& problem) {
        return problem.pointer == pointer || problem.pointer.starts_with(pointer + "/");
    };
    const auto& known = problems_.fields();
    if (std::none_of(known.begin(), known.end(), is_below)) problems_.add(pointer, "field.required");
}

const JsonValue* ObjectReader::take(std::string_view name)
{
    for (std::size_t i = 0; i < taken_.size(); ++i) {
        if ((*object_)[i].first != name) continue;
        taken_[i] = true;
        return &(*object_)[i].second;
    }
    return nullptr;
}

const std::string* ObjectReader::read_string(std::string_view name)
{
    const JsonValue* value = take(name);
    if (value == nullptr || value->is_null()) return nullptr;
    const std::string* text = value->as<std::string>();
    if (text == nullptr) add(name, "field.not_a_text");
    return text;
}

std::string ObjectReader::required_text(std::string_view name, std::size_t max, Lines lines)
{
    auto text = optional_text(name, max, lines);
    const bool blank = text && check_required_text(*text, max, lines);
    if (text && !blank) return std::move(*text);
    missing(name);
    return {};
}

std::optional<std::string> ObjectReader::optional_text(std::string_view name, std::size_t max, Lines lines)
{
    const std::string* text = read_string(name);
    if (text == nullptr) return std::nullopt;
    if (const auto problem = check_text(*text, max, lines)) return add(name, *problem), std::nullopt;
    return *text;
}

PersonalText ObjectReader::required_personal(std::string_view name, std::size_t max, Lines lines)
{
    return PersonalText(required_text(name, max, lines));
}

std::optional<PersonalText>
ObjectReader::optional_personal(std::string_view name, std::size_t max, Lines lines)
{
    auto text = optional_text(name, max, lines);
    return text ? std::optional<PersonalText>(PersonalText(std::move(*text))) : std::nullopt;
}

std::optional<std::int64_t>
ObjectReader::optional_int(std::string_view name, std::int64_t min, std::int64_t max)
{
    const JsonValue* value = take(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    const std::int64_t* number = value->as<std::int64_t>();
    if (number == nullptr) return add(name, "field.not_a_number"), std::nullopt;
    if (*number < min || *number > max) return add(name, "field.out_of_range"), std::nullopt;
    return *number;
}

std::int64_t ObjectReader::required_int(std::string_view name, std::int64_t min, std::int64_t max)
{
    const auto number = optional_int(name, min, max);
    if (!number) missing(name);
    return number.value_or(min);
}

double ObjectReader::required_number(std::string_view name, double min, double max)
{
    const JsonValue* value = take(name);
    if (value == nullptr || value->is_null()) return missing(name), min;
    const std::int64_t* whole = value->as<std::int64_t>();
    const double* number = value->as<double>();
    if (whole == nullptr && number == nullptr) return add(name, "field.not_a_quantity"), min;
    const double read = number != nullptr ? *number : static_cast<double>(*whole);
    if (!(read >= min && read <= max)) return add(name, "field.out_of_range"), min;
    return read;
}

std::optional<bool> ObjectReader::optional_bool(std::string_view name)
{
    const JsonValue* value = take(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    const bool* flag = value->as<bool>();
    if (flag == nullptr) return add(name, "field.not_a_boolean"), std::nullopt;
    return *flag;
}

bool ObjectReader::required_bool(std::string_view name)
{
    const auto flag = optional_bool(name);
    if (!flag) missing(name);
    return flag.value_or(false);
}

std::optional<Date> ObjectReader::optional_date(std::string_view name)
{
    const std::string* text = read_string(name);
    if (text == nullptr) return std::nullopt;
    const auto date = parse_date(*text);
    if (!date) add(name, "field.not_a_date");
    return date;
}

Date ObjectReader::required_date(std::string_view name)
{
    const auto date = optional_date(name);
    if (!date) missing(name);
    return date.value_or(Date{});
}

std::optional<Instant> ObjectReader::optional_instant(std::string_view name)
{
    const std::string* text = read_string(name);
    if (text == nullptr) return std::nullopt;
    const auto at = parse_instant(*text);
    if (!at) add(name, "field.not_an_instant");
    return at;
}

Instant ObjectReader::required_instant(std::string_view name)
{
    const auto at = optional_instant(name);
    if (!at) missing(name);
    return at.value_or(Instant{});
}

std::optional<Uuid> ObjectReader::read_uuid(std::string_view name)
{
    const std::string* text = read_string(name);
    if (text == nullptr) return std::nullopt;
    const auto uuid = Uuid::parse(*text);
    if (!uuid) add(name, "field.not_an_id");
    return uuid;
}

const JsonValue::Array* ObjectReader::read_array(std::string_view name, std::size_t max)
{
    const JsonValue* value = take(name);
    if (value == nullptr || value->is_null()) return nullptr;
    const JsonValue::Array* array = value->as<JsonValue::Array>();
    if (array == nullptr) return add(name, "field.not_a_list"), nullptr;
    if (array->size() > max) return add(name, "field.too_many"), nullptr;
    return array;
}

std::vector<std::string>
ObjectReader::required_texts(std::string_view name, std::size_t max, std::size_t max_length)
{
    std::vector<std::string> texts;
    const JsonValue::Array* array = read_array(name, max);
    if (array == nullptr) return missing(name), texts;
    for (std::size_t i = 0; i < array->size(); ++i) {
        const std::string pointer = pointer_of(name) + "/" + std::to_string(i);
        const std::string* text = (*array)[i].as<std::string>();
        if (text == nullptr) {
            problems_.add(pointer, "field.not_a_text");
        } else if (const auto problem = check_required_text(*text, max_length)) {
            problems_.add(pointer, *problem);
        } else {
            texts.push_back(*text);
        }
    }
    return texts;
}

std::vector<std::int64_t>
ObjectReader::required_ints(std::string_view name, std::size_t max_count, std::int64_t min, std::int64_t max)
{
    std::vector<std::int64_t> numbers;
    const JsonValue::Array* array = read_array(name, max_count);
    if (array == nullptr) return missing(name), numbers;
    for (std::size_t i = 0; i < array->size(); ++i) {
        const std::string pointer = pointer_of(name) + "/" + std::to_string(i);
        const auto* number = (*array)[i].as<std::int64_t>();
        if (number == nullptr) {
            problems_.add(pointer, "field.not_a_number");
        } else if (*number < min || *number > max) {
            problems_.add(pointer, "field.out_of_range");
        } else {
            numbers.push_back(*number);
        }
    }
    return numbers;
}

Result<JsonValue> parse_body(const Request& request)
{
    return parse_json(request.body);
}

}  // namespace junkai::http
