// SPDX-License-Identifier: Apache-2.0
#include "base/csv.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace junkai {
namespace {

using namespace std::string_literals;

struct Row {
    std::vector<std::string> fields;
    std::vector<std::string> places;
    std::string problem;

    bool operator==(const Row&) const = default;
};

std::string show(CsvPlace place)
{
    return fmt::format("{}:{}", place.line, place.column);
}

/// Reads in chunks of that many bytes.
std::vector<Row> read(std::string_view text, std::size_t chunk = 1000, CsvLimits limits = {})
{
    std::vector<Row> rows;
    const auto collect = [&](const CsvRow& row) {
        Row out;
        for (const CsvField& field : row.fields) {
            out.fields.emplace_back(field.text);
            out.places.push_back(show(field.place));
        }
        if (row.problem) out.problem = std::string(row.problem->code.view()) + " " + show(row.problem->place);
        rows.push_back(out);
    };
    CsvReader reader(limits);
    for (std::size_t at = 0; at < text.size(); at += chunk)
        reader.feed(text.substr(at, chunk), collect);
    reader.finish(collect);
    return rows;
}

std::string joined(const std::vector<Row>& rows)
{
    std::string out;
    for (const Row& row : rows) {
        for (const std::string& field : row.fields)
            out += "[" + field + "]";
        if (!row.problem.empty()) out += "!" + row.problem;
        out += ";";
    }
    return out;
}

TEST(Csv, reads_rfc_4180)
{
    struct Case {
        std::string text;
        const char* rows;
    };

    const Case cases[] = {
        {"",                          ""                                 },
        {"a,b\r\nc,d\r\n",            "[a][b];[c][d];"                   },
        {"a,b\nc,d",                  "[a][b];[c][d];"                   },
        {"a\rb\r",                    "[a];[b];"                         },
        {"\r\n\na\n\n\n",             "[a];"                             },
        {",",                         "[][];"                            },
        {"a,\n",                      "[a][];"                           },
        {"\"\"\n",                    "[];"                              },
        {"\"a,b\",\"c\"\"d\"\n",      "[a,b][c\"d];"                     },
        {"\"a\r\nb\"\n",              "[a\r\nb];"                        },
        {"\"a\rb\nc\"\n",             "[a\rb\nc];"                       },
        {"\"a\r\"\nb",                "[a\r];[b];"                       },
        {" a , b \n",                 "[ a ][ b ];"                      },
        {"渡辺,\"見本　町\"\n", "[渡辺][見本　町];"          },
 // broken records: told with their place, and the next line is read
        {"a,\"b\nc",                  "[a][b\nc]!csv.unclosed_quote 1:3;"},
        {"a\"b,c\nd\n",               "[a]!csv.quote_in_field 1:2;[d];"  },
        {"\"a\"b,c\nd\n",             "[a]!csv.text_after_quote 1:4;[d];"},
        {"a,b\0c\nd"s,                "[a][b]!csv.nul_character 1:4;[d];"},
        {"\0"s,                       "[]!csv.nul_character 1:1;"        },
    };
    for (const Case& row : cases)
        for (const std::size_t chunk : {1U, 2U, 3U, 1000U})
            EXPECT_EQ(joined(read(row.text, chunk)), row.rows) << row.text;
}

TEST(Csv, knows_where_each_field_stands)
{
    const auto rows = read("氏名,住所\r\n\"渡\r\n辺\",\"x\"\n\nあ,い,う");
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].places, (std::vector<std::string>{"1:1", "1:4"}));
    EXPECT_EQ(rows[1].places, (std::vector<std::string>{"2:1", "3:4"}));
    EXPECT_EQ(rows[2].places, (std::vector<std::string>{"5:1", "5:3", "5:5"}));
}

TEST(Csv, keeps_its_limits_on_both_sides)
{
    const CsvLimits limits{4, 2};
    EXPECT_EQ(joined(read("abcd,efgh\n", 1, limits)), "[abcd][efgh];");
    EXPECT_EQ(joined(read("abcde\nf\n", 1, limits)), "[abcd]!csv.field_too_long 1:1;[f];");
    EXPECT_EQ(joined(read("x,\"abcde\nf\n", 1, limits)), "[x][abcd]!csv.field_too_long 1:3;[f];");
    EXPECT_EQ(joined(read("a,b,c\nd\n", 1, limits)), "[a][b]!csv.too_many_fields 1:5;[d];");
}

RC_GTEST_PROP(Csv, what_is_written_comes_back_in_any_chunks, ())
{
    const auto field = rc::gen::container<std::string>(rc::gen::element('a', 'b', ',', '"', '\r', '\n', ' '));
    const auto record = rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(field));
    const auto records = *rc::gen::container<std::vector<std::vector<std::string>>>(record);
    std::string text;
    for (const auto& row : records)
        text += csv_line(row);
    const auto rows = read(text, *rc::gen::inRange<std::size_t>(1, 9));
    RC_ASSERT(rows.size() == records.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RC_ASSERT(rows[i].problem.empty());
        RC_ASSERT(rows[i].fields == records[i]);
    }
}

RC_GTEST_PROP(Csv, any_bytes_are_read_alike_in_any_chunks, (const std::string& bytes))
{
    RC_ASSERT(read(bytes, 1) == read(bytes, 1000));
}

}  // namespace
}  // namespace junkai
