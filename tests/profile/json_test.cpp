// SPDX-License-Identifier: Apache-2.0
#include "profile/json.h"

#include "base/errors.h"
#include "profile/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace junkai;
using namespace junkai::profile;
using ::testing::HasSubstr;

namespace {

std::string problem_of(const std::string& text)
{
    try {
        parse_json("f.json", text);
    } catch (const ProfileError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST(ProfileJson, KeepsWhatStandsInTheFile)
{
    const Json json =
        parse_json("f.json", R"({"b": [1, -2.5, true, null], "a": {"名": "﨑󠄀"}, "e": {}, "l": []})");
    const auto& members = std::get<Json::Object>(json.value);
    ASSERT_EQ(members.size(), 4U);
    EXPECT_EQ(members[0].first, "b");
    const auto& list = std::get<Json::List>(members[0].second.value);
    ASSERT_EQ(list.size(), 4U);
    EXPECT_EQ(std::get<std::int64_t>(list[0].value), 1);
    EXPECT_EQ(std::get<double>(list[1].value), -2.5);
    EXPECT_TRUE(std::get<bool>(list[2].value));
    EXPECT_TRUE(std::holds_alternative<std::nullptr_t>(list[3].value));
    ASSERT_NE(json.find("a"), nullptr);
    EXPECT_EQ(std::get<std::string>(json.find("a")->find("名")->value), "﨑󠄀");
    EXPECT_EQ(json.find("x"), nullptr);
    EXPECT_EQ(json.find("a")->file, "f.json");
}

TEST(ProfileJson, RefusesWhatIsNotStrict)
{
    const struct {
        const char* name;
        const char* text;
        const char* says;
    } rows[] = {
        {"nothing",                                 "",                        "f.json:1: "                          },
        {"cut off",                                 "{\"a\": ",                "f.json:1: "                          },
        {"a second document",                       "{}\n{}",                  "f.json:2: "                          },
        {"a comment",                               "{} // x",                 "f.json:1: "                          },
        {"a trailing comma",                        "[1,]",                    "f.json:1: "                          },
        {"the same key twice",                      "{\n\"a\": 1,\n\"a\": 2}", "f.json:3: the key \"a\" stands twice"},
        {"the same key twice, the first an object", "{\"a\": {}, \"a\": 2}",   "stands twice"                        },
        {"a number beyond every range",             "[1e999]",                 "f.json:1: "                          },
        {"an integer of 64 bits without sign",      "[18446744073709551615]",  "a number is out of range"            },
        {"bytes that are not UTF-8",                "[\"\xff\"]",              "f.json:1: "                          },
    };

    for (const auto& row : rows)
        EXPECT_THAT(problem_of(row.text), HasSubstr(row.says)) << row.name;
    EXPECT_EQ(problem_of("{\"a\": {\"a\": 1}, \"b\": {\"a\": 1}} \n"), "");
    EXPECT_NE(problem_of(std::string(30, '[') + std::string(30, ']')), "") << "deeper than any profile";
}

TEST(ProfileJson, AFileThatIsNotThereIsNamed)
{
    EXPECT_THROW(load_json("/nonexistent/profile.json"), ProfileError);
}

TEST(ProfileJson, OverlayReplacesLeavesAndMergesObjects)
{
    const Json base = parse_json("base", R"({"a": {"x": 1, "y": 2}, "l": [1, 2], "t": "old"})");
    const Json over = parse_json("over", R"({"a": {"y": 3, "z": 4}, "l": [9], "n": true})");
    const Json both = overlay(base, over);
    const auto number = [&](const char* key) {
        return std::get<std::int64_t>(both.find("a")->find(key)->value);
    };
    EXPECT_EQ(number("x"), 1);
    EXPECT_EQ(number("y"), 3);
    EXPECT_EQ(number("z"), 4);
    EXPECT_EQ(both.find("a")->find("x")->file, "base");
    EXPECT_EQ(both.find("a")->find("y")->file, "over");
    EXPECT_EQ(std::get<Json::List>(both.find("l")->value).size(), 1U);
    EXPECT_EQ(std::get<std::string>(both.find("t")->value), "old");
    EXPECT_TRUE(std::get<bool>(both.find("n")->value));
}

TEST(ProfileReader, NamesFileAndPointer)
{
    const Json json = parse_json(
        "f.json", R"({"a/b": {"n": [1, "x", 70000]}, "t": "", "d": "2021-02-29", "e": "2020-02-29"})");
    ObjectReader top{Reader(json)};
    const auto says = [](auto read) -> std::string {
        try {
            read();
        } catch (const ProfileError& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(says([&] { top.object("a/b")["n"].text(); }), "f.json: /a~1b/n: a text is wanted");
    EXPECT_THAT(
        says([&] { top.object("a/b")["n"].list([](const Reader& r) { return r.integer(0, 65535); }); }),
        HasSubstr("f.json: /a~1b/n/1: a whole number from 0 to 65535"));
    EXPECT_THAT(says([&] { top["missing"]; }), HasSubstr("f.json: /: the key \"missing\" is missing"));
    EXPECT_THAT(says([&] { top["t"].text(); }), HasSubstr("/t: the text is empty"));
    EXPECT_THAT(says([&] { top["d"].date(); }), HasSubstr("/d: "));
    EXPECT_EQ(format_date(top["e"].date()), "2020-02-29");
    EXPECT_THAT(says([&] { top["e"].word({"x", "y"}); }), HasSubstr("is not one of x, y"));
    EXPECT_THAT(says([&] { top["e"].flag(); }), HasSubstr("true or false"));
    EXPECT_THAT(says([&] { top.object("e"); }), HasSubstr("/e: an object is wanted"));
    EXPECT_EQ(says([&] { top.done(); }), "") << "all four keys were asked for";
    ObjectReader again{Reader(json)};
    EXPECT_THAT(says([&] { again.done(); }), HasSubstr("f.json: /a~1b: the key is not known"));
}
