// SPDX-License-Identifier: Apache-2.0
#include "app/demo/household.h"

#include "domain/cards/fields.h"

#include <algorithm>
#include <fmt/format.h>

namespace junkai::app::demo {

using domain::PersonEntryId;
using domain::ToldDate;
using domain::cards::CardContent;
using domain::cards::ContactRelation;
using domain::cards::ConvenientTime;
using domain::cards::EmergencyContact;
using domain::cards::Field;
using domain::cards::HousingKind;
using domain::cards::NameBlock;
using domain::cards::PersonEntry;
using domain::cards::Provenance;
using domain::cards::Relation;
using domain::places::DwellingKind;

namespace {

enum class Gender { Female, Male };

/// People whose names are no Japanese ones, with the language they speak.
struct Foreigner {
    const char* latin;
    const char* family_kana;
    const char* given_kana;
    const char* language;
};

constexpr Foreigner kForeigners[] = {
    {"NGUYEN THI MIHON", "グエン", "ティ・ミホン", "ベトナム語"},
    {"TRAN VAN KAKU", "チャン", "ヴァン・カク", "ベトナム語"},
    {"SILVA MIHON DOS SANTOS", "シルヴァ", "ミホン", "ポルトガル語"},
    {"DELA CRUZ MARIA KAKU", "デラクルス", "マリア", "タガログ語"},
    {"SHRESTHA MIHON BAHADUR", "シュレスタ", "ミホン", "ネパール語"},
};

constexpr const char* kWorkplaces[] = {
    "見本商事", "見本製作所", "見本市役所", "見本運輸", "見本小学校", "見本病院"};
constexpr const char* kRequests[] = {
    "夜間の見回りをお願いします。", "通学路の見守りをお願いします。", "空き家の多い通りが心配です。"};
constexpr const char* kNeeds[] = {
    "避難の時は手助けが必要です。", "車いすを使っています。", "耳が聞こえにくいです。"};

PartialDate year_only(int year)
{
    PartialDate out;
    out.year = year;
    return out;
}

class Family {
public:
    Family(const Words& words, Date day, Ids& ids, Lots& lots)
        : words_(words), ids_(ids), lots_(lots),
          family_(lots.chance(6) ? lots.one_of(words.variants) : lots.one_of(words.families)),
          year_(static_cast<int>(day.year()))
    {
    }

    std::vector<PersonEntry> people()
    {
        if (lots_.below(50) == 0) return {foreigner()};
        const int size = draw_size();
        const int age = size == 1 ? lots_.between(19, 95) : lots_.between(25, 84);
        std::vector<PersonEntry> out{
            person(Relation::Head, lots_.chance(75) ? Gender::Male : Gender::Female, age)};
        if (size > 1 && lots_.chance(85))
            out.push_back(person(Relation::Spouse, Gender::Female, std::max(19, age + lots_.between(-8, 5))));
        while (static_cast<int>(out.size()) < size)
            out.push_back(relative(age, static_cast<int>(out.size())));
        return out;
    }

    EmergencyContact contact()
    {
        const bool is_family = lots_.chance(60);
        const Name& family = is_family ? family_ : lots_.one_of(words_.families);
        const Name& given = lots_.one_of(lots_.chance(50) ? words_.older_male : words_.older_female);
        constexpr ContactRelation kOthers[] = {
            ContactRelation::Friend, ContactRelation::Workplace, ContactRelation::Landlord};
        return {.id = ids_.make<PersonEntryId>(),
                .name = name(family, given),
                .relation = Personal(std::optional(
                    is_family ? (lots_.chance(50) ? ContactRelation::FamilyHome : ContactRelation::Relative)
                              : lots_.one_of(kOthers))),
                .phone = phone(),
                .has_agreed = Personal(true)};
    }

    PersonalText phone()
    {
        return PersonalText(fmt::format("000-{:04}-{:04}", lots_.below(10'000), lots_.below(10'000)));
    }

private:
    int draw_size()
    {
        const auto lot = lots_.below(100);
        if (lot < 36) return 1;
        if (lot < 64) return 2;
        if (lot < 81) return 3;
        if (lot < 93) return 4;
        if (lot < 97) return 5;
        return lot < 99 ? 6 : lots_.between(7, 12);
    }

    PersonEntry relative(int head_age, int index)
    {
        // The first ones are children; large households have parents and grandchildren too.
        if (index < 5 && head_age < 65)
            return person(Relation::Child, gender(), std::max(0, head_age - lots_.between(24, 38)));
        if (index < 7)
            return person(Relation::Parent, gender(), std::min(104, head_age + lots_.between(22, 32)));
        return lots_.chance(50)
                   ? person(Relation::Grandchild, gender(), std::max(0, head_age - lots_.between(50, 60)))
                   : person(Relation::OtherRelative, gender(), lots_.between(1, 90));
    }

    Gender gender() { return lots_.chance(50) ? Gender::Male : Gender::Female; }

