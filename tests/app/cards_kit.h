// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/correct_card.h"
#include "app/cards/create_card.h"
#include "app/cards/get_card.h"
#include "app/cards/list_card_index.h"
#include "app/cards/print_card.h"
#include "app/cards/search_cards.h"
#include "app/visits/list_doors.h"
#include "app/visits/record_visit.h"
#include "base/japan_time.h"
#include "kit/world.h"

#include <algorithm>
#include <functional>
#include <set>

namespace junkai {

using app::CardView;
using app::CorrectCard;
using app::CreateCard;
using domain::CardId;
using domain::UnitId;
using domain::VisitId;
using domain::cards::CardContent;
using domain::cards::Field;
using domain::cards::PersonEntry;
using domain::cards::Route;
using domain::cards::ToldHow;
using domain::visits::MetWhom;
using domain::visits::VisitOutcome;

inline PersonalText text(const std::string& value)
{
    return PersonalText(value);
}

template <class T>
inline std::string code_of(const Result<T>& result)
{
    return result ? std::string("done") : std::string(result.error().code.view());
}

/// A beat officer who makes, corrects and looks for cards in a small world.
class Cards : public kit::WorldTest {
protected:
    /// A visit that ended now.
    VisitId visit(UnitId unit, VisitOutcome outcome = VisitOutcome::Met)
    {
        app::VisitWords words{.outcome = outcome};
        words.ended_at = world.clock.now();
        words.started_at = words.ended_at - std::chrono::minutes(5);
        if (outcome == VisitOutcome::Met || outcome == VisitOutcome::MetNoCard)
            words.met_whom = MetWhom::Self;
        const auto recorded = app::record_visit(app, world.once(world.caller("BEAT")), unit, words);
        EXPECT_TRUE(recorded) << code_of(recorded);
        return recorded->id;
    }

    static CardContent content(const std::string& family = "渡邉\U000E0107",
                               const std::string& given = "髙彦",
                               const std::string& family_kana = "わたなべ",
                               const std::string& given_kana = "たかひこ",
                               const std::string& phone = "")
    {
        PersonEntry person{.id = domain::PersonEntryId(Uuid{})};
        person.name = {.family = text(family),
                       .given = text(given),
                       .family_kana = text(family_kana),
                       .given_kana = text(given_kana)};
        CardContent out;
        out.address = text("見本町一丁目901番1号");
        out.home_phone = text(phone);
        out.persons = {person};
        return out;
    }

    CreateCard words(UnitId unit, VisitId at, CardContent what)
    {
        return {.unit = unit,
                .route = Route::SelfFilled,
                .visit = at,
                .notice_shown_at = world.clock.now() - std::chrono::minutes(4),
                .content = std::move(what)};
    }

    auto create(const CreateCard& command)
    {
        return app::create_card(app, world.once(world.caller("BEAT")), command);
    }

    CardView made(UnitId unit, const CardContent& what)
    {
        auto card = create(words(unit, visit(unit), what));
        EXPECT_TRUE(card) << code_of(card);
        return std::move(*card);
    }

    CorrectCard correction(const CardView& seen)
    {
        return {.card = seen.stored.card.id,
                .seen_version = seen.stored.card.version,
                .visit = visit(seen.stored.card.unit),
                .on = japan_date(world.clock.now()),
                .content = seen.stored.card.content};
    }

    auto correct(const CorrectCard& command)
    {
        return app::correct_card(app, world.once(world.caller("BEAT")), command);
    }

    std::int64_t cards() { return world.count("SELECT COUNT(*) FROM card"); }

    std::int64_t index_rows() { return world.count("SELECT COUNT(*) FROM card_index"); }

    std::vector<std::string> search(const std::string& words, const app::Caller& caller)
    {
        const auto answer = app::search_cards(app, caller, text(words));
        EXPECT_TRUE(answer) << code_of(answer);
        std::vector<std::string> out;
        for (const auto& item : answer->items)
            out.push_back(item.hit.name.reveal());
        return out;
    }

    std::vector<std::string> search(const std::string& words) { return search(words, world.caller("BEAT")); }
};

}  // namespace junkai
