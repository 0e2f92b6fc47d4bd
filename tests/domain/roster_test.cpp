// SPDX-License-Identifier: Apache-2.0
#include "domain/roster/rules.h"

#include "base/period.h"

// Version 14 crashes on the tables of this file.
// clang-format off
namespace junkai::domain::roster {
namespace {

template <class I>
I id(unsigned char value)
{
    Uuid uuid;
    uuid.bytes.back() = std::byte{value};
    return I(uuid);
}

const Date kApril = std::chrono::year(2026) / 4 / 1;
const Date kSeptember = std::chrono::year(2026) / 9 / 30;
const Date kOctober = std::chrono::year(2026) / 10 / 1;

places::Station station(bool has_chiiki_kacho = true)
{
    return {.id = id<StationId>(1),
            .code = *StationCode::parse("mihon"),
            .name = "見本警察署",
            .has_chiiki_kacho = has_chiiki_kacho};
}

Officer officer(unsigned char number, unsigned char of_station = 1)
{
    return {.id = id<OfficerId>(number),
            .number = *OfficerNo::parse("90010"),
            .station = id<StationId>(of_station)};
}

Designation designation(unsigned char number, Role role, Interval in_force)
{
    Designation out{.id = id<DesignationId>(number),
                    .station = id<StationId>(1),
                    .officer = id<OfficerId>(number),
                    .role = role,
                    .in_force = in_force,
                    .by = id<OfficerId>(99)};
    out.blocks = {id<BlockId>(1)};
    out.site = id<SiteId>(1);
    out.beats = {id<BeatId>(1)};
    return out;
}

std::string code(const auto& result)
{
    return result ? "" : std::string(result.error().code.view());
}

// [clause 3-3a] [clause 6-2(1)] Another one designates, and not backwards.
TEST(CheckDesignator, NotHimselfAndFromToday)
{
    struct Row {
        const char* what;
        unsigned char by;
        Instant from;
        Designator designator;
        const char* reason;
        const char* expected;
    };
    const auto tick = std::chrono::microseconds(1);
    const Instant midnight = japan_instant(kApril, 0);
    const Row rows[] = {
        {"from today",                           99, midnight,        Designator::Station,      "",     ""},
        {"from tomorrow",                        99, japan_instant(add_days(kApril, 1), 0), Designator::Station, "", ""},
        {"from the last moment of yesterday",    99, midnight - tick, Designator::Station,      "辞令", "roster.begins_in_the_past"},
        {"by headquarters, with a reason",       99, midnight - tick, Designator::Headquarters, "辞令", ""},
        {"by headquarters, without",             99, midnight - tick, Designator::Headquarters, "",     "roster.back_dated_needs_reason"},
        {"himself",                               1, midnight,        Designator::Station,      "",     "roster.own_designation"},
        {"himself at headquarters",               1, midnight,        Designator::Headquarters, "辞令", "roster.own_designation"},
    };
    for (const Row& row : rows) {
        Designation wanted = designation(1, Role::DesignatedSupervisor, {row.from, std::nullopt});
        wanted.by = id<OfficerId>(row.by);
        wanted.reason = row.reason;
        EXPECT_EQ(code(check_designator(wanted, row.designator, kApril)), row.expected) << row.what;
    }
}

// [clause 3-3a] [clause 6-2(1)]
TEST(DecideDesignation, OneGeneralManagerAndOneCustodianASiteAtATime)
{
    const auto first_half = whole_days(kApril, kSeptember);
    const std::vector<Designation> others = {designation(1, Role::GeneralManager, first_half),
                                             designation(2, Role::SiteCustodian, first_half)};

    struct Row {
        const char* what;
        Designation wanted;
        const char* expected;
    };

    Designation other_site = designation(3, Role::SiteCustodian, first_half);
    other_site.site = id<SiteId>(2);
    Designation changed = designation(1, Role::GeneralManager, whole_days(kApril));
    const Row rows[] = {
        {"on the last day",
         designation(3,                                  Role::GeneralManager, whole_days(kSeptember)),
         "roster.general_manager_taken"                                                                                              },
        {"from the day after",            designation(3, Role::GeneralManager, whole_days(kOctober)),   ""                           },
        {"the same appointment, changed", changed,       ""                  },
        {"a deputy beside",     designation(3,       Role::DeputyGeneralManager,                   first_half),                        ""                                    },
        {"second custodian of the site",
         designation(3,              Role::SiteCustodian,                                             first_half),
         "roster.custodian_taken"},
        {"custodian of another site",                             other_site,                                          ""    },
        {"custodian after",                             designation(3,                                          Role::SiteCustodian,                  whole_days(kOctober)),                                                                    ""                                                                                                          },
    };
    const auto here = station();
    for (const Row& row : rows) {
        Officer who = officer(3);
        EXPECT_EQ(code(decide_designation(row.wanted, who, &here, others)), row.expected) << row.what;
    }
}

// [clause 3-3d]
TEST(DecideDesignation, NoDeputyWithoutAChiikiKacho)
{
    const auto with = station(true);
    const auto without = station(false);
    const auto deputy = designation(3, Role::DeputyGeneralManager, whole_days(kApril));
    EXPECT_EQ(code(decide_designation(deputy, officer(3), &with, {})), "");
    const auto refused = decide_designation(deputy, officer(3), &without, {});
    EXPECT_EQ(code(refused), "roster.no_deputy_here");
    EXPECT_EQ(refused.error().clause.view(), "3-3d");
}

TEST(DecideDesignation, EachRoleHasItsScope)
{
    const auto here = station();
    const auto open = whole_days(kApril);
    const auto closed = whole_days(kApril, kSeptember);
    const auto changed = [](Designation wanted, auto&& change) {
        change(wanted);
        return wanted;
    };

    struct Row {
        const char* what;
        Designation wanted;
        unsigned char officers_station;
        const char* expected;
    };

    // clang-format off
    const Row rows[] = {
        {"block manager", designation(3, Role::BlockManager, open), 1, ""},
        {"block manager of nothing",
         changed(designation(3, Role::BlockManager, open), [](auto& d) { d.blocks.clear(); }), 1,
         "roster.block_missing"},
        {"custodian of nowhere", changed(designation(3, Role::SiteCustodian, open), [](auto& d) { d.site.reset(); }),
         1, "roster.site_missing"},
        {"support for a time", designation(3, Role::SupportStaff, closed), 1, ""},
        {"support without end", designation(3, Role::SupportStaff, open), 1, "roster.support_needs_end"},
        {"support for nothing", changed(designation(3, Role::SupportStaff, closed), [](auto& d) { d.beats.clear(); }),
         1, "roster.support_needs_list"},
        {"beat officer by title", designation(3, Role::BeatOfficer, open), 1, "roster.assign_a_beat"},
        {"nothing long", designation(3, Role::GeneralManager, {open.from, open.from}), 1, "roster.interval_empty"},
        {"officer of another station", designation(3, Role::GeneralManager, open), 2, "roster.officer_elsewhere"},
        {"auditor of a station", designation(3, Role::Auditor, open), 1, "roster.role_of_headquarters"},
        {"chief of nowhere",
         changed(designation(3, Role::StationChief, open), [](auto& d) { d.station.reset(); }), 1,
         "roster.role_of_a_station"},
        {"auditor", changed(designation(3, Role::Auditor, open), [](auto& d) { d.station.reset(); }), 1, ""},
    };
    // clang-format on
    for (const Row& row : rows)
        EXPECT_EQ(code(decide_designation(row.wanted, officer(3, row.officers_station), &here, {})),
                  row.expected)
            << row.what;
}

BeatAssignment assignment(unsigned char number, AssignmentKind kind, Interval in_force)
{
    return {.id = id<AssignmentId>(number),
            .station = id<StationId>(1),
            .beat = id<BeatId>(1),
            .officer = id<OfficerId>(number),
            .kind = kind,
            .in_force = in_force,
            .by = id<OfficerId>(99)};
}

TEST(DecideAssignment, OneMainOfficerABeatAtATime)
{
    using enum AssignmentKind;
    const std::vector<BeatAssignment> others = {assignment(1, Main, whole_days(kApril, kSeptember))};
    const auto decide = [&](const BeatAssignment& wanted, unsigned char who) {
        return code(decide_assignment(wanted, officer(who), others));
    };
    EXPECT_EQ(decide(assignment(2, Main, whole_days(kSeptember)), 2), "roster.beat_taken");
    EXPECT_EQ(decide(assignment(2, Main, whole_days(kOctober)), 2), "");
    EXPECT_EQ(decide(assignment(2, Caretaker, whole_days(kApril)), 2), "roster.beat_taken");
    EXPECT_EQ(decide(assignment(2, Dedicated, whole_days(kApril)), 2), "");
    Officer clerk = officer(2);
    clerk.is_community_officer = false;
    EXPECT_EQ(code(decide_assignment(assignment(2, Main, whole_days(kOctober)), clerk, others)),
              "roster.not_a_community_officer");
    EXPECT_EQ(code(decide_assignment(assignment(2, Main, whole_days(kOctober)), officer(2, 2), others)),
              "roster.officer_elsewhere");
}

TEST(DecideEnd, KeepsThePast)
{
    const Instant start = japan_instant(kApril, 0);
    const Instant end = japan_instant(kOctober, 0);
    EXPECT_EQ(*decide_end({start, std::nullopt}, end), (Interval{start, end}));
    EXPECT_TRUE(decide_end({end, std::nullopt}, start)->is_empty());
    EXPECT_EQ(code(decide_end({start, end}, end)), "roster.already_ended");
    EXPECT_EQ(code(decide_end({start, end}, end - std::chrono::hours(1))), "");
}

TEST(FindVacancies, SaysWhatIsMissingAtThatMoment)
{
    const std::vector<places::Site> sites = {
        {.id = id<SiteId>(1),
         .station = id<StationId>(1),
         .code = *PlaceCode::parse("1"),
         .name = "見本交番"                                                                               },
        {.id = id<SiteId>(2), .station = id<StationId>(1), .code = *PlaceCode::parse("2"), .name = "北交番"}
    };
    const std::vector<places::Beat> beats = {
        {.id = id<BeatId>(1),
         .station = id<StationId>(1),
         .site = id<SiteId>(1),
         .code = *PlaceCode::parse("1"),
         .name = "1"}
    };
    const auto half = whole_days(kApril, kSeptember);
    const std::vector<Designation> designations = {designation(1, Role::GeneralManager, half),
                                                   designation(2, Role::SiteCustodian, half)};
    const std::vector<BeatAssignment> assignments = {assignment(1, AssignmentKind::Main, half)};
    const auto at = [&](Date day) {
        return find_vacancies(station(), sites, beats, designations, assignments, japan_instant(day, 0));
    };
    EXPECT_FALSE(at(kSeptember).general_manager);
    EXPECT_EQ(at(kSeptember).sites_without_custodian, std::vector<SiteId>{id<SiteId>(2)});
    EXPECT_TRUE(at(kSeptember).beats_without_officer.empty());
    EXPECT_TRUE(at(kOctober).general_manager);
    EXPECT_EQ(at(kOctober).sites_without_custodian.size(), 2U);
    EXPECT_EQ(at(kOctober).beats_without_officer.size(), 1U);
}

}  // namespace
}  // namespace junkai::domain::roster
