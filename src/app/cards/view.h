// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "app/beat_ref.h"
#include "app/places/support.h"
#include "domain/cards/rules.h"
#include "storage/cards/cards.h"

#include <string>
#include <vector>

/// What several card use-cases need.
namespace junkai::app {

/// An opened card with the names that stand around it.
struct CardView {
    storage::StoredCard stored;
    BeatRef beat;
    std::string officer;
    /// The rules it was made by; null when this server no longer has them.
    const profile::Profile* rules = nullptr;
    /// What the caller may do with this card now.
    std::vector<domain::duty::Operation> may;
};

CardView card_view(UnitOfWork& work, storage::StoredCard stored);

/// Finds where a card stands and asks for the permit in one breath: a card that is not there is refused like
/// one out of the caller's right.
Result<storage::CardPlace> permit_card(UnitOfWork& work,
                                       domain::duty::Operation operation,
                                       domain::CardId card,
                                       DuringVisit during = DuringVisit::No);

/// The name of an officer, for screens and prints; "" for nobody.
std::string officer_name(UnitOfWork& work, domain::OfficerId officer);

domain::cards::CardRules card_rules(const profile::Profile& rules);

/// 聞き取りと同意 (4-7(3)) as an officer enters it: the field by its pointer into the content.
struct ToldField {
    std::string pointer;
    Instant told_at;
    domain::cards::ToldHow how = domain::cards::ToldHow::AtTheDoor;
    bool agreed = false;
};

/// Gives each person and contact that has none an id. An id is kept only when `known` has it: others were
/// made elsewhere.
void give_ids(UnitOfWork& work, domain::cards::CardContent& content, const domain::cards::CardContent* known);

Result<std::vector<domain::cards::Provenance>> provenance_of(const domain::cards::CardContent& content,
                                                             const std::vector<ToldField>& told);

}  // namespace junkai::app
