// SPDX-License-Identifier: Apache-2.0
#include "app/cards/get_card.h"

#include "domain/cards/fields.h"

#include <map>

namespace junkai::app {

using domain::Action;
using domain::CardId;
using domain::cards::CardContent;
using domain::cards::FieldRef;
using domain::duty::Operation;

namespace {

/// Pointers of fields, those of persons included who have left the card: they count on behind the last one.
class Pointers {
public:
    explicit Pointers(const CardContent& content)
        : persons_(content.persons.size()), contacts_(content.contacts.size())
    {
        for (const auto& value : domain::cards::field_values(content))
            known_.emplace(value.ref, value.pointer);
    }

    std::string of(const FieldRef& ref)
    {
        if (const auto at = known_.find(ref); at != known_.end()) return at->second;
        std::string_view name = domain::code_of(ref.field);
        const bool is_contact = name.starts_with(kContact);
        if (is_contact) name.remove_prefix(kContact.size());
        if (!ref.entry) return "/" + std::string(name);
        const auto [left, is_new] = left_.emplace(*ref.entry, is_contact ? contacts_ : persons_);
        if (is_new) ++(is_contact ? contacts_ : persons_);
        return (is_contact ? "/contacts/" : "/persons/") + std::to_string(left->second) + "/" +
               std::string(name);
    }

private:
    static constexpr std::string_view kContact = "contact_";
    std::map<FieldRef, std::string> known_;
    std::map<domain::PersonEntryId, std::size_t> left_;
    std::size_t persons_;
    std::size_t contacts_;
};

/// The card of an act that opens it, with the permit and the tag in the ledger.
Result<storage::StoredCard> open_card(UnitOfWork& work, CardId card)
{
    JUNKAI_TRY(permit_card(work, Operation::ViewCard, card));
    auto stored = storage::Cards(work.scope()).find(card);
    if (!stored) return domain::duty::neutral_refusal();
    work.tag(stored->tag);
    return std::move(*stored);
}

}  // namespace

Result<CardView> get_card(App& app, const Caller& caller, CardId card)
{
    return app.work.read(caller, Action::CardOpened, [&](UnitOfWork& work) -> Result<CardView> {
        return card_view(work, JUNKAI_TRY(open_card(work, card)));
    });
}

Result<std::vector<VersionLine>> list_card_versions(App& app, const Caller& caller, CardId card)
{
    return app.work.read(
        caller, Action::CardOpened, [&](UnitOfWork& work) -> Result<std::vector<VersionLine>> {
            const storage::StoredCard stored = JUNKAI_TRY(open_card(work, card));
            Pointers pointers(stored.card.content);
            std::vector<VersionLine> lines;
            lines.push_back({.version = 1,
                             .recorded_at = stored.card.created_at,
                             .officer = officer_name(work, stored.card.created_by)});
            for (const auto& correction : stored.card.corrections) {
                VersionLine line{.version = correction.version,
                                 .recorded_at = correction.recorded_at,
                                 .officer = officer_name(work, correction.by),
                                 .correction = correction};
                for (const auto& change : correction.changes)
                    line.fields.push_back(pointers.of(change.field));
                lines.push_back(std::move(line));
            }
            return lines;
        });
}

}  // namespace junkai::app
