// SPDX-License-Identifier: Apache-2.0
#include "profile/profile.h"

#include "base/errors.h"
#include "base/japan_time.h"
#include "domain/duty/permit.h"
#include "profile/clauses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

using namespace junkai;
using namespace junkai::profile;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
namespace fs = std::filesystem;
using domain::roster::Role;
using domain::visits::Deemed;
using domain::visits::Frequency;
using domain::visits::VisitClass;

namespace {

const fs::path kSource = fs::path(JUNKAI_SOURCE_DIR) / "profiles";

Date day(const char* text)
{
    return parse_date(text).value();
}

std::string text_of_file(const fs::path& file)
{
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

/// A copy of base and saitama in a folder of its own, where a test may break one thing.
class Copy {
public:
    Copy()
    {
        std::string name = (fs::temp_directory_path() / "junkai-profile-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        fs::create_directories(root_ / "base");
        fs::copy_file(kSource / "base/profile.json", root_ / "base/profile.json");
        add_version("2021-04-01");
    }

    ~Copy() { fs::remove_all(root_); }

    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    void add_version(const std::string& date)
    {
        const fs::path folder = root_ / "saitama" / date;
        fs::create_directories(folder);
        for (const char* file : {"profile.json", "terms.json"})
            fs::copy_file(kSource / "saitama/2021-04-01" / file, folder / file);
    }

    /// Replaces a text that stands exactly once.
    void change(const std::string& file, const std::string& from, const std::string& to)
    {
        std::string text = text_of_file(root_ / file);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << file << " has no " << from;
        ASSERT_EQ(text.find(from, at + 1), std::string::npos) << file << " has twice " << from;
        std::ofstream(root_ / file) << text.replace(at, from.size(), to);
    }

    Profiles load() const { return Profiles::load(root_, "saitama"); }

    std::string problem() const
    {
        try {
            load();
        } catch (const ProfileError& error) {
            return error.what();
        }
        return "";
    }

    const fs::path& root() const { return root_; }

private:
    fs::path root_;
};

constexpr const char* kBase = "base/profile.json";
constexpr const char* kDated = "saitama/2021-04-01/profile.json";

/// Whether somebody of that role decides, under the rules of this profile, on what another asked for.
bool decides(const Profile& profile, domain::duty::Operation operation, Role role)
{
    const auto id = [](unsigned char value) {
        Uuid uuid;
        uuid.bytes.back() = std::byte{value};
        return uuid;
    };
    const Instant at = japan_instant(day("2026-02-28"), 600);
    domain::duty::Actor actor{domain::OfficerId(id(1)), domain::AccountId(id(1)), {}, {}};
    actor.designations.push_back({
        .id = domain::DesignationId(id(1)),
        .station = domain::StationId(id(1)),
        .officer = actor.officer,
        .role = role,
        .in_force = {at, std::nullopt},
        .by = domain::OfficerId(id(2))
    });
    domain::duty::Subject subject;
    subject.station = domain::StationId(id(1));
    subject.requested_by = domain::OfficerId(id(2));
    return domain::duty::permit(actor, operation, subject, at, profile.rules.roster.duty).has_value();
}

}  // namespace

TEST(Profiles, EveryPrefectureOfTheRepositoryLoads)
{
    const auto names = list_prefectures(kSource);
    EXPECT_THAT(names, ::testing::IsSupersetOf({"saitama", "sample"}));
    std::set<std::string> ids;
    for (const auto& name : names) {
        const Profiles all = Profiles::load(kSource, name);
        for (const auto& version : all.versions())
            EXPECT_TRUE(ids.insert(version.id).second) << version.id << " stands twice";
    }
}

TEST(Profiles, SaitamaIsTheDirective)
{
    const Profiles saitama = Profiles::load(kSource, "saitama");
    const Profile& p = *saitama.find_on(day("2026-02-28"));
    EXPECT_EQ(p.id, "saitama-2021");
    EXPECT_EQ(p.prefecture, "埼玉県");
    EXPECT_FALSE(p.fictional);
    EXPECT_THAT(p.legal_basis, HasSubstr("第5条第2項第4号イ"));
    EXPECT_EQ(p.rules.roster.gm_posts.size(), 2U);
    EXPECT_TRUE(p.rules.roster.dgm_requires_chiiki_kacho);
    EXPECT_EQ(p.rules.visits.find_frequency(VisitClass::Hub)->usual, (Frequency{4, 12}));
    EXPECT_EQ(p.rules.visits.find_frequency(VisitClass::General)->usual, (Frequency{1, 12}));
    EXPECT_FALSE(p.rules.visits.find_frequency(VisitClass::Special)->usual.has_value());
    for (const Deemed kind : {Deemed::A, Deemed::I, Deemed::U})
        EXPECT_TRUE(p.rules.visits.allows(kind));
    EXPECT_FALSE(p.rules.visits.allows(Deemed::None));
    EXPECT_EQ(p.rules.visits.courtesy_window.from_minute, 540);
    EXPECT_FALSE(p.rules.visits.courtesy_window.to_minute.has_value()) << "until sunset";
    EXPECT_FALSE(p.rules.visits.night.fixed_minute.has_value()) << "after sunset";
    EXPECT_FALSE(p.rules.roster.duty.night_approver_dgm);
    EXPECT_EQ(p.rules.visits.refusal_keep_months, 12);
    EXPECT_EQ(p.rules.elderly.min_age, 65);
    EXPECT_EQ(p.rules.inspection.period_months, 6);
    EXPECT_EQ(p.rules.retention.card_years, 30);
    EXPECT_EQ(p.rules.disclosure.other_deciders.size(), 2U);
    EXPECT_EQ(p.find_term("beat")->term, "巡連区");
    EXPECT_EQ(p.find_term("nothing"), nullptr);
}

// 0 (通達): judged by the version of its day. [clause 0 (通達)]
TEST(Profiles, AnActIsJudgedByTheVersionOfItsDay)
{
    Copy copy;
    copy.add_version("2024-10-01");
    copy.change("saitama/2024-10-01/profile.json", "\"saitama-2021\"", "\"saitama-2024\"");
    copy.change("saitama/2024-10-01/profile.json", "\"2021-04-01\"", "\"2024-10-01\"");
    const Profiles all = copy.load();

    const struct {
        const char* name;
        const char* on;
        const char* id;
    } rows[] = {
        {"the day before the first", "2021-03-31", ""            },
        {"the first day",            "2021-04-01", "saitama-2021"},
        {"the day before the next",  "2024-09-30", "saitama-2021"},
        {"the next one's first day", "2024-10-01", "saitama-2024"},
        {"long after",               "2040-01-01", "saitama-2024"},
    };

    for (const auto& row : rows) {
        const auto found = all.rules_on(day(row.on));
        if (*row.id) {
            ASSERT_TRUE(found) << row.name;
            EXPECT_EQ((*found)->id, row.id) << row.name;
        } else {
            ASSERT_FALSE(found) << row.name;
            EXPECT_EQ(found.error().code.view(), "rules.version_not_known");
            EXPECT_EQ(found.error().clause.view(), "0 (通達)");
        }
    }
    std::vector<std::string> listed;
    for (const RuleSet& set : all.rule_sets())
        listed.push_back(format_date(set.in_force_from) + (set.implemented ? "+" : "-"));
    EXPECT_THAT(listed,
                ::testing::ElementsAre("2010-07-02-",
                                       "2015-06-01-",
                                       "2017-12-01-",
                                       "2018-04-01-",
                                       "2019-01-04-",
                                       "2021-04-01+",
                                       "2024-10-01+"));
}

// What a prefecture decides about duties reaches the matrix. [clause 4-4b] [clause 6-6(1)b]
TEST(Profiles, SwitchesOfDutiesReachTheMatrix)
{
    using enum domain::duty::Operation;

    struct Case {
        const char* what;
        domain::duty::Operation operation;
        Role role;
        bool usually;
        const char* changed;
    };

    const Case cases[] = {
        {"the deputy approves a night visit",
         ApproveNightVisit,       Role::DeputyGeneralManager,
         false, R"("inherits": "base", "visit": {"night": {"approver": ["GM", "DGM"]}},)"},
        {"a supervisor agrees to an answer to the police",
         PreApprovePoliceInquiry, Role::DesignatedSupervisor,
         true,  R"("inherits": "base", "roles": {"sup": {"can_preapprove": false}},
            "disclose": {"police": {"preapprover": ["GM", "DGM", "BM"]}},)"      },
        {"the chief approves a night visit",
         ApproveNightVisit,       Role::StationChief,
         false, R"("inherits": "base",
            "roles": {"switches": [{"operation": "approve_night_visit", "role": "CHIEF", "on": true}]},)"                                                   },
    };
    for (const Case& one : cases) {
        SCOPED_TRACE(one.what);
        Copy before;
        EXPECT_EQ(decides(before.load().versions().front(), one.operation, one.role), one.usually);
        Copy after;
        after.change(kDated, "\"inherits\": \"base\",", one.changed);
        EXPECT_EQ(decides(after.load().versions().front(), one.operation, one.role), !one.usually);
    }
}

TEST(Profiles, ADatedProfileOverridesTheBase)
{
    Copy copy;
    copy.change(kDated,
                "\"inherits\": \"base\",",
                R"("inherits": "base", "visit": {"night": {"basis": "18:00", "approver": ["GM", "DGM"]}},
                   "inspect": {"period": "P1Y"}, "lang": {"guides": ["zh", "en", "ko"]},)");
    const Profiles all = copy.load();
    const Rules& rules = all.versions().front().rules;
    EXPECT_EQ(rules.visits.night.fixed_minute, 18 * 60);
    EXPECT_TRUE(rules.roster.duty.night_approver_dgm);
    EXPECT_EQ(rules.inspection.period_months, 12);
    EXPECT_EQ(rules.guides.size(), 3U);
    EXPECT_EQ(rules.visits.courtesy_window.from_minute, 540) << "still the base's";
}

TEST(Profiles, AFormOfTheDatedProfileReplacesTheBases)
{
    Copy copy;
    fs::create_directories(copy.root() / "base/forms/household-card");
    fs::create_directories(copy.root() / "base/forms/notice");
    fs::create_directories(copy.root() / "saitama/2021-04-01/forms/household-card");
    const Profiles all = copy.load();
    const Profile& p = all.versions().front();
    EXPECT_EQ(p.find_form("household-card"), copy.root() / "saitama/2021-04-01/forms/household-card");
    EXPECT_EQ(p.find_form("notice"), copy.root() / "base/forms/notice");
    EXPECT_TRUE(p.find_form("other").empty());
}

TEST(Profiles, ANewEraIsData)
{
    EXPECT_EQ(Copy().load().versions().front().eras.find(day("2019-05-01"))->name, "令和");
    Copy copy;
    copy.change(kDated, "\"inherits\": \"base\",", R"("inherits": "base", "eras": [
        {"letter": "R", "short_name": "令", "name": "令和", "first": "2019-05-01", "last": "2049-12-31"},
        {"letter": "X", "short_name": "見", "name": "見本", "first": "2050-01-01"}],)");
    const Profiles all = copy.load();
    EXPECT_EQ(all.versions().front().eras.find(day("2049-12-31"))->name, "令和");
    EXPECT_EQ(all.versions().front().eras.find(day("2050-01-01"))->name, "見本");
    copy.change(kDated, "\"last\": \"2049-12-31\"", "\"last\": \"2051-12-31\"");
    EXPECT_THAT(copy.problem(), HasSubstr("2021-04-01/profile.json: /eras: ")) << "eras that overlap";
}

TEST(Profiles, EachBrokenThingIsNamed)
{
    const struct {
        const char* name;
        const char* file;
        const char* from;
        const char* to;
        const char* says;
    } rows[] = {
        {"an unknown key in the base",
         kBase,                                                                           "\"index\": {",
         "\"indices\": {}, \"index\": {",                                                                                                               "base/profile.json: /indices: the key is not known"      },
        {"a misspelt key below",
         kBase,                                                                           "\"keep_months\": 12",
         "\"keep_month\": 12",                                                                                                                          "/visit/refusal: the key \"keep_months\" is missing"     },
        {"an unknown key in the dated file",
         kDated,                                                                          "\"fictional\": false",
         "\"fictional\": false, \"night\": 1",                                                                                                          "2021-04-01/profile.json: /night: the key is not known"  },
        {"a missing key",
         kDated,                                                                          "\"id\": \"saitama-2021\",",
         "",                                                                                                                                            "2021-04-01/profile.json: /: the key \"id\" is missing"  },
        {"a key twice",
         kDated,                                                                          "\"fictional\": false",
         "\"fictional\": false, \"fictional\": true",                                                                                                   "stands twice"                                           },
        {"a day that does not exist",
         kDated,                                                                          "\"in_force_from\": \"2019-01-04\"",
         "\"in_force_from\": \"2019-02-29\"",                                                                                                           "/rule/earlier/4/in_force_from"                          },
        {"another day than the folder's",
         kDated,                                                                          "\"2021-04-01\"",
         "\"2021-04-02\"",                                                                                                                              "/rule/in_force_from: differs"                           },
        {"it stands on something else",
         kDated,                                                                          "\"inherits\": \"base\"",
         "\"inherits\": \"sample\"",                                                                                                                    "/inherits: "                                            },
        {"a refusal kept for ever",
         kBase,                                                                           "\"keep_months\": 12",
         "\"keep_months\": 25",                                                                                                                         "/visit/refusal/keep_months: a whole number from 1 to 24"},
        {"a refusal not kept at all",
         kBase,                                                                           "\"keep_months\": 12",
         "\"keep_months\": 0",                                                                                                                          "/visit/refusal/keep_months"                             },
        {"a number as a text",
         kBase,                                                                           "\"keep_months\": 12",
         "\"keep_months\": \"12\"",                                                                                                                     "/visit/refusal/keep_months"                             },
        {"an hour that does not exist",
         kBase,                                                                           "\"from\": \"09:00\"",
         "\"from\": \"24:00\"",                                                                                                                         "/visit/courtesy_window/from"                            },
        {"an hour of another shape",
         kBase,                                                                           "\"from\": \"09:00\"",
         "\"from\": \"9:00\"",                                                                                                                          "/visit/courtesy_window/from"                            },
        {"a minute with a sign",
         kBase,                                                                           "\"from\": \"09:00\"",
         "\"from\": \"09:-1\"",                                                                                                                         "/visit/courtesy_window/from"                            },
        {"a window that ends first",
         kBase,                                                                           "\"to\": \"sunset\"",
         "\"to\": \"08:59\"",                                                                                                                           "/visit/courtesy_window/to: ends before"                 },
        {"night approved without the general manager",
         kBase,                                                                           "\"approver\": [\n        \"GM\"",
         "\"approver\": [\n        \"DGM\"",                                                                                                            "/visit/night/approver"                                  },
        {"night approved by the block manager",
         kBase,                                                                           "\"approver\": [\n        \"GM\"",
         "\"approver\": [\n        \"GM\", \"BM\"",                                                                                                     "/visit/night/approver"                                  },
        {"a late entry that is thrown away",
         kBase,                                                                           "\"violation\"",
         "\"refused\"",                                                                                                                                 "/visit/night/on_late_entry"                             },
        {"a class nobody knows",
         kBase,                                                                           "\"GENERAL\",\n      \"SPECIAL\"",
         "\"GENERAL\",\n      \"EXTRA\"",                                                                                                               "/visit/classes/2: \"EXTRA\" is not one of"              },
        {"a deemed kind twice",                          kBase,                           "\"U\"",                                         "\"A\"",     "/visit/deemed/kinds: \"A\" stands twice"                },
        {"an inspection period of 13 months",            kBase,                           "\"P6M\"",                                       "\"P13M\"",  "/inspect/period"                                        },
        {"an inspection period without unit",            kBase,                           "\"P6M\"",                                       "\"P6\"",    "/inspect/period"                                        },
        {"retention in months",                          kBase,                           "\"P30Y\"",                                      "\"P360M\"", "/retention/card"                                        },
        {"a take-out approved by the deputy",
         kBase,                                                                           "\"approver\": \"GM\"",
         "\"approver\": \"DGM\"",                                                                                                                       "/takeout/other/approver"                                },
        {"a disposal approved by the general manager",
         kBase,                                                                           "\"approver\": \"CHIEF\"",
         "\"approver\": \"GM\"",                                                                                                                        "/disposal/request/approver"                             },
        {"no marker after a disposal",
         kBase,                                                                           "\"marker\": \"required\"",
         "\"marker\": \"none\"",                                                                                                                        "/disposal/marker"                                       },
        {"a supervisor's right said twice, differently",
         kBase,                                                                           "\"can_preapprove\": true",
         "\"can_preapprove\": false",                                                                                                                   "contradict"                                             },
        {"no guide in Chinese",                          kBase,                           "\"zh\"",                                        "\"ko\"",    "/lang/guides: zh is missing"                            },
        {"a switch of what the directive says",
         kBase,                                                                           "\"switches\": []",
         R"("switches": [{"operation": "approve_disposal", "role": "CHIEF", "on": false}])",                                                            "/roles/switches/0: the directive leaves no choice"      },
        {"a switch of an act nobody knows",
         kBase,                                                                           "\"switches\": []",
         R"("switches": [{"operation": "fly", "role": "CHIEF", "on": false}])",                                                                         "/roles/switches/0/operation"                            },
        {"a standard upside down",
         kBase,                                                                           "\"times\": 1,\n            \"per_months\": 36",
         "\"times\": 5,\n            \"per_months\": 12",                                                                                               "/visit/freq/hq_bounds/GENERAL: max is rarer"            },
        {"a frequency outside of the standard",
         kBase,                                                                           "\"HUB\": {\n          \"times\": 4,",
         "\"HUB\": {\n          \"times\": 13,",                                                                                                        "/visit/freq/default/HUB: lies outside"                  },
        {"a term without its meaning",
         "saitama/2021-04-01/terms.json",                                                 "\"meaning\": \"日没後。\"",
         "\"sense\": \"日没後。\"",                                                                                                                 "terms.json: /night: the key \"meaning\" is missing"     },
        {"not JSON at all",                              "saitama/2021-04-01/terms.json", "\"junkai\": {",                                 "junkai: {", "terms.json:2: "                                         },
    };

    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        Copy copy;
        copy.change(row.file, row.from, row.to);
        EXPECT_THAT(copy.problem(), HasSubstr(row.says));
    }
    EXPECT_EQ(Copy().problem(), "") << "the copy itself is good";
}

