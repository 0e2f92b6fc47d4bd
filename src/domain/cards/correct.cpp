// SPDX-License-Identifier: Apache-2.0
#include "domain/cards/correct.h"

#include "domain/cards/check.h"
#include "domain/cards/create.h"
#include "domain/cards/fields.h"

#include "base/japan_time.h"

#include <algorithm>

namespace junkai::domain::cards {

namespace {

using visits::Visit;
using visits::VisitOutcome;

Result<void> check_visit(const HouseholdCard& card, const CorrectionEntry& entry, const Visit* visit)
{
    if (!visit) {
        // 5-5(1): with cooperation all the same, and that can reach us without a visit in two ways.
        const bool may_be_without = entry.how == ToldHow::ByPhone || entry.how == ToldHow::AtTheCounter;
        return may_be_without ? Result<void>() : Refusal{"cards.visit_missing", "5-5(1)"};
    }
    const auto* unit = std::get_if<UnitId>(&visit->target);
    if (visit->station != card.station || !unit || *unit != card.unit)
        return Refusal{"cards.visit_of_another_unit", "5-5(1)"};
    // 5-5(1): somebody spoke; 4-3(3)ア admits a correction by intercom.
    const bool somebody_spoke =
        visit->outcome == VisitOutcome::Met || visit->outcome == VisitOutcome::MetNoCard;
    if (!somebody_spoke) return Refusal{"cards.nobody_cooperated", "5-5(1)"};
    return {};
}

Result<void> check_date(const HouseholdCard& card, const CorrectionEntry& entry, Instant now)
{
    const Date last = card.corrections.empty() ? card.created_on : card.corrections.back().on;
    if (entry.on > japan_date(now) || entry.on < last) return Refusal{"cards.correction_date", "5-5(1)"};
    return {};
}

/// What was told before of fields that stay, and what is told now of those that change.
std::vector<Provenance> merged_provenance(const HouseholdCard& card,
                                          const CorrectionEntry& entry,
                                          const std::vector<FieldChange>& changes,
                                          Instant told_at)
{
    const auto find = [](const auto& list, const FieldRef& ref) {
        return std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.field == ref; });
    };
    std::vector<Provenance> out;
    for (const FieldValue& value : field_values(entry.content)) {
        if (value.key.reveal().empty()) continue;
        const auto named = find(entry.provenance, value.ref);
        const auto before = find(card.provenance, value.ref);
        if (named != entry.provenance.end())
            out.push_back(*named);
        else if (find(changes, value.ref) != changes.end())
            out.push_back({value.ref, told_at, entry.how, true});
        else if (before != card.provenance.end())
            out.push_back(*before);
    }
    return out;
}

}  // namespace

Result<HouseholdCard> decide_correction(const HouseholdCard& card,
                                        const CorrectionEntry& entry,
                                        const Visit* visit,
                                        Instant now,
                                        const CardRules& rules)
{
    if (card.state != CardState::Live) return Refusal{"cards.not_live", "5-5(1)"};
    if (entry.seen_version != card.version)
        return Refusal{"cards.stale_version", "5-5(1)", {{"version", std::to_string(card.version)}}};
    JUNKAI_TRY(check_visit(card, entry, visit));
    JUNKAI_TRY(check_date(card, entry, now));
    auto problems = check_content(entry.content, rules, japan_date(now));
    if (!problems.empty()) return Refusal{"cards.fields_unfit", "5-5(1)", {}, std::move(problems)};
    std::vector<FieldChange> changes = changes_between(card.content, entry.content);
    if (changes.empty()) return Refusal{"cards.nothing_changed", "5-5(1)"};
    // 4-7(3): a correction is the officer's writing as well.
    JUNKAI_TRY(check_provenance(entry.content, entry.provenance, false, card.notice_shown_at, now));

    HouseholdCard out = card;
    // On the day the card was made: not before the purpose was shown, which every telling follows.
    const Instant told_at =
        std::max(visit ? visit->started_at : japan_instant(entry.on, 0), card.notice_shown_at);
    out.provenance = merged_provenance(card, entry, changes, told_at);
    out.content = entry.content;
    out.version = card.version + 1;
    out.corrections.push_back({.id = entry.id,
                               .version = out.version,
                               .on = entry.on,
                               .with = entry.with,
                               .how = entry.how,
                               .visit = visit ? std::optional(visit->id) : std::nullopt,
                               .by = entry.by,
                               .recorded_at = now,
                               .changes = std::move(changes)});
    return out;
}

}  // namespace junkai::domain::cards
