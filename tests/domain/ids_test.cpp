// SPDX-License-Identifier: Apache-2.0
#include "domain/action.h"
#include "domain/cards/types.h"
#include "domain/duty/operations.h"
#include "domain/ids.h"
#include "domain/interval.h"
#include "domain/places/types.h"
#include "domain/purpose.h"
#include "domain/roster/types.h"
#include "domain/visits/types.h"

#include <set>
#include <string>

namespace junkai::domain {
namespace {

TEST(CardNo, WritesSevenDigitsAndACheckDigit)
{
    // The published example of the Damm algorithm: 572 has check digit 4; leading zeros change nothing.
    EXPECT_EQ(CardNo::of_serial(572).str(), "0000572-4");
    const CardNo number = CardNo::of_serial(12345);
    EXPECT_EQ(number.str().substr(0, 8), "0012345-");
    EXPECT_EQ(CardNo::parse(number.str()), number);
    EXPECT_EQ(CardNo::of_serial(CardNo::kMaxSerial).str().size(), 9U);
    EXPECT_THROW(CardNo::of_serial(0), InvariantError);
    EXPECT_THROW(CardNo::of_serial(CardNo::kMaxSerial + 1), InvariantError);
}

TEST(CardNo, RefusesEachSingleWrongDigitAndEachSwappedPair)
{
    for (const std::uint32_t serial : {1U, 42U, 12345U, 7654321U, 9999999U}) {
        const std::string good = CardNo::of_serial(serial).str();
        for (std::size_t i = 0; i < good.size(); ++i) {
            if (good[i] == '-') continue;
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string bad = good;
                bad[i] = digit;
                EXPECT_EQ(CardNo::parse(bad).has_value(), bad == good) << bad;
            }
        }
        for (std::size_t i = 0; i + 1 < 7; ++i) {
            std::string swapped = good;
            std::swap(swapped[i], swapped[i + 1]);
            EXPECT_EQ(CardNo::parse(swapped).has_value(), swapped == good) << swapped;
        }
    }
}

TEST(CardNo, RefusesOtherShapes)
{
    for (const char* text :
         {"", "0012345", "00123453", "0012345-", " 0012345-3", "0012345-33", "001234a-3", "0000000-2"})
        EXPECT_FALSE(CardNo::parse(text)) << text;
}

TEST(HumanNumbers, AreCheckedAtTheirBorders)
{
    EXPECT_FALSE(OfficerNo::parse("123"));
    EXPECT_EQ(OfficerNo::parse("0123")->str(), "0123");
    EXPECT_TRUE(OfficerNo::parse("1234567890"));
    EXPECT_FALSE(OfficerNo::parse("12345678901"));
    EXPECT_FALSE(OfficerNo::parse("12a4"));

    EXPECT_FALSE(StationCode::parse("m"));
    EXPECT_TRUE(StationCode::parse("mihon"));
    EXPECT_TRUE(StationCode::parse("mihon-kita"));
    for (const char* text :
         {"-mihon", "mihon-", "mi--hon", "Mihon", "見本", "abcdefghijklmnopq", "a/b", ".."})
        EXPECT_FALSE(StationCode::parse(text)) << text;

    EXPECT_TRUE(PlaceCode::parse("1"));
    EXPECT_TRUE(PlaceCode::parse("K901-2"));
    for (const char* text : {"", "-1", "1-", "1 2", "12345678901234567"})
        EXPECT_FALSE(PlaceCode::parse(text)) << text;
}

template <class E>
void expect_distinct_codes(std::size_t last)
{
    std::set<std::string_view> seen;
    std::size_t value = 0;
    for (const auto& row : Codes<E>::rows) {
        EXPECT_EQ(static_cast<std::size_t>(row.value), value++) << row.code;
        EXPECT_TRUE(seen.insert(row.code).second) << row.code;
        EXPECT_EQ(from_code<E>(code_of(row.value)), row.value);
    }
    EXPECT_EQ(value, last + 1);
    EXPECT_FALSE(from_code<E>(""));
    EXPECT_FALSE(from_code<E>("no such word"));
}

TEST(Codes, NameEachEnumeratorOnceAndInOrder)
{
    const auto last = [](auto value) { return static_cast<std::size_t>(value); };
    expect_distinct_codes<Purpose>(last(Purpose::Incident));
    expect_distinct_codes<Action>(std::size(Codes<Action>::rows) - 1);
    expect_distinct_codes<duty::Operation>(last(duty::Operation::EditOrganisation));
    expect_distinct_codes<roster::Role>(last(roster::Role::SystemAdministrator));
    expect_distinct_codes<roster::Post>(last(roster::Post::SystemStaff));
    expect_distinct_codes<roster::AssignmentKind>(last(roster::AssignmentKind::Dedicated));
    expect_distinct_codes<places::SiteKind>(last(places::SiteKind::StationArea));
    expect_distinct_codes<places::AddressKind>(last(places::AddressKind::Unknown));
    expect_distinct_codes<places::DwellingKind>(last(places::DwellingKind::Other));
    expect_distinct_codes<places::UnitKind>(last(places::UnitKind::Establishment));
    expect_distinct_codes<places::HubKind>(last(places::HubKind::Other));
    expect_distinct_codes<places::UnitState>(last(places::UnitState::Closed));
    expect_distinct_codes<visits::VisitClass>(last(visits::VisitClass::Special));
    expect_distinct_codes<visits::VisitOutcome>(last(visits::VisitOutcome::BuildingClosed));
    expect_distinct_codes<visits::Deemed>(last(visits::Deemed::U));
    expect_distinct_codes<visits::MetWhom>(last(visits::MetWhom::Other));
    expect_distinct_codes<visits::Topic>(last(visits::Topic::SafePeacefulLife));
    expect_distinct_codes<visits::NoticeKind>(last(visits::NoticeKind::PatrolCard));
    expect_distinct_codes<visits::NoticePlacement>(last(visits::NoticePlacement::Other));
    expect_distinct_codes<visits::NightStanding>(last(visits::NightStanding::Violation));
    expect_distinct_codes<visits::WishRoute>(last(visits::WishRoute::OnCard));
    expect_distinct_codes<visits::NightState>(last(visits::NightState::Withdrawn));
    expect_distinct_codes<visits::DueReason>(last(visits::DueReason::BuildingWasClosed));
    expect_distinct_codes<cards::Route>(last(cards::Route::OtherPoliceWork));
    expect_distinct_codes<cards::WrittenBy>(last(cards::WrittenBy::Officer));
    expect_distinct_codes<cards::FormVersion>(last(cards::FormVersion::OldSlip));
    expect_distinct_codes<cards::CardState>(last(cards::CardState::Disposed));
    expect_distinct_codes<cards::BinderClass>(last(cards::BinderClass::Establishment));
    expect_distinct_codes<cards::HousingKind>(last(cards::HousingKind::Other));
    expect_distinct_codes<cards::Relation>(last(cards::Relation::Other));
    expect_distinct_codes<cards::Sex>(last(cards::Sex::Other));
    expect_distinct_codes<cards::ContactRelation>(last(cards::ContactRelation::Other));
    expect_distinct_codes<cards::ToldHow>(last(cards::ToldHow::OnPaper));
    expect_distinct_codes<cards::Cooperation>(last(cards::Cooperation::Manager));
    expect_distinct_codes<cards::Field>(last(cards::Field::DisasterNeeds));
}

TEST(Purpose, EachHasAClause)
{
    for (const Purpose purpose : all_of<Purpose>())
        EXPECT_FALSE(clause_of(purpose).empty()) << code_of(purpose);
}

TEST(Interval, IsHalfOpen)
{
    const Date first = std::chrono::year(2026) / 4 / 1;
    const Date last = std::chrono::year(2026) / 9 / 30;
    const Interval half_year = whole_days(first, last);
    EXPECT_FALSE(half_year.contains(japan_instant(first, 0) - std::chrono::microseconds(1)));
    EXPECT_TRUE(half_year.contains(japan_instant(first, 0)));
    EXPECT_TRUE(half_year.contains(japan_instant(last, 1439)));
    EXPECT_FALSE(half_year.contains(japan_instant(last, 1440)));

    const Interval after = whole_days(std::chrono::year(2026) / 10 / 1);
    EXPECT_FALSE(half_year.overlaps(after));
    EXPECT_TRUE(half_year.overlaps(whole_days(last)));
    EXPECT_FALSE(half_year.overlaps(Interval{japan_instant(first, 60), japan_instant(first, 60)}));
    EXPECT_TRUE(after.contains(japan_instant(std::chrono::year(2099) / 1 / 1, 0)));
}

}  // namespace
}  // namespace junkai::domain
