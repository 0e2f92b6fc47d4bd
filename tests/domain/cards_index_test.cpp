// SPDX-License-Identifier: Apache-2.0
#include "domain/cards/index.h"
#include "domain/cards_kit.h"

namespace junkai::domain::cards {
namespace {

TEST(FindField, ReadsThePointersItWrites)
{
    CardContent of = content();
    of.contacts = {{.id = id<PersonEntryId>(9)}};
    for (const FieldValue& value : field_values(of))
        EXPECT_EQ(find_field(of, value.pointer), value.ref);
    EXPECT_EQ(find_field(of, "/persons/1/birth"), (FieldRef{Field::Birth, id<PersonEntryId>(2)}));
    for (const char* pointer :
         {"", "/", "/persons", "/persons/2/name", "/persons/0/name/family", "/persons/-/name"})
        EXPECT_FALSE(find_field(of, pointer)) << pointer;
}

TEST(FieldValues, HaveEachFieldOfTheForm)
{
    CardContent of = content();
    of.contacts = {{.id = id<PersonEntryId>(9)}};
    std::vector<bool> seen(all_of<Field>().size());
    for (const FieldValue& value : field_values(of))
        seen[static_cast<std::size_t>(value.ref.field)] = true;
    EXPECT_EQ(std::count(seen.begin(), seen.end(), false), 0);
}

places::Dwelling dwelling(places::DwellingKind kind = places::DwellingKind::Detached)
{
    return {
        .id = id<DwellingId>(1),
        .station = id<StationId>(1),
        .beat = id<BeatId>(1),
        .kind = kind,
        .address = {
                    .written = "見本市常盤六丁目901番4号", .town = "常盤六丁目", .block = "901", .number = "4"}
    };
}

// [clause 5-3(1)] [clause 5-3(2)]
TEST(IndexRow, IsDerivedFromTheCard)
{
    HouseholdCard of = card();
    std::swap(of.content.persons[0], of.content.persons[1]);
    const IndexRow row = index_row(of, dwelling());
    EXPECT_EQ(row.card, of.id);
    EXPECT_EQ(row.number, of.number);
    EXPECT_EQ(row.head_name.reveal(), "見本 太郎");
    EXPECT_EQ(row.binder, BinderClass::OwnerOccupied);
    EXPECT_EQ(row.entered_on, kDay);
    EXPECT_EQ(row.corrected_on, std::nullopt);

    const visits::Visit seen = second_visit();
    const auto corrected = decide_correction(card(), correction(new_phone), &seen, kLater, {});
    EXPECT_EQ(index_row(*corrected, dwelling()).corrected_on, ymd(2026, 11, 2));
}

TEST(IndexRow, SortsByReadingAndByAddress)
{
    const auto named = [](const char* family, const char* kana) {
        HouseholdCard of = card();
        of.content.persons[0].name.family = text(family);
        of.content.persons[0].name.family_kana = text(kana);
        return index_row(of, dwelling()).kana_key.reveal();
    };
    EXPECT_LT(named("新井", "アライ"), named("伊藤", "いとう"));
    EXPECT_LT(named("渡辺", "ワタナベ"), named("青木", ""));  // No reading: last, never guessed.
    const auto stands = [](const char* number) {
        places::Dwelling of = dwelling();
        of.address.number = number;
        return index_row(card(), of).address_key;
    };
    EXPECT_LT(stands("4"), stands("10"));
}

// [clause 6-4(1)]
TEST(BinderClass, KeepsApartmentsApart)
{
    using places::DwellingKind;
    using places::UnitKind;
    EXPECT_EQ(binder_class(UnitKind::Household, DwellingKind::Detached), BinderClass::OwnerOccupied);
    EXPECT_EQ(binder_class(UnitKind::Household, DwellingKind::Collective), BinderClass::Apartment);
    EXPECT_EQ(binder_class(UnitKind::Household, DwellingKind::CompanyHousing), BinderClass::Apartment);
    EXPECT_EQ(binder_class(UnitKind::Establishment, DwellingKind::Collective), BinderClass::Establishment);
}

}  // namespace
}  // namespace junkai::domain::cards
