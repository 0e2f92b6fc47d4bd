// SPDX-License-Identifier: Apache-2.0
#include "base/invariant.h"
#include "base/json_writer.h"
#include "base/personal.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace junkai {
namespace {

using namespace std::string_literals;

template <class T>
concept Writable = requires(JsonWriter& json, const T& what)
{
    json.value(what);
};

// What tells about a resident goes out only by an explicit reveal().
static_assert(Writable<std::string> && !Writable<PersonalText> && !Writable<Personal<int>>);

TEST(JsonWriter, places_commas_and_colons)
{
    JsonWriter json;
    json.begin_object().field("name", "渡邉").field("count", 3).field("open", true).field("ratio", 0.5);
    json.key("none").null().key("empty").begin_array().end_array().key("void").begin_object().end_object();
    json.key("rows").begin_array().value(-1).value("a").begin_array().value(false).end_array().end_array();
    json.key("kept").raw("{\"a\":1}").field("big", std::numeric_limits<std::uint64_t>::max());
    json.field("small", std::numeric_limits<std::int64_t>::min());
    json.field("left", std::optional<std::string>()).field("there", std::optional<std::string>("x"));
    json.field("day", *parse_date("2026-09-01")).field("at", from_micros(0)).end_object();
    EXPECT_EQ(
        json.take(),
        R"({"name":"渡邉","count":3,"open":true,"ratio":0.5,"none":null,"empty":[],"void":{},)"
        R"("rows":[-1,"a",[false]],"kept":{"a":1},"big":18446744073709551615,)"
        R"("small":-9223372036854775808,"there":"x","day":"2026-09-01","at":"1970-01-01T00:00:00.000000Z"})");
}

TEST(JsonWriter, escapes_what_must_be_and_nothing_else)
{
    struct Row {
        std::string text;
        const char* json;
    };

    const Row rows[] = {
        {"",                     R"("")"                        },
        {"a\"b\\c/",             R"("a\"b\\c/")"                },
        {"\n\r\t",               R"("\n\r\t")"                  },
        {"\0\x01\x1f\x7f"s,      "\"\\u0000\\u0001\\u001f\x7f\""},
        {"𠮷\U000E0100\u2028", "\"𠮷\U000E0100\u2028\""     },
    };
    for (const Row& row : rows) {
        JsonWriter json;
        json.value(row.text);
        EXPECT_EQ(json.take(), row.json);
    }
}

TEST(JsonWriter, numbers_read_back_as_they_were)
{
    for (const double value :
         {0.0, 0.1, 1e300, -2.5e-9, 35.857, 1.0, std::numeric_limits<double>::denorm_min()}) {
        JsonWriter json;
        json.value(value);
        const std::string text = json.take();
        EXPECT_EQ(std::strtod(text.c_str(), nullptr), value) << text;
        EXPECT_EQ(text.find_first_not_of("0123456789.e+-"), std::string::npos) << text;
    }
}

TEST(JsonWriter, invalid_json_is_our_bug)
{
    const auto broken = [](auto write) {
        JsonWriter json;
        EXPECT_THROW(write(json), InvariantError);
    };
    broken([](JsonWriter& json) { json.begin_object().value(1); });
    broken([](JsonWriter& json) { json.begin_array().key("a"); });
    broken([](JsonWriter& json) { json.key("a"); });
    broken([](JsonWriter& json) { json.begin_object().key("a").key("b"); });
    broken([](JsonWriter& json) { json.begin_object().key("a").end_object(); });
    broken([](JsonWriter& json) { json.begin_object().end_array(); });
    broken([](JsonWriter& json) { json.begin_array().end_object(); });
    broken([](JsonWriter& json) { json.end_object(); });
    broken([](JsonWriter& json) { json.value(1).value(2); });
    broken([](JsonWriter& json) { json.begin_object().end_object().begin_object(); });
    broken([](JsonWriter& json) { json.value(std::nan("")); });
    broken([](JsonWriter& json) { json.value(std::numeric_limits<double>::infinity()); });
    broken([](JsonWriter& json) { json.value("\xFF"); });
    broken([](JsonWriter& json) { json.begin_object().key("\xED\xA0\x80"); });
    broken([](JsonWriter& json) { json.raw(""); });
    broken([](JsonWriter& json) { json.begin_object().take(); });
    broken([](JsonWriter& json) { json.begin_object().key("a").take(); });
}

}  // namespace
}  // namespace junkai
