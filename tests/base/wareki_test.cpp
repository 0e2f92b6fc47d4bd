// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"
#include "base/period.h"
#include "base/wareki.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace junkai {
namespace {

Date day(const char* text)
{
    return parse_date(text).value();
}

/// "2026-09-10", "2023 date.era_ended" or the code of the refusal.
std::string show(const Result<WarekiReading>& reading)
{
    if (!reading) return std::string(reading.error().code.view());
    return reading->date.str() + (reading->warning ? " " + std::string(reading->warning->view()) : "");
}

TEST(Wareki, reads_every_form_people_write)
{
    struct Row {
        const char* text;
        const char* read;
    };

    const Row rows[] = {
        {"R8.9.1",                                  "2026-09-01" },
        {"r8.9.1",                                  "2026-09-01" },
        {"Ｒ８．９．１",                      "2026-09-01" },
        {"R08.09.01",                               "2026-09-01" },
        {"R8/9/1",                                  "2026-09-01" },
        {"R8 9 1",                                  "2026-09-01" },
        {" 令和8年9月1日 ",                    "2026-09-01" },
        {"令和 8年 9月 1日",                   "2026-09-01" },
        {"令和８年９月１日",                "2026-09-01" },
        {"令和八年九月一日",                "2026-09-01" },
        {"昭和三十五年十二月三十一日", "1960-12-31" },
        {"令8.9.1",                                "2026-09-01" },
        {"㋿8年9月1日",                         "2026-09-01" },
        {"㍻30年1月1日",                        "2018-01-01" },
        {"令和元年5月1日",                    "2019-05-01" },
        {"令和1年5月1日",                      "2019-05-01" },
        {"R元.5.1",                                "2019-05-01" },
        {"昭64-1-7",                               "1989-01-07" },
        {"昭６４ー１ー７",                   "1989-01-07" },
        {"昭64−1−7",                           "1989-01-07" },
        {"S640107",                                 "1989-01-07" },
        {"Ｓ６４０１０７",                   "1989-01-07" },
        {"H010108",                                 "1989-01-08" },
        {"20260910",                                "2026-09-10" },
        {"２０２６０９１０",                "2026-09-10" },
        {"2026-09-10",                              "2026-09-10" },
        {"2026-9-10",                               "2026-09-10" },
        {"2026/9/10",                               "2026-09-10" },
        {"2026年9月10日",                        "2026-09-10" },
        {"西暦2026年9月10日",                  "2026-09-10" },
        {"二〇二六年九月十日",             "2026-09-10" },
        {"R8.2.28",                                 "2026-02-28" },
        {"R6.2.29",                                 "2024-02-29" },
 // parts of a date
        {"令和8年",                              "2026"       },
        {"R8",                                      "2026"       },
        {"令和8年9月",                          "2026-09"    },
        {"R8.9",                                    "2026-09"    },
        {"2026",                                    "2026"       },
        {"2026-09",                                 "2026-09"    },
        {"昭和35年頃",                          "1960~"      },
        {"昭和35年5月ごろ",                   "1960-05~"   },
        {"1960年頃",                              "1960~"      },
        {"昭和35年5月1日頃",                  "1960-05-01~"},
    };
    for (const Row& row : rows) {
        const auto reading = read_date(row.text);
        EXPECT_EQ(show(reading), row.read) << row.text;
        if (reading) {
            EXPECT_EQ(reading->raw, row.text);
        }
    }
}

TEST(Wareki, judges_the_borders_of_the_eras)
{
    struct Row {
        const char* text;
        const char* read;
    };

    const Row rows[] = {
  // one day before, the day, the day after
        {"明治45年7月29日",   "1912-07-29"                    },
        {"明治45年7月30日",   "1912-07-30"                    }, // both names are right
        {"大正元年7月30日",  "1912-07-30"                    },
        {"明治45年7月31日",   "date.outside_era"              },
        {"大正元年7月29日",  "date.outside_era"              },
        {"大正15年12月25日",  "1926-12-25"                    },
        {"昭和元年12月25日", "1926-12-25"                    },
        {"大正15年12月26日",  "date.outside_era"              },
        {"昭和元年12月24日", "date.outside_era"              },
        {"昭和64年1月7日",    "1989-01-07"                    },
        {"昭和64年1月8日",    "date.outside_era"              },
        {"S64.1.8",                "date.outside_era"              },
        {"S640108",                "date.outside_era"              },
        {"平成元年1月7日",   "date.outside_era"              },
        {"平成元年1月8日",   "1989-01-08"                    },
        {"平成31年4月30日",   "2019-04-30"                    },
        {"平成31年5月1日",    "date.outside_era"              },
        {"H31.5.1",                "date.outside_era"              },
        {"令和元年4月30日",  "date.outside_era"              },
        {"令和元年5月1日",   "2019-05-01"                    },
 // parts of a year that two eras share
        {"平成31年",            "2019"                          },
        {"平成31年4月",        "2019-04"                       },
        {"平成31年5月",        "date.outside_era"              },
        {"令和元年",           "2019"                          },
        {"令和元年4月",       "date.outside_era"              },
        {"昭和64年",            "1989"                          },
        {"昭和64年2月",        "date.outside_era"              },
 // years that never came, counted on by old papers
        {"平成32年1月1日",    "2020-01-01 date.era_ended"     },
        {"平成35年",            "2023 date.era_ended"           },
        {"平成35年10月31日",  "2023-10-31 date.era_ended"     },
        {"昭和65年1月1日",    "1990-01-01 date.era_ended"     },
        {"平成99年",            "2087 date.era_ended"           },
        {"平成100年",           "date.outside_era"              },
        {"令和99年",            "2117"                          },
        {"令和0年5月1日",     "date.outside_era"              },
 // days that do not exist
        {"R8.2.30",                "date.no_such_day"              },
        {"R8.2.29",                "date.no_such_day"              },
        {"令和8年13月1日",    "date.no_such_day"              },
        {"令和8年0月1日",     "date.no_such_day"              },
        {"令和8年4月31日",    "date.no_such_day"              },
        {"令和8年4月0日",     "date.no_such_day"              },
        {"20260230",               "date.no_such_day"              },
        {"2025-02-29",             "date.no_such_day"              },
        {"0000-01-01",             "date.no_such_day"              },
        {"平成35年2月29日",   "date.no_such_day"              },
 // whose 60?
        {"60-5-1",                 "date.ambiguous_year"           },
        {"60",                     "date.ambiguous_year"           },
        {"260910",                 "date.unreadable"               },
 // before the Gregorian calendar
        {"明治5年12月2日",    "1872-12-02 date.lunar_calendar"},
        {"明治6年1月1日",     "1873-01-01"                    },
        {"明治元年1月25日",  "1868-01-25 date.lunar_calendar"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(show(read_date(row.text)), row.read) << row.text;
}

TEST(Wareki, refuses_what_is_no_date)
{
    const char* const wrong[] = {
        "",
        " ",
        "R",
        "令和",
        "不明",
        "R8.",
        "R8.9.",
        "R8.9.1.",
        "R8.9.1x",
        "Q8.9.1",
        "令和8年9月1",
        "8年",
        "R-8.9.1",
        "R8..9",
        "令和令和8年",
        "2026-09-10T00:00:00Z",
        "2026-09-10 2026-09-10",
        "12345678901234567890",
        "令和八8年",
        "慶応3年",
        "R8.9.1\n",
        "\xFF",
        "R8,9,1,",
        "年9月",
        "R8.9.001x",
        "頃",
        "令和年",
    };
    for (const char* text : wrong)
        EXPECT_FALSE(read_date(text).has_value()) << text;
    EXPECT_EQ(show(read_date(std::string(201, ' ') + "R8.9.1")), "date.unreadable");
    // A refusal may be shown and logged: it must not repeat a birthday.
    const auto refused = read_date("昭和64年1月8日");
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().facts.empty());
}

TEST(Wareki, exact_dates_only_where_the_day_is_needed)
{
    EXPECT_EQ(*read_exact_date("S640107"), day("1989-01-07"));
    for (const char* text : {"昭和35年", "昭和35年5月", "昭和35年5月1日頃"})
        EXPECT_EQ(read_exact_date(text).error().code.view(), "date.day_required") << text;
    EXPECT_EQ(read_exact_date("S640108").error().code.view(), "date.outside_era");
}

TEST(Wareki, writes_the_first_year_as_gannen)
{
    struct Row {
        const char* date;
        const char* long_form;
        const char* short_form;
    };

    const Row rows[] = {
        {"1868-01-24", "1868年1月24日",       "1868.1.24"},
        {"1868-01-25", "明治元年1月25日",  "M1.1.25"  },
        {"1912-07-29", "明治45年7月29日",   "M45.7.29" },
        {"1912-07-30", "大正元年7月30日",  "T1.7.30"  },
        {"1926-12-24", "大正15年12月24日",  "T15.12.24"},
        {"1926-12-25", "昭和元年12月25日", "S1.12.25" },
        {"1989-01-07", "昭和64年1月7日",    "S64.1.7"  },
        {"1989-01-08", "平成元年1月8日",   "H1.1.8"   },
        {"2019-04-30", "平成31年4月30日",   "H31.4.30" },
        {"2019-05-01", "令和元年5月1日",   "R1.5.1"   },
        {"2019-12-31", "令和元年12月31日", "R1.12.31" },
        {"2020-01-01", "令和2年1月1日",     "R2.1.1"   },
        {"2026-09-01", "令和8年9月1日",     "R8.9.1"   },
    };
    for (const Row& row : rows) {
        EXPECT_EQ(format_wareki(day(row.date)), row.long_form);
        EXPECT_EQ(format_wareki(day(row.date), WarekiStyle::Short), row.short_form);
    }
    const char* const partial[][2] = {
        {"1960",        "昭和35年"                   },
        {"1960~",       "昭和35年頃"                },
        {"1960-05",     "昭和35年5月"               },
        {"1960-05-01~", "昭和35年5月1日頃"        },
        {"1989",        "昭和64年・平成元年"    },
        {"1989-01",     "昭和64年・平成元年1月"},
        {"1989-02",     "平成元年2月"              },
        {"2019",        "平成31年・令和元年"    },
        {"2019-04",     "平成31年4月"               },
        {"1860",        "1860年"                       },
    };
    for (const auto& row : partial)
        EXPECT_EQ(format_wareki(PartialDate::parse(row[0]).value()), row[1]);
}

TEST(Wareki, every_day_from_1868_to_2100_comes_back)
{
    for (Date date = day("1868-01-01"); date <= day("2100-12-31"); date = add_days(date, 1)) {
        for (const WarekiStyle style : {WarekiStyle::Long, WarekiStyle::Short}) {
            const auto reading = read_date(format_wareki(date, style));
            ASSERT_TRUE(reading.has_value()) << format_date(date);
            ASSERT_EQ(reading->date.exact(), date) << format_date(date);
        }
        const PartialDate partial = PartialDate::of(date);
        ASSERT_EQ(PartialDate::parse(partial.str()), partial);
    }
}

TEST(Wareki, a_new_era_is_data)
{
    std::vector<Era> eras(default_eras().eras().begin(), default_eras().eras().end());
    eras.back().last = day("2040-03-31");
    eras.push_back({"X", "新", "新元", day("2040-04-01"), std::nullopt});
    const EraTable table(eras);
    EXPECT_EQ(format_wareki(day("2040-03-31"), WarekiStyle::Long, table), "令和22年3月31日");
    EXPECT_EQ(format_wareki(day("2040-04-01"), WarekiStyle::Long, table), "新元元年4月1日");
    EXPECT_EQ(show(read_date("X2.1.1", table)), "2041-01-01");
    EXPECT_EQ(show(read_date("R22.4.1", table)), "date.outside_era");
    EXPECT_EQ(show(read_date("R23.4.1", table)), "2041-04-01 date.era_ended");
    EXPECT_EQ(show(read_date("X2.1.1")), "date.unreadable");
}

TEST(Wareki, a_broken_table_is_refused_at_once)
{
    const Era first{"A", "甲", "甲子", day("2000-01-01"), day("2009-12-31")};
    const Era second{"B", "乙", "乙丑", day("2010-01-01"), std::nullopt};
    EXPECT_NO_THROW(EraTable({first, second}));
    EXPECT_THROW(EraTable({}), ProfileError);
    EXPECT_THROW(EraTable({second, first}), ProfileError);
    EXPECT_THROW(EraTable({first}), ProfileError);
    Era gap = second;
    gap.first = day("2010-01-02");
    EXPECT_THROW(EraTable({first, gap}), ProfileError);
    Era overlap = second;
    overlap.first = day("2009-12-30");
    EXPECT_THROW(EraTable({first, overlap}), ProfileError);
    Era same = second;
    same.letter = "A";
    EXPECT_THROW(EraTable({first, same}), ProfileError);
    Era nameless = second;
    nameless.name = "";
    EXPECT_THROW(EraTable({first, nameless}), ProfileError);
}

TEST(PartialDate, is_stored_as_edtf)
{
    for (const char* good : {"1960", "1960~", "1960-05", "1960-05~", "1960-02-29", "1960-02-29~"})
        EXPECT_EQ(PartialDate::parse(good)->str(), good);
    for (const char* wrong : {"",
                              "~",
                              "60",
                              "1960-",
                              "1960-13",
                              "1960-00",
                              "1961-02-29",
                              "1960-5",
                              "1960-05-1",
                              "0000",
                              "1960~~",
                              "1960-05-01x"})
        EXPECT_FALSE(PartialDate::parse(wrong)) << wrong;
    const PartialDate month = *PartialDate::parse("1960-02");
    EXPECT_EQ(month.earliest(), day("1960-02-01"));
    EXPECT_EQ(month.latest(), day("1960-02-29"));
    EXPECT_EQ(month.exact(), std::nullopt);
    EXPECT_EQ(PartialDate::parse("1960")->latest(), day("1960-12-31"));
    EXPECT_EQ(PartialDate::parse("1960-02-29")->exact(), day("1960-02-29"));
    EXPECT_EQ(PartialDate::parse("1960-02-29~")->exact(), std::nullopt);
}

RC_GTEST_PROP(Wareki, any_bytes_are_read_or_refused, (const std::string& bytes))
{
    const auto reading = read_date(bytes);
    if (reading) RC_ASSERT(reading->date.earliest().ok() && reading->date.latest().ok());
}

}  // namespace
}  // namespace junkai