TEST(Profiles, FoldersThatCannotBeLoaded)
{
    Copy copy;
    for (const char* name : {"", "base", "nowhere", "../saitama", "saitama/2021-04-01", "."})
        EXPECT_THROW(Profiles::load(copy.root(), name), ProfileError) << name;
    fs::create_directories(copy.root() / "saitama/next");
    EXPECT_THAT(copy.problem(), HasSubstr("saitama/next: the folder's name is not a day"));
}

TEST(Clauses, TheTableOfTheDirectiveIsWhole)
{
    const auto rows = load_clauses((kSource / "saitama/2021-04-01/clauses.json").string());
    EXPECT_EQ(rows.size(), 89U);
    std::set<std::string> known;
    for (const ClauseRow& row : rows)
        EXPECT_TRUE(known.insert(row.clause).second) << row.clause;
    // What the glossary cites are clauses of the table.
    const Profiles all = Profiles::load(kSource, "saitama");
    for (const auto& version : all.versions())
        for (const Term& term : version.terms)
            EXPECT_TRUE(term.clause.empty() || known.contains(term.clause)) << term.key;
}

TEST(Clauses, BrokenRowsAreNamed)
{
    const fs::path file = fs::temp_directory_path() / "junkai-clauses-test.json";

    const struct {
        const char* name;
        const char* text;
        const char* says;
    } rows[] = {
        {"an unknown status",
         R"([{"clause": "1", "requires": "x", "status": "done", "home": [], "tests": [], "why": "x"}])",         "/0/status"},
        {"planned without why",
         R"([{"clause": "1", "requires": "x", "status": "planned", "home": [], "tests": [], "why": ""}])",       "/0/why"   },
        {"a key too many",
         R"([{"clause": "1", "requires": "x", "status": "works", "home": [], "tests": [], "why": "", "z": 1}])",
         "/0/z: the key is not known"                                                                                       },
        {"works",
         R"([{"clause": "1", "requires": "x", "status": "works", "home": ["a"], "tests": [], "why": ""}])",      ""         },
    };

    for (const auto& row : rows) {
        std::ofstream(file) << row.text;
        std::string says;
        try {
            load_clauses(file.string());
        } catch (const ProfileError& error) {
            says = error.what();
        }
        EXPECT_THAT(says, HasSubstr(row.says)) << row.name;
        EXPECT_EQ(says.empty(), *row.says == '\0') << row.name;
    }
    fs::remove(file);
}
