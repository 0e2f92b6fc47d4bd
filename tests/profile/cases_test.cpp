// SPDX-License-Identifier: Apache-2.0
// cases.json of every profile: what a prefecture expects of its own rules, on both sides of each border.
// Found by itself; a new prefecture only adds its folder.
#include "base/age.h"
#include "base/errors.h"
#include "base/fiscal.h"
#include "base/japan_time.h"
#include "base/period.h"
#include "base/sunset.h"
#include "profile/profile.h"
#include "profile/reader.h"

#include <gtest/gtest.h>

#include <map>

using namespace junkai;
using namespace junkai::profile;
namespace fs = std::filesystem;

namespace {

struct Case {
    const Profiles& all;
    const Profile& mine;
    ObjectReader given;
    Reader expect;
};

void in_force(Case& c)
{
    const Profile* found = c.all.find_on(c.given["on"].date());
    const auto* want = std::get_if<std::string>(&c.expect.json().value);
    ASSERT_NE(want, nullptr);
    EXPECT_EQ(found ? found->id : "", *want);
}

void night(Case& c)
{
    const auto at = parse_instant(c.given["at"].text());
    ASSERT_TRUE(at.has_value());
    const Coordinates place{c.given["latitude"].number(-90, 90), c.given["longitude"].number(-180, 180)};
    const Date day = japan_date(*at);
    const auto fixed = c.mine.rules.visits.night.fixed_minute;
    const auto begins = fixed ? japan_instant(day, *fixed) : sunset(day, place).value();
    EXPECT_EQ(*at > begins, c.expect.flag());
}

void inspection_last_day(Case& c)
{
    ASSERT_EQ(c.mine.rules.inspection.period_rule, PeriodRule::CivilCode)
        << "the other rules have no function yet";
    const auto period = period_of_months(c.given["last"].date(), c.mine.rules.inspection.period_months);
    EXPECT_EQ(format_date(period.last), c.expect.text());
}

void elderly_age_reached(Case& c)
{
    const Date birth = c.given["birth"].date();
    const Date on = c.given["on"].date();
    const bool legal = c.mine.rules.elderly.age_rule == AgeRule::Legal;
    const auto age = legal ? legal_age(birth, on) : everyday_age(birth, on);
    EXPECT_EQ(age && *age >= c.mine.rules.elderly.min_age, c.expect.flag());
}

void retention_last_day(Case& c)
{
    const RetentionRules& rules = c.mine.rules.retention;
    const auto period = retention_period(c.given["created"].date(), rules.card_years, rules.start);
    EXPECT_EQ(format_date(period.last), c.expect.text());
}

const std::map<std::string, void (*)(Case&)> kRules = {
    {"in_force",            in_force           },
    {"night",               night              },
    {"inspection_last_day", inspection_last_day},
    {"elderly_age_reached", elderly_age_reached},
    {"retention_last_day",  retention_last_day },
};

int run_cases(const Profiles& all, const Profile& mine)
{
    const Json json = load_json((mine.folders[0] / "cases.json").string());
    return static_cast<int>(Reader(json)
                                .list([&](const Reader& at) {
                                    ObjectReader row(at);
                                    SCOPED_TRACE(mine.id + ": " + row["clause"].text() + ": " +
                                                 row["name"].text());
                                    const auto rule = kRules.find(row["rule"].text());
                                    EXPECT_NE(rule, kRules.end()) << "no such rule: " << row["rule"].text();
                                    Case one{all, mine, row.object("given"), row["expect"]};
                                    row.done();
                                    if (rule != kRules.end()) rule->second(one);
                                    one.given.done();
                                    return 0;
                                })
                                .size());
}

}  // namespace

TEST(ProfileCases, EveryProfileDoesWhatItExpects)
{
    const fs::path profiles = fs::path(JUNKAI_SOURCE_DIR) / "profiles";
    for (const auto& name : list_prefectures(profiles)) {
        const Profiles all = Profiles::load(profiles, name);
        for (const Profile& version : all.versions())
            EXPECT_GE(run_cases(all, version), 10) << version.id;
    }
}
