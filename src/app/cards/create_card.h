// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/view.h"

namespace junkai::app {

struct CreateCard {
    domain::UnitId unit;
    domain::cards::Route route = domain::cards::Route::SelfFilled;
    domain::VisitId visit;
    Instant notice_shown_at;
    std::string guide_language = {};
    /// Persons and contacts get their ids here.
    domain::cards::CardContent content = {};
    std::vector<ToldField> told = {};
};

/// カードを作成する (4-3(2)b, 4-3(2)c, 5-5a), its index row with it (5-3(1)).
Result<CardView> create_card(App& app, const Caller& caller, const CreateCard& command);

}  // namespace junkai::app
