// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"

#include "base/invariant.h"

#include <gtest/gtest.h>

namespace junkai {
namespace {

using namespace std::chrono_literals;

TEST(JsonWriter, writes_members_in_order_and_leaves_out_what_is_not_there)
{
    JsonWriter json;
    json.begin_object()
        .field("name", "渡邉󠄏")
        .field("count", 3)
        .field("absent", std::optional<int>())
        .field("present", std::optional<bool>(false))
        .field("on", Date(2024y / 2 / 29))
        .field("at", from_micros(0));
    json.key("list").begin_array().value(1).begin_object().end_object().null().end_array();
    json.end_object();
    EXPECT_EQ(json.take(),
              "{\"name\":\"渡邉󠄏\",\"count\":3,\"present\":false,\"on\":\"2024-02-29\","
              "\"at\":\"1970-01-01T00:00:00.000000Z\",\"list\":[1,{},null]}");
}

TEST(JsonWriter, escapes_what_json_must)
{
    const struct Row {
        const char* what;
        std::string_view text;
        std::string_view json;
    } rows[] = {
        {"plain",               "abc",                     R"("abc")"   },
        {"quote and backslash", R"(a"\b)",                 R"("a\"\\b")"},
        {"line ends and tab",   "\n\r\t",                  R"("\n\r\t")"},
        {"other controls",      std::string_view("\0\x1f", 2),            R"("\u0000\u001f")"},
        {"the last of them",                     "\x7f",                             "\"\x7f\""               },
    };

    for (const Row& row : rows) {
        JsonWriter json;
        json.value(row.text);
        EXPECT_EQ(json.take(), row.json) << row.what;
    }
}

TEST(JsonWriter, refuses_calls_that_do_not_make_json)
{
    EXPECT_THROW(JsonWriter().begin_object().value(1), InvariantError);
    EXPECT_THROW(JsonWriter().key("a"), InvariantError);
    EXPECT_THROW(JsonWriter().begin_array().end_object(), InvariantError);
    EXPECT_THROW(JsonWriter().begin_object().take(), InvariantError);
    EXPECT_THROW(JsonWriter().value(1).value(2), InvariantError);
}

}  // namespace
}  // namespace junkai
