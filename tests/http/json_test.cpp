// SPDX-License-Identifier: Apache-2.0
#include "http/json_reader.h"

#include <gtest/gtest.h>

namespace junkai::http::test {
namespace {

using CardId = Id<struct CardTag>;

enum class Outcome { Met, Absent };

constexpr Word<Outcome> kOutcomes[] = {
    {"MET",    Outcome::Met   },
    {"ABSENT", Outcome::Absent}
};

Request with_body(std::string body)
{
    Request request;
    request.body = std::move(body);
    return request;
}

std::string what_is_wrong(std::string_view text)
{
    const auto value = parse_json(text);
    if (value) return "";
    EXPECT_EQ(value.error().code.view(), "request.unreadable");
    return value.error().facts.at(0).second;
}

using namespace std::string_literals;

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

TEST(Json, AcceptsOnlyOneReading)
{
    struct Row {
        const char* name;
        std::string text;
        const char* what;
    };

    const Row rows[] = {
        {"an object",                   "{\"a\":[1,-2,3.5,true,false,null,\"x\"]}", ""                   },
        {"spaces around",               " \t\r\n{} \n",                             ""                   },
        {"a bare value",                "7",                                        ""                   },
        {"the largest integer",         "9223372036854775807",                      ""                   },
        {"an escaped astral character", "\"\\ud842\\udfb7\"",                       ""                   },
        {"depth 16",                    nested(16),                                 ""                   },
        {"nothing",                     "",                                         "syntax"             },
        {"half an object",              "{\"a\":1",                                 "syntax"             },
        {"two documents",               "{}{}",                                     "syntax"             },
        {"rubbish behind",              "{}x",                                      "syntax"             },
        {"a name twice",                "{\"a\":1,\"a\":2}",                        "duplicate_name"     },
        {"a name twice, escaped",       "{\"a\":1,\"\\u0061\":2}",                  "duplicate_name"     },
        {"a name twice, deep",          "[{\"b\":{\"a\":1,\"a\":1}}]",              "duplicate_name"     },
        {"trailing comma",              "{\"a\":1,}",                               "syntax"             },
        {"trailing comma in a list",    "[1,]",                                     "syntax"             },
        {"a comment",                   "{/* */}",                                  "syntax"             },
        {"single quotes",               "{'a':1}",                                  "syntax"             },
        {"a name without quotes",       "{a:1}",                                    "syntax"             },
        {"NaN",                         "NaN",                                      "syntax"             },
        {"Infinity",                    "-Infinity",                                "syntax"             },
        {"1e999",                       "1e999",                                    "number_out_of_range"},
        {"-1e999",                      "[-1e999]",                                 "number_out_of_range"},
        {"leading zero",                "01",                                       "syntax"             },
        {"leading plus",                "+1",                                       "syntax"             },
        {"hexadecimal",                 "0x10",                                     "syntax"             },
        {"half a fraction",             "1.",                                       "syntax"             },
        {"a raw line break in a text",  "\"a\nb\"",                                 "syntax"             },
        {"a raw NUL",                   "\"a\0b\""s,                                "syntax"             },
        {"invalid UTF-8",               "\"\xff\"",                                 "bad_utf8"           },
        {"overlong UTF-8",              "\"\xc0\xaf\"",                             "bad_utf8"           },
        {"a surrogate in UTF-8",        "\"\xed\xa0\x80\"",                         "bad_utf8"           },
        {"half a surrogate pair",       "\"\\ud800\"",                              "syntax"             },
        {"the other half",              "\"\\udc00\"",                              "syntax"             },
        {"a byte order mark",           "\xef\xbb\xbf{}",                           "syntax"             },
        {"unknown escape",              "\"\\x41\"",                                "syntax"             },
        {"depth 17",                    nested(17),                                 "too_deep"           },
        {"depth 100,000",               nested(100'000),                            "too_deep"           },
    };
    for (const Row& row : rows)
        EXPECT_EQ(what_is_wrong(row.text), row.what) << row.name;
    EXPECT_EQ(parse_json("[1,2,3,4]", {.values = 4}).error().facts.at(0).second, "too_many_values");
    EXPECT_EQ(parse_json("[1,2,3,4]", {.bytes = 8}).error().facts.at(0).second, "too_large");
}

TEST(Json, KeepsValuesAsTheyAre)
{
    const auto value =
        parse_json("{\"name\":\"𠮷\\u3042\\n\",\"n\":-5,\"d\":0.5,\"big\":18446744073709551615}");
    ASSERT_TRUE(value);
    EXPECT_EQ(*value->find("name")->as<std::string>(), "𠮷あ\n");
    EXPECT_EQ(*value->find("n")->as<std::int64_t>(), -5);
    EXPECT_EQ(*value->find("d")->as<double>(), 0.5);
    EXPECT_NE(value->find("big")->as<double>(), nullptr);
    EXPECT_EQ(value->find("none"), nullptr);
}

struct Person {
    PersonalText name;
    std::optional<Date> born;
};

struct Visit {
    CardId card{Uuid{}};
    Outcome outcome = Outcome::Met;
    std::string note;
    std::int64_t count = 0;
    bool leaflet = false;
    std::vector<Person> people;
    std::vector<std::string> topics;
};

Result<Visit> read_visit(const Request& request)
{
    const auto read_person = [](ObjectReader& in) {
        Person person;
        person.name = in.required_personal("name", 3);
        person.born = in.optional_date("born");
        return person;
    };
    return read_body(request, [&](ObjectReader& in) {
        Visit visit;
        visit.card = in.required_id<CardId>("card");
        visit.outcome = in.required_enum("outcome", kOutcomes);
        visit.note = in.optional_text("note", 5, Lines::Many).value_or("");
        visit.count = in.required_int("count", 1, 9);
        visit.leaflet = in.required_bool("leaflet");
        visit.people = in.required_array("people", 2, read_person);
        visit.topics = in.required_texts("topics", 2, 4);
        return visit;
    });
}

constexpr const char* kGood = R"({"card":"018f3c3e-7b1a-7c3d-9e2f-0123456789ab","outcome":"MET","note":"一行
","count":9,"leaflet":true,"people":[{"name":"見本𠮷","born":"2026-02-28"},{"name":"葛󠄀","born":null}],"topics":["防犯"]})";

std::string escaped(std::string text)
{
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
        text.replace(at, 1, "\\n");
    return text;
}

TEST(ObjectReader, ReadsAWholeBody)
{
    const auto visit = read_visit(with_body(escaped(kGood)));
    ASSERT_TRUE(visit) << visit.error().fields.at(0).pointer;
    EXPECT_EQ(visit->card.str(), "018f3c3e-7b1a-7c3d-9e2f-0123456789ab");
    EXPECT_EQ(visit->outcome, Outcome::Met);
    EXPECT_EQ(visit->note, "一行\n");
    EXPECT_EQ(visit->people.size(), 2U);
    EXPECT_EQ(visit->people[1].name.reveal(), "葛󠄀");
    EXPECT_FALSE(visit->people[1].born);
    EXPECT_EQ(visit->topics, std::vector<std::string>{"防犯"});
}

TEST(ObjectReader, NamesEachProblemAtItsPlace)
{
    struct Row {
        const char* name;
        const char* from;
        const char* to;
        const char* pointer;
        const char* code;
    };

    const Row rows[] = {
        {"unknown member",             "{\"card\"",                                          "{\"x/y~z\":1,\"card\"",   "/x~1y~0z",       "field.unknown"         },
        {"unknown member of a person",
         "\"born\":null",                                                                    "\"born\":null,\"age\":1",
         "/people/1/age",                                                                                                                 "field.unknown"         },
        {"missing id",                 "\"card\":\"018f3c3e-7b1a-7c3d-9e2f-0123456789ab\",", "",                        "/card",          "field.required"        },
        {"id null",                    "\"018f3c3e-7b1a-7c3d-9e2f-0123456789ab\"",           "null",                    "/card",          "field.required"        },
        {"no id",                      "018f3c3e-7b1a",                                      "018f3c3e+7b1a",           "/card",          "field.not_an_id"       },
        {"id a number",                "\"018f3c3e-7b1a-7c3d-9e2f-0123456789ab\"",           "1",                       "/card",          "field.not_a_text"      },
        {"word not in the list",       "MET",                                                "met",                     "/outcome",       "field.not_in_list"     },
        {"text too long",              "一行",                                             "一二三四五",         "/note",          "text.too_long"         },
        {"line break in a name",       "見本𠮷",                                         "見\\n",                  "/people/0/name", "text.control_character"},
        {"NUL",                        "見本𠮷",                                         "見\\u0000",              "/people/0/name", "text.control_character"},
        {"direction mark",             "見本𠮷",                                         "見\\u202e",              "/people/0/name", "text.bidi_control"     },
        {"only spaces",                "見本𠮷",                                         " 　",                    "/people/0/name", "field.required"        },
        {"name a list",                "\"見本𠮷\"",                                     "[]",                      "/people/0/name", "field.not_a_text"      },
        {"no such day",                "2026-02-28",                                         "2026-02-29",              "/people/0/born", "field.not_a_date"      },
        {"a date with a time",         "2026-02-28",                                         "2026-02-28T00:00",        "/people/0/born", "field.not_a_date"      },
        {"below",                      "\"count\":9",                                        "\"count\":0",             "/count",         "field.out_of_range"    },
        {"above",                      "\"count\":9",                                        "\"count\":10",            "/count",         "field.out_of_range"    },
        {"a fraction",                 "\"count\":9",                                        "\"count\":1.5",           "/count",         "field.not_a_number"    },
        {"a number as text",           "\"count\":9",                                        "\"count\":\"9\"",         "/count",         "field.not_a_number"    },
        {"one for true",               "true",                                               "1",                       "/leaflet",       "field.not_a_boolean"   },
        {"no list",                    "[\"防犯\"]",                                       "\"防犯\"",              "/topics",        "field.not_a_list"      },
        {"too many",                   "[\"防犯\"]",                                       "[\"a\",\"b\",\"c\"]",     "/topics",        "field.too_many"        },
        {"an element of another kind", "[\"防犯\"]",                                       "[\"a\",1]",               "/topics/1",      "field.not_a_text"      },
        {"an element too long",        "[\"防犯\"]",                                       "[\"abcde\"]",             "/topics/0",      "text.too_long"         },
        {"a person that is none",
         "{\"name\":\"見本𠮷\",\"born\":\"2026-02-28\"}",                                "7",
         "/people/0",                                                                                                                     "field.not_an_object"   },
    };
    for (const Row& row : rows) {
        std::string body = escaped(kGood);
        const std::size_t at = body.find(row.from);
        ASSERT_NE(at, std::string::npos) << row.name;
        body.replace(at, std::string(row.from).size(), row.to);
        const auto visit = read_visit(with_body(body));
        ASSERT_FALSE(visit) << row.name;
        EXPECT_EQ(visit.error().code.view(), "request.fields") << row.name;
        ASSERT_EQ(visit.error().fields.size(), 1U) << row.name;
        EXPECT_EQ(visit.error().fields[0].pointer, row.pointer) << row.name;
        EXPECT_EQ(visit.error().fields[0].code.view(), row.code) << row.name;
    }
}

TEST(ObjectReader, CollectsAllProblemsAtOnce)
{
    const auto visit = read_visit(with_body("{\"a\":1,\"b\":2}"));
    ASSERT_FALSE(visit);
    EXPECT_EQ(visit.error().fields.size(), 6U + 2U);
    EXPECT_EQ(read_visit(with_body("[]")).error().fields.size(), 1U);
    EXPECT_EQ(read_visit(with_body("{")).error().code.view(), "request.unreadable");
}

TEST(ObjectReader, TellsAtMostAHundred)
{
    std::string body = "{";
    for (int i = 0; i < 500; ++i)
        body += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":1";
    EXPECT_EQ(read_visit(with_body(body + "}")).error().fields.size(), Problems::kMost);
}

TEST(ObjectReader, ReadsObjectsInObjects)
{
    const auto read = [](const char* text) {
        return read_body(with_body(text), [](ObjectReader& in) {
            const auto inner = [](ObjectReader& o) { return o.required_int("n", 0, 9); };
            return in.required_object("a", inner) + in.optional_object("b", inner).value_or(0);
        });
    };
    EXPECT_EQ(*read("{\"a\":{\"n\":1},\"b\":{\"n\":2}}"), 3);
    EXPECT_EQ(*read("{\"a\":{\"n\":1}}"), 1);
    EXPECT_EQ(read("{}").error().fields.at(0).pointer, "/a");
    EXPECT_EQ(read("{\"a\":{\"n\":10}}").error().fields.at(0).pointer, "/a/n");
    EXPECT_EQ(read("{\"a\":7}").error().fields.at(0).code.view(), "field.not_an_object");
}

TEST(ObjectReader, ReadsAQuantityWithinItsBounds)
{
    struct Row {
        const char* body;
        double value;
        const char* code;
    };

    const Row rows[] = {
        {R"({"n":35.857})",   35.857, ""                    },
        {R"({"n":36})",       36,     ""                    },
        {R"({"n":-90})",      -90,    ""                    },
        {R"({"n":90})",       90,     ""                    },
        {R"({"n":90.0001})",  0,      "field.out_of_range"  },
        {R"({"n":-90.0001})", 0,      "field.out_of_range"  },
        {R"({"n":"36"})",     0,      "field.not_a_quantity"},
        {R"({"n":true})",     0,      "field.not_a_quantity"},
        {R"({"n":null})",     0,      "field.required"      },
        {R"({})",             0,      "field.required"      },
    };
    for (const Row& row : rows) {
        const auto read =
            read_body(with_body(row.body), [](ObjectReader& in) { return in.required_number("n", -90, 90); });
        const std::string code = read ? "" : std::string(read.error().fields.at(0).code.view());
        EXPECT_EQ(code, row.code) << row.body;
        EXPECT_DOUBLE_EQ(read ? *read : 0, row.value) << row.body;
    }
}

}  // namespace
}  // namespace junkai::http::test
