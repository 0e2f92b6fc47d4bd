// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cards/correct.h"
#include "domain/cards/create.h"
#include "domain/cards/fields.h"
#include "domain/kit.h"

#include <string>
#include <vector>

/// An invented household, its card and what becomes of it half a year later.
namespace junkai::domain::cards {

/// "code@pointer", in order.
inline std::vector<std::string> problems(const auto& result)
{
    std::vector<std::string> out;
    if (!result)
        for (const FieldProblem& one : result.error().fields)
            out.push_back(std::string(one.code.view()) + "@" + one.pointer);
    return out;
}

inline const Date kDay = ymd(2026, 5, 12);
inline const Instant kNow = at(kDay, 17, 0);

inline PersonalText text(const char* value)
{
    return PersonalText(value);
}

inline Personal<ToldDate> told(int year, std::optional<unsigned> month = {}, std::optional<unsigned> day = {})
{
    return Personal<ToldDate>({
        PartialDate{year, month, day, false},
        ""
    });
}

inline PersonEntry person(unsigned char number, const char* family, const char* given)
{
    PersonEntry out{.id = id<PersonEntryId>(number)};
    out.name.family = text(family);
    out.name.given = text(given);
    return out;
}

inline CardContent content()
{
    CardContent out;
    out.address = text("見本市常盤六丁目901番4号");
    out.home_phone = text("000-0000-0001");
    out.persons = {person(1, "見本", "太郎"), person(2, "", "花子")};
    out.persons[0].relation = Personal<std::optional<Relation>>(Relation::Head);
    out.persons[0].birth = told(1960, 4U, 1U);
    return out;
}

inline visits::Visit visit(visits::VisitOutcome outcome = visits::VisitOutcome::Met)
{
    return {.id = id<VisitId>(1),
            .station = id<StationId>(1),
            .beat = id<BeatId>(1),
            .target = id<UnitId>(1),
            .outcome = outcome,
            .started_at = at(kDay, 10, 0),
            .ended_at = at(kDay, 10, 20),
            .recorded_by = id<OfficerId>(1),
            .recorded_at = at(kDay, 10, 30)};
}

inline CardEntry entry(Route route = Route::SelfFilled)
{
    return {.id = id<CardId>(1),
            .route = route,
            .notice_shown_at = at(kDay, 10, 5),
            .content = content(),
            .by = id<OfficerId>(1)};
}

inline CardFacts facts()
{
    return {.station = id<StationId>(1),
            .unit = id<UnitId>(1),
            .visit = visit(),
            .number = CardNo::of_serial(42)};
}

/// Each filled field told at 10:10 and agreed.
inline std::vector<Provenance> all_told(const CardContent& of)
{
    std::vector<Provenance> out;
    for (const FieldValue& value : field_values(of))
        if (!value.key.reveal().empty())
            out.push_back({value.ref, at(kDay, 10, 10), ToldHow::AtTheDoor, true});
    return out;
}

inline HouseholdCard card()
{
    return *decide_creation(entry(), facts(), kNow, {});
}

inline CorrectionEntry correction(const std::function<void(CardContent&)>& change)
{
    CorrectionEntry out{
        .id = id<CorrectionId>(1), .seen_version = 1, .on = ymd(2026, 11, 2), .by = id<OfficerId>(2)};
    out.content = content();
    change(out.content);
    return out;
}

inline const Instant kLater = at(ymd(2026, 11, 2), 15, 0);

inline visits::Visit second_visit()
{
    visits::Visit out = visit();
    out.id = id<VisitId>(2);
    out.started_at = at(ymd(2026, 11, 2), 14, 0);
    out.ended_at = out.started_at;
    return out;
}

inline void new_phone(CardContent& c)
{
    c.home_phone = text("000-0000-0002");
}

}  // namespace junkai::domain::cards
