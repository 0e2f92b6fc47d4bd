// SPDX-License-Identifier: Apache-2.0
#include "app/cards/view.h"

#include "domain/cards/fields.h"
#include "storage/roster/roster.h"

#include <algorithm>

namespace junkai::app {

using domain::CardId;
using domain::PersonEntryId;
using domain::cards::CardContent;
using domain::cards::Provenance;
using domain::duty::Operation;
using domain::duty::Subject;

Result<storage::CardPlace> permit_card(UnitOfWork& work, Operation operation, CardId card, DuringVisit during)
{
    const auto station = work.caller().station;
    const auto place = storage::Cards::find_place(work.places_only(), station, card);
    std::optional<Subject> subject;
    if (place) {
        subject = work.frame().subject(station, place->beat);
        subject->unit = place->unit;
        subject->with_visit = during == DuringVisit::Yes;
    }
    JUNKAI_TRY(work.permit(operation, subject));
    return *place;
}

std::string officer_name(UnitOfWork& work, domain::OfficerId officer)
{
    const auto found = storage::Roster(work.scope().transaction).find_officer(officer);
    return found ? found->officer.name : std::string();
}

CardView card_view(UnitOfWork& work, storage::StoredCard stored)
{
    const BeatRef beat = beat_ref(work.frame(), stored.beat);
    CardView view{.stored = std::move(stored), .beat = beat, .officer = {}, .rules = nullptr, .may = {}};
    view.officer = officer_name(work, view.stored.card.created_by);
    const auto& versions = work.station().profiles().versions();
    const auto rules = std::ranges::find(versions, view.stored.ruleset, &profile::Profile::id);
    if (rules != versions.end()) view.rules = &*rules;
    Subject subject = work.frame().subject(work.caller().station, view.stored.beat);
    subject.unit = view.stored.card.unit;
    // Whatever a visit would open: the screen offers it, the act is judged again.
    subject.with_visit = true;
    for (const Operation operation : {Operation::ViewCard, Operation::CorrectCard, Operation::PrintCard}) {
        if (domain::duty::permit(work.caller().actor,
                                 operation,
                                 subject,
                                 work.now(),
                                 work.rules().rules.roster.duty,
                                 domain::Purpose::Visit))
            view.may.push_back(operation);
    }
    return view;
}

domain::cards::CardRules card_rules(const profile::Profile& rules)
{
    domain::cards::CardRules out;
    out.fieldwise_consent = rules.rules.cards.consent_fieldwise;
    return out;
}

void give_ids(UnitOfWork& work, CardContent& content, const CardContent* known)
{
    const auto knows = [](const auto& entries, PersonEntryId id) {
        return std::ranges::any_of(entries, [&](const auto& one) { return one.id == id; });
    };
    for (auto& person : content.persons)
        if (known == nullptr || !knows(known->persons, person.id)) person.id = work.make_id<PersonEntryId>();
    for (auto& contact : content.contacts)
        if (known == nullptr || !knows(known->contacts, contact.id))
            contact.id = work.make_id<PersonEntryId>();
}

Result<std::vector<Provenance>> provenance_of(const CardContent& content, const std::vector<ToldField>& told)
{
    std::vector<Provenance> out;
    for (std::size_t i = 0; i < told.size(); ++i) {
        const auto field = domain::cards::find_field(content, told[i].pointer);
        if (!field)
            return Refusal{"request.fields",
                           "",
                           {},
                           {{"/provenance/" + std::to_string(i) + "/field", "field.not_in_list"}}};
        out.push_back({*field, told[i].told_at, told[i].how, told[i].agreed});
    }
    return out;
}

}  // namespace junkai::app
