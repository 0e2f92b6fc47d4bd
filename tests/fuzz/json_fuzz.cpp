// SPDX-License-Identifier: Apache-2.0
#include "base/invariant.h"
#include "base/text/utf8.h"
#include "http/json_reader.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstdint>

namespace {

using namespace junkai;
using namespace junkai::http;

std::size_t check_tree(const JsonValue& value, std::size_t depth)
{
    invariant(depth <= JsonLimits{}.depth, "deeper than allowed");
    std::size_t values = 1;
    if (const auto* text = value.as<std::string>())
        invariant(is_valid_utf8(*text), "a text that is not UTF-8");
    if (const auto* list = value.as<JsonValue::Array>())
        for (const JsonValue& item : *list)
            values += check_tree(item, depth + 1);
    if (const auto* object = value.as<JsonValue::Object>()) {
        for (const auto& [name, member] : *object) {
            invariant(is_valid_utf8(name), "a name that is not UTF-8");
            invariant(value.find(name) == &member, "a name that comes twice");
            values += check_tree(member, depth + 1);
        }
    }
    return values;
}

enum class Word3 { A, B, C };
constexpr Word<Word3> kWords[] = {
    {"a", Word3::A},
    {"b", Word3::B},
    {"c", Word3::C}
};

}  // namespace

/// Bodies: the parser never crashes, agrees with Boost.JSON's own on what is JSON, and the field reader takes
/// whatever it is given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Request request;
    request.body.assign(reinterpret_cast<const char*>(data), size);
    const auto value = parse_body(request);
    boost::system::error_code failed;
    const auto reference = boost::json::parse(request.body, failed);
    if (value) {
        invariant(!failed, "Boost.JSON refuses what we accept");
        check_tree(*value, 0);
    }
    const auto read = read_body(request, [](ObjectReader& in) {
        in.required_id<Id<struct AnyTag>>("id");
        in.required_enum("word", kWords);
        in.required_text("text", 10);
        in.optional_date("date");
        in.optional_instant("at");
        in.optional_int("n", -5, 5);
        in.required_texts("texts", 3, 5);
        in.optional_array("list", 3, [](ObjectReader& item) { return item.required_bool("flag"); });
        in.optional_object("object", [](ObjectReader& inner) { return inner.required_bool("flag"); });
        return 0;
    });
    if (!read) {
        const bool unreadable = read.error().code.view() == "request.unreadable";
        invariant(unreadable == !value.has_value(), "readable and unreadable at once");
        invariant(unreadable || !read.error().fields.empty(), "refused without a reason");
    }
    return 0;
}
