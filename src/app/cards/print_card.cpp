// SPDX-License-Identifier: Apache-2.0
#include "app/cards/print_card.h"

#include "app/cards/card_form.h"
#include "base/japan_time.h"
#include "storage/cards/prints.h"
#include "storage/roster/roster.h"

namespace junkai::app {

using domain::Action;
using domain::CardId;
using domain::PrintId;
using domain::Purpose;
using domain::duty::Operation;
using domain::forms::FormData;
using domain::forms::PrintStamp;

namespace {

constexpr std::string_view kHouseholdCard = "household-card";

/// What was recorded, and all that the sheet needs: it is drawn when the record is durable.
struct Ordered {
    std::shared_ptr<const forms::Form> form;
    FormData data;
    PrintStamp stamp;
};

std::shared_ptr<const forms::Form> card_form_of(UnitOfWork& work)
{
    auto form = work.station().print_room().find(work.rules(), kHouseholdCard);
    // base brings it with every profile.
    if (!form) throw ProfileError("no profile has the form of the household card");
    return form;
}

std::string officer_number(UnitOfWork& work, domain::OfficerId id)
{
    const auto officer = storage::Roster(work.scope().transaction).find_officer(id);
    return officer ? officer->officer.number.str() : std::string();
}

/// The print of this act: recorded now, or found again when the act is repeated.
storage::StoredPrint
record_print(UnitOfWork& work, const forms::Form& form, const storage::StoredCard* card, Purpose purpose)
{
    storage::Prints prints(work.scope());
    if (work.first_outcome()) {
        auto first = prints.find(PrintId(*work.first_outcome()));
        invariant(first.has_value(), "the print that an act made is gone");
        return *first;
    }
    storage::StoredPrint print{.id = work.make_id<PrintId>(),
                               .serial = prints.make_serial(),
                               .form = form.layout().id,
                               .form_version = form.layout().version,
                               .purpose = purpose,
                               .by = work.caller().actor.officer,
                               .at = work.now()};
    if (card != nullptr) {
        print.card = card->card.id;
        print.card_version = card->card.version;
    }
    prints.add(print);
    work.made(print.id.uuid());
    return print;
}

PrintStamp stamp_of(UnitOfWork& work, const storage::StoredPrint& print, PurposeText purpose_text)
{
    return {.serial = print.serial,
            .printed_at = print.at,
            .printed_by_no = officer_number(work, print.by),
            .purpose = purpose_text(print.purpose)};
}

PrintedSheet draw(const Ordered& ordered)
{
    return {ordered.stamp.serial, ordered.form->print(ordered.data, ordered.stamp)};
}

}  // namespace

Result<PrintedSheet> print_card(App& app, const Caller& caller, CardId card, PurposeText purpose_text)
{
    const auto ordered =
        app.work.write(caller, Action::CardPrinted, [&](UnitOfWork& work) -> Result<Ordered> {
            JUNKAI_TRY(permit_card(work, Operation::PrintCard, card));
            storage::Cards cards(work.scope());
            auto stored = cards.find(card);
            if (!stored) return domain::duty::neutral_refusal();
            auto form = card_form_of(work);
            const auto print = record_print(work, *form, &*stored, *caller.purpose);
            // A repeat brings the sheet that was printed, whatever was corrected since.
            if (stored->card.version != print.card_version)
                stored = cards.find_version(card, print.card_version);
            invariant(stored.has_value(), "a printed version is gone from its card");
            work.tag(stored->tag);
            FormData data =
                app::card_form(card_view(work, std::move(*stored)), work.station().stored(), form->layout());
            return Ordered{std::move(form), std::move(data), stamp_of(work, print, purpose_text)};
        });
    if (!ordered) return ordered.error();
    return draw(*ordered);
}

Result<PrintedSheet>
print_blank(App& app, const Caller& caller, const std::string& form_id, PurposeText purpose_text)
{
    const auto ordered =
        app.work.write(caller, Action::BlankFormPrinted, [&](UnitOfWork& work) -> Result<Ordered> {
            // 4-3(2)a: whoever has doors to go to carries blank forms there.
            JUNKAI_TRY(work.permit_reach(Operation::ListDoors));
            auto form = work.station().print_room().find(work.rules(), form_id);
            if (!form) return Refusal{"request.not_found", ""};
            const auto print = record_print(work, *form, nullptr, Purpose::VisitPreparation);
            return Ordered{
                std::move(form), blank_form(work.station().stored()), stamp_of(work, print, purpose_text)};
        });
    if (!ordered) return ordered.error();
    return draw(*ordered);
}

std::vector<FormLine> list_forms(App& app, const Caller& caller)
{
    Station& station = app.stations->get(caller.station);
    const profile::Profile& rules = station.rules_now(japan_date(app.clock.now()));
    std::vector<FormLine> out;
    for (const std::string& id : PrintRoom::list(rules)) {
        const auto form = station.print_room().find(rules, id);
        if (form)
            out.push_back({id,
                           form->layout().title,
                           form->layout().version,
                           id == kHouseholdCard ? std::string_view("5-5a") : std::string_view()});
    }
    return out;
}

}  // namespace junkai::app