    static NameBlock name(const Name& family, const Name& given)
    {
        return {.family = PersonalText(family.text),
                .given = PersonalText(given.text),
                .family_kana = PersonalText(family.kana),
                .given_kana = PersonalText(given.kana)};
    }

    const Name& given_name(Gender gender, int birth_year)
    {
        constexpr int kNewNamesSince = 1975;
        if (gender == Gender::Male)
            return lots_.one_of(birth_year < kNewNamesSince ? words_.older_male : words_.male);
        return lots_.one_of(birth_year < kNewNamesSince ? words_.older_female : words_.female);
    }

    PersonEntry person(Relation relation, Gender gender, int age)
    {
        const int born = year_ - 1 - age;
        PersonEntry out{.id = ids_.make<PersonEntryId>(),
                        .name = name(family_, given_name(gender, born)),
                        .relation = Personal(std::optional(relation)),
                        .birth = Personal(birth(born))};
        constexpr int kAtWorkFrom = 20;
        constexpr int kAtWorkTo = 65;
        if (age >= kAtWorkFrom && age < kAtWorkTo && lots_.chance(30)) {
            out.workplace = PersonalText(lots_.one_of(kWorkplaces));
            out.workplace_phone = phone();
        }
        if (age > 12 && lots_.chance(60)) out.mobile = phone();
        return out;
    }

    /// Voluntary, and sometimes only the year is told.
    ToldDate birth(int year)
    {
        if (lots_.chance(12)) return {};
        PartialDate date = year_only(year);
        if (!lots_.chance(4)) {
            date.month = static_cast<unsigned>(lots_.between(1, 12));
            date.day = static_cast<unsigned>(lots_.between(1, 28));
        }
        return {.date = date};
    }

    PersonEntry foreigner()
    {
        const Foreigner& who = lots_.one_of(kForeigners);
        PersonEntry out{.id = ids_.make<PersonEntryId>(),
                        .name = {.family_kana = PersonalText(who.family_kana),
                                 .given_kana = PersonalText(who.given_kana),
                                 .latin = PersonalText(who.latin)},
                        .relation = Personal(std::optional(Relation::Head)),
                        .birth = Personal(birth(year_ - lots_.between(20, 50)))};
        out.mobile = phone();
        out.language = PersonalText(who.language);
        out.needs_interpreter = Personal(lots_.chance(50));
        return out;
    }

    const Words& words_;
    Ids& ids_;
    Lots& lots_;
    const Name& family_;
    int year_;
};

HousingKind housing_of(DwellingKind kind, Lots& lots)
{
    switch (kind) {
    case DwellingKind::Collective:
        return lots.chance(80) ? HousingKind::Apartment : HousingKind::Owned;
    case DwellingKind::CompanyHousing:
        return HousingKind::CompanyHousing;
    case DwellingKind::Facility:
        return HousingKind::Facility;
    case DwellingKind::Detached:
    case DwellingKind::Shop:
    case DwellingKind::Other:
        break;
    }
    return lots.chance(85) ? HousingKind::Owned : HousingKind::Rented;
}

std::vector<ConvenientTime> convenient_times(Lots& lots)
{
    constexpr unsigned kWeekend = 0b1100000;
    constexpr unsigned kWorkdays = 0b0011111;
    const int from = lots.between(9, 15) * 60;
    return {{lots.chance(50) ? kWeekend : kWorkdays, from, from + lots.between(1, 3) * 60}};
}

}  // namespace

CardContent invent_household(const Words& words, const Home& home, Date day, Ids& ids, Lots& lots)
{
    const auto& address = home.dwelling.address;
    Family family(words, day, ids, lots);
    CardContent out{.address = PersonalText(home.municipality + address.town + address.written)};
    if (!home.building.empty())
        out.address_detail = PersonalText(home.building + " " + address.room + "号室");
    if (lots.chance(55)) out.home_phone = family.phone();
    out.housing = Personal(std::optional(housing_of(home.dwelling.kind, lots)));
    if (lots.chance(50))
        out.living_since =
            Personal(ToldDate{.date = year_only(static_cast<int>(day.year()) - lots.between(1, 30))});
    out.persons = family.people();
    if (lots.chance(55)) out.contacts.push_back(family.contact());
    if (lots.chance(10)) out.contacts.push_back(family.contact());
    if (lots.chance(8)) out.requests = PersonalText(lots.one_of(kRequests));
    if (lots.chance(20)) out.convenient = Personal(convenient_times(lots));
    if (lots.chance(4)) out.disaster_needs = PersonalText(lots.one_of(kNeeds));
    return out;
}

std::vector<Provenance> invent_provenance(const CardContent& content, Instant told_at)
{
    std::vector<Provenance> out;
    for (const auto& value : domain::cards::field_values(content)) {
        // 3.9 is itself an agreement.
        if (value.key.reveal().empty() || value.ref.field == Field::ContactAgreed) continue;
        out.push_back({.field = value.ref,
                       .told_at = told_at + std::chrono::seconds(out.size()),
                       .how = domain::cards::ToldHow::AtTheDoor,
                       .agreed = true});
    }
    return out;
}

}  // namespace junkai::app::demo
