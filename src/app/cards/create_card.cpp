// SPDX-License-Identifier: Apache-2.0
#include "app/cards/create_card.h"

#include "app/places/support.h"
#include "base/fiscal.h"
#include "domain/cards/create.h"
#include "storage/places/places.h"
#include "storage/visits/visits.h"

namespace junkai::app {

using domain::Action;
using domain::CardId;
using domain::cards::CardEntry;
using domain::cards::CardFacts;
using domain::cards::FormVersion;
using domain::duty::Operation;

namespace {

/// What the unit and the visit say. A visit that is not there is one of another unit.
Result<CardFacts> gather_facts(UnitOfWork& work, const CreateCard& command, const storage::Door& door)
{
    const auto visit = storage::Visits(work.scope()).find(command.visit);
    if (!visit || visit->forgotten) return Refusal{"cards.visit_of_another_unit", "5-5a"};
    CardFacts facts{.station = work.caller().station,
                    .unit = command.unit,
                    .unit_kind = door.unit.kind,
                    .visit = visit->visit,
                    .number = storage::Cards(work.scope()).take_number()};
    if (door.card) {
        const auto there = storage::Cards::find_place(work.scope().transaction, facts.station, *door.card);
        // 附: an old slip counts as a card until it is rewritten, which is another act.
        facts.has_old_slip = there && there->form == FormVersion::OldSlip;
        facts.has_live_card = !facts.has_old_slip;
    }
    return facts;
}

Result<CardEntry> read_entry(UnitOfWork& work, const CreateCard& command)
{
    CardEntry entry{.id = work.make_id<CardId>(),
                    .route = command.route,
                    .notice_shown_at = command.notice_shown_at,
                    .guide_language = command.guide_language,
                    .content = command.content,
                    .by = work.caller().actor.officer};
    give_ids(work, entry.content, nullptr);
    entry.provenance = JUNKAI_TRY(provenance_of(entry.content, command.told));
    return entry;
}

}  // namespace

Result<CardView> create_card(App& app, const Caller& caller, const CreateCard& command)
{
    return app.work.write(caller, Action::CardCreated, [&](UnitOfWork& work) -> Result<CardView> {
        const auto at = JUNKAI_TRY(permit_door(work, Operation::CreateCard, command.unit, DuringVisit::Yes));
        const storage::Door& door = at.door;
        storage::Cards cards(work.scope());
        const auto answer = [&](CardId id) {
            auto stored = cards.find(id);
            invariant(stored.has_value(), "the card that an act made is gone");
            work.tag(stored->tag);
            return card_view(work, std::move(*stored));
        };
        if (work.first_outcome()) return answer(CardId(*work.first_outcome()));

        const CardFacts facts = JUNKAI_TRY(gather_facts(work, command, door));
        const CardEntry entry = JUNKAI_TRY(read_entry(work, command));
        auto card =
            JUNKAI_TRY(domain::cards::decide_creation(entry, facts, work.now(), card_rules(work.rules())));
        const auto dwelling =
            storage::Places(work.scope().transaction, caller.station).find_dwelling(door.unit.dwelling);
        invariant(dwelling.has_value(), "a unit without its dwelling");
        const auto& keep = work.rules().rules.retention;
        const Date ends_on = retention_period(card.created_on, keep.card_years, keep.start).last;
        const auto change = cards.add({.card = card,
                                       .beat = door.unit.beat,
                                       .dwelling = *dwelling,
                                       .ruleset = work.rules().id,
                                       .retention_ends_on = ends_on});
        work.station().directory().follow(work.scope(), change);
        work.made(card.id.uuid());
        return answer(card.id);
    });
}

}  // namespace junkai::app
