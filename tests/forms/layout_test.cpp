// SPDX-License-Identifier: Apache-2.0
// A broken form folder is refused with the file and the place in it.
#include "forms/tools.h"

#include "base/errors.h"

#include <gmock/gmock.h>

namespace junkai::forms::test {
namespace {

using testing::HasSubstr;

const char* const kFields = R"({
  "title": "様式", "version": "1", "basis": "{legal_basis}",
  "fields": [
    { "name": "name", "label": "氏名", "type": "name" },
    { "name": "kind", "label": "種別", "type": "choice", "options": [ { "code": "A", "label": "甲" } ] },
    { "name": "people", "label": "人", "type": "rows", "fields": [ { "name": "age", "label": "年", "type": "number" } ] }
  ] })";

const char* const kLayout = R"({
  "page": { "width": 210, "height": 148 },
  "styles": { "s": { "face": "gothic", "size": 8 } },
  "pages": [ { "name": "表", "items": [
    { "text": "{beat} {print.serial}", "box": [10, 10, 50, 6], "style": "s" },
    { "field": "name", "box": [10, 20, 50, 6], "style": "s" },
    { "choice": "kind", "box": [10, 30, 50, 6], "style": "s" },
    { "table": "people", "at": [10, 40], "count": 3, "header": 5, "row": 6, "header_style": "s", "columns": [
      { "label": "年", "width": 30, "items": [ { "field": "age", "style": "s" } ] } ] }
  ] } ],
  "every": [ { "qr": [180, 10, 15, 15] } ],
  "annex": { "box": [10, 20, 100, 60], "style": "s", "items": [] } })";

const profile::FormTerms kTerms = {
    {"legal_basis", "根拠"   },
    {"beat",        "巡連区"},
    {"odd",         "a{b"      }
};

std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    const std::size_t at = text.find(what);
    if (at == std::string::npos) throw std::runtime_error("the test's text has no " + what);
    return text.replace(at, what.size(), with);
}

TEST(Layout, AGoodOneIsReadAndPrinted)
{
    const auto layout = profile::parse_form("small", kFields, kLayout, kTerms);
    EXPECT_EQ(layout.id, "small");
    EXPECT_EQ(layout.basis, "根拠");
    EXPECT_EQ(layout.pages.size(), 1U);
    const auto pdf = Form(layout, fonts()).print({}, {"S-1", Instant{}, "1", "試験"});
    EXPECT_THAT(PdfFile(pdf.reveal()).text(), HasSubstr("巡連区 S-1"));
}

