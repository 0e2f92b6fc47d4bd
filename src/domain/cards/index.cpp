// SPDX-License-Identifier: Apache-2.0
#include "domain/cards/index.h"

#include "domain/cards/fields.h"
#include "domain/places/order.h"

#include "base/text/sort.h"

namespace junkai::domain::cards {

IndexRow index_row(const HouseholdCard& card, const places::Dwelling& dwelling)
{
    const PersonEntry* head = find_head(card.content);
    invariant(head != nullptr, "a card without a person reached the index");
    const PersonalText name = display_name(head->name);
    const PersonalText kana = display_kana(head->name);
    IndexRow out{.card = card.id,
                 .number = card.number,
                 .unit = card.unit,
                 .binder = binder_class(places::UnitKind::Household, dwelling.kind),
                 .form = card.form,
                 .head_name = name,
                 .kana_key = PersonalText(kana_sort_key(kana.reveal(), name.reveal())),
                 .address_key = places::address_key(dwelling.address),
                 .entered_on = card.created_on};
    // 5-3(2): a correction of the card corrects its row.
    if (!card.corrections.empty()) out.corrected_on = card.corrections.back().on;
    return out;
}

BinderClass binder_class(places::UnitKind unit, places::DwellingKind dwelling)
{
    if (unit == places::UnitKind::Establishment) return BinderClass::Establishment;
    switch (dwelling) {
    case places::DwellingKind::Collective:
    case places::DwellingKind::CompanyHousing:
    case places::DwellingKind::Facility:
        return BinderClass::Apartment;
    case places::DwellingKind::Detached:
    case places::DwellingKind::Shop:
    case places::DwellingKind::Other:
        return BinderClass::OwnerOccupied;
    }
    throw InvariantError("a kind of dwelling has no binder");
}

}  // namespace junkai::domain::cards
