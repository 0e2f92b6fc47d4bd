// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/view.h"

namespace junkai::app {

struct CorrectCard {
    domain::CardId card;
    /// The version that the officer saw.
    int seen_version = 1;
    /// None when it was told by telephone or at a counter.
    std::optional<domain::VisitId> visit = {};
    Date on;
    domain::cards::Cooperation with = domain::cards::Cooperation::Self;
    domain::cards::ToldHow how = domain::cards::ToldHow::AtTheDoor;
    /// The whole content as it should stand; persons keep the ids that the card gave them.
    domain::cards::CardContent content = {};
    std::vector<ToldField> told = {};
};

/// 補正 (5-5(1)): a new version with whom and when; the index row follows (5-3(2)). `cards.stale_version`
/// when somebody else was faster.
Result<CardView> correct_card(App& app, const Caller& caller, const CorrectCard& command);

}  // namespace junkai::app
