// SPDX-License-Identifier: Apache-2.0
#include "app/cards/correct_card.h"

#include "domain/cards/correct.h"
#include "storage/places/places.h"
#include "storage/visits/visits.h"

#include <algorithm>

namespace junkai::app {

using domain::Action;
using domain::CorrectionId;
using domain::cards::CorrectionEntry;
using domain::duty::Operation;

namespace {

/// The card as the first run of this act left it.
CardView first_answer(UnitOfWork& work, storage::Cards& cards, const CorrectCard& command)
{
    const CorrectionId id(*work.first_outcome());
    const auto now = cards.find(command.card);
    invariant(now.has_value(), "the card that an act corrected is gone");
    const auto made = std::ranges::find(now->card.corrections, id, &domain::cards::Correction::id);
    invariant(made != now->card.corrections.end(), "a correction is gone from its card");
    auto then = cards.find_version(command.card, made->version);
    invariant(then.has_value(), "a version is gone from its card");
    work.tag(then->tag);
    return card_view(work, std::move(*then));
}

Result<domain::cards::HouseholdCard>
decide(UnitOfWork& work, const storage::StoredCard& before, const CorrectCard& command)
{
    CorrectionEntry entry{.id = work.make_id<CorrectionId>(),
                          .seen_version = command.seen_version,
                          .on = command.on,
                          .with = command.with,
                          .how = command.how,
                          .content = command.content,
                          .by = work.caller().actor.officer};
    give_ids(work, entry.content, &before.card.content);
    entry.provenance = JUNKAI_TRY(provenance_of(entry.content, command.told));
    std::optional<storage::StoredVisit> visit;
    if (command.visit) {
        visit = storage::Visits(work.scope()).find(*command.visit);
        if (!visit || visit->forgotten) return Refusal{"cards.visit_of_another_unit", "5-5(1)"};
    }
    return domain::cards::decide_correction(
        before.card, entry, visit ? &visit->visit : nullptr, work.now(), card_rules(work.rules()));
}

}  // namespace

Result<CardView> correct_card(App& app, const Caller& asked, const CorrectCard& command)
{
    Caller caller = asked;
    // The act says itself why the card is opened.
    caller.purpose = domain::Purpose::Correction;
    return app.work.write(caller, Action::CardCorrected, [&](UnitOfWork& work) -> Result<CardView> {
        const auto during = command.visit ? DuringVisit::Yes : DuringVisit::No;
        JUNKAI_TRY(permit_card(work, Operation::CorrectCard, command.card, during));
        storage::Cards cards(work.scope());
        if (work.first_outcome()) return first_answer(work, cards, command);
        const auto before = cards.find(command.card);
        if (!before) return domain::duty::neutral_refusal();
        work.tag(before->tag);
        const auto after = JUNKAI_TRY(decide(work, *before, command));
        storage::Places places(work.scope().transaction, caller.station);
        const auto door = places.find_door(after.unit);
        invariant(door.has_value(), "a card without its unit");
        const auto dwelling = places.find_dwelling(door->unit.dwelling);
        invariant(dwelling.has_value(), "a unit without its dwelling");
        const auto change = cards.put_correction(*before, after, *dwelling);
        work.station().directory().follow(work.scope(), change);
        work.made(after.corrections.back().id.uuid());
        auto stored = cards.find(command.card);
        invariant(stored.has_value(), "a corrected card is gone");
        return card_view(work, std::move(*stored));
    });
}

}  // namespace junkai::app