TEST(Layout, EachMistakeIsNamedWithItsPlace)
{
    struct Row {
        const char* what;
        bool in_fields;
        const char* from;
        const char* to;
        const char* message;
    };

    const Row rows[] = {
        {"not JSON",                      false, "\"page\": {",                                                          "\"page\": ",                  "small/layout.json"                                              },
        {"a key twice",                   false, "\"count\": 3,",                                                        "\"count\": 3, \"count\": 4,", "small/layout.json"                                              },
        {"unknown key",                   false, "\"qr\":",                                                              "\"qrr\":",                    "/every/0: one of text, field, choice"                           },
        {"unknown key beside a good one",
         false,                                  "\"choice\": \"kind\",",
         "\"choice\": \"kind\", \"colour\": 1,",                                                                                                        "/pages/0/items/2/colour: unknown key"                           },
        {"style that is not there",
         false,                                  "6], \"style\": \"s\"",
         "6], \"style\": \"t\"",                                                                                                                        "/pages/0/items/0/style: no such style"                          },
        {"field that is not there",
         false,                                  "\"field\": \"name\"",
         "\"field\": \"nam\"",                                                                                                                          "/pages/0/items/1/field: no such field in fields.json"           },
        {"row field of no such name",
         false,                                  "\"field\": \"age\"",
         "\"field\": \"name\"",                                                                                                                         "/pages/0/items/3/columns/0/items/0/field: no such field"        },
        {"choice as a text field",
         false,                                  "\"choice\": \"kind\"",
         "\"choice\": \"name\"",                                                                                                                        "/pages/0/items/2/choice: this field has no options"             },
        {"table of no rows",
         false,                                  "\"table\": \"people\"",
         "\"table\": \"name\"",                                                                                                                         "/pages/0/items/3/table: this field is not rows"                 },
        {"box over the edge",
         false,                                  "[10, 20, 50, 6]",
         "[170, 20, 50, 6]",                                                                                                                            "/pages/0/items/1/box: the box reaches outside"                  },
        {"box of three numbers",
         false,                                  "[10, 20, 50, 6]",
         "[10, 20, 50]",                                                                                                                                "/pages/0/items/1/box: 4 to 4 entries are wanted"                },
        {"negative height",
         false,                                  "[10, 20, 50, 6]",
         "[10, 20, 50, -6]",                                                                                                                            "/pages/0/items/1/box/3: not between 1 and 148"                  },
        {"table over the edge",
         false,                                  "\"count\": 3",
         "\"count\": 30",                                                                                                                               "/pages/0/items/3: this reaches over the edge of the page"       },
        {"no row at all",
         false,                                  "\"count\": 3",
         "\"count\": 0",                                                                                                                                "/pages/0/items/3/count: not between 1 and 100"                  },
        {"half a row",
         false,                                  "\"count\": 3",
         "\"count\": 2.5",                                                                                                                              "/pages/0/items/3/count: a whole number is wanted"               },
        {"word that no profile has",
         false,                                  "{beat}",
         "{beet}",                                                                                                                                      "/pages/0/items/0/text: no such word: {beet}"                    },
        {"word with a brace in it",       false, "{beat}",                                                               "{odd}",                       "has a brace in its text"                                        },
        {"row number outside a table",
         false,                                  "{beat}",
         "{row}",                                                                                                                                       "/pages/0/items/0/text: no such word: {row}"                     },
        {"open brace",                    false, "{beat} {print.serial}",                                                "{beat",                       "/pages/0/items/0/text: a brace without"                         },
        {"text too small to read",
         false,                                  "\"size\": 8",
         "\"size\": 3",                                                                                                                                 "/styles/s/size: not between 4 and 40"                           },
        {"unknown typeface",              false, "\"gothic\"",                                                           "\"comic\"",                   "/styles/s/face: not one of mincho, gothic"                      },
        {"QR too small to scan",
         false,                                  "[180, 10, 15, 15]",
         "[180, 10, 5, 5]",                                                                                                                             "/every/0/qr: a square of 8 mm"                                  },
        {"annex too small for a line",
         false,                                  "[10, 20, 100, 60]",
         "[10, 20, 100, 6]",                                                                                                                            "/annex/box: too small"                                          },
        {"control character",             false, "\"表\"",                                                              "\"\\u0007\"",                 "/pages/0/name: a control character"                             },
        {"field that nobody prints",
         false,                                  "{ \"field\": \"name\", \"box\": [10, 20, 50, 6], \"style\": \"s\" },",
         "",                                                                                                                                            "small/layout.json: /pages: the field name is nowhere"           },
        {"unknown type",
         true,                                   "\"number\"",
         "\"numeral\"",                                                                                                                                 "small/fields.json: /fields/2/fields/0/type: not one of"         },
        {"name twice",
         true,                                   "\"name\": \"kind\"",
         "\"name\": \"name\"",                                                                                                                          "small/fields.json: /fields/1: a field of this name stands above"},
        {"name with a blank",
         true,                                   "\"name\": \"kind\"",
         "\"name\": \"ki nd\"",                                                                                                                         "/fields/1/name: a name of letters"                              },
        {"options of a text",
         true,                                   "\"type\": \"choice\"",
         "\"type\": \"text\"",                                                                                                                          "/fields/1: options belong to"                                   },
        {"choice without options",
         true,                                   "\"options\": [ { \"code\": \"A\", \"label\": \"甲\" } ]",
         "\"max\": 3",                                                                                                                                  "/fields/1: options belong to"                                   },
        {"limit of zero",
         true,                                   "\"type\": \"name\"",
         "\"type\": \"name\", \"max\": 0",                                                                                                              "/fields/0/max: not between"                                     },
        {"no title",                      true,  "\"title\": \"様式\",",                                               "",                            "small/fields.json: /: \"title\" is missing"                     },
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const std::string fields = row.in_fields ? replaced(kFields, row.from, row.to) : kFields;
        const std::string layout = row.in_fields ? kLayout : replaced(kLayout, row.from, row.to);
        try {
            static_cast<void>(profile::parse_form("small", fields, layout, kTerms));
            ADD_FAILURE() << "it was taken";
        } catch (const ProfileError& error) {
            EXPECT_THAT(error.what(), HasSubstr(row.message));
        }
    }
}

TEST(Layout, APrintedTextThatDoesNotFitItsBoxIsRefusedAtOnce)
{
    const std::string layout = replaced(kLayout, "{beat} {print.serial}", std::string(400, 'x'));
    const auto parsed = profile::parse_form("small", kFields, layout, kTerms);
    try {
        const Form form(parsed, fonts());
        FAIL() << "it was taken";
    } catch (const ProfileError& error) {
        EXPECT_THAT(error.what(), HasSubstr("form small: the printed text does not fit its box"));
    }
}

TEST(Layout, APrintedTextWithoutAGlyphIsRefusedAtOnce)
{
    const auto parsed =
        profile::parse_form("small", kFields, replaced(kLayout, "{beat} {print.serial}", "\uE000"), kTerms);
    EXPECT_THROW(Form(parsed, fonts()), ProfileError);
}

TEST(Layout, AFolderWithoutItsFilesIsNamed)
{
    try {
        static_cast<void>(profile::load_form("/nonexistent/form", kTerms));
        FAIL() << "it was read";
    } catch (const ProfileError& error) {
        EXPECT_THAT(error.what(), HasSubstr("/nonexistent/form/fields.json"));
    }
}

}  // namespace
}  // namespace junkai::forms::test
