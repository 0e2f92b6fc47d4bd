// SPDX-License-Identifier: Apache-2.0
#include "domain/cards/create.h"

#include "domain/cards/check.h"
#include "domain/cards/fields.h"

#include "base/japan_time.h"
#include "base/text/check.h"

#include <algorithm>
#include <set>

namespace junkai::domain::cards {

namespace {

using visits::Deemed;
using visits::Visit;
using visits::VisitOutcome;

Result<void> check_route(Route route)
{
    switch (route) {
    case Route::SelfFilled:
    case Route::OfficerWritten:
        return {};
    // 4-3(2)b: left with the resident; taken in against the open request, which is another act.
    case Route::LeftWith:
        return Refusal{"cards.route_by_request", "4-3(2)b"};
    // 4-3(3)ウ: in other police work, with the person himself; another act.
    case Route::OtherPoliceWork:
        return Refusal{"cards.route_in_other_work", "4-3(3)ウ"};
    }
    throw InvariantError("a route is not judged");
}

Result<void> check_visit(const CardFacts& facts)
{
    const Visit& visit = facts.visit;
    const auto* unit = std::get_if<UnitId>(&visit.target);
    if (visit.station != facts.station || !unit || *unit != facts.unit)
        return Refusal{"cards.visit_of_another_unit", "5-5a"};
    // 4-3(3)ア: a deemed visit confirms a card and makes none; 5-5a names 4-3(2) and ウ alone.
    if (visit.deemed != Deemed::None) return Refusal{"cards.deemed_makes_no_card", "4-3(3)ア"};
    // 4-3(2)b: asked for after meeting.
    if (visit.outcome != VisitOutcome::Met) return Refusal{"cards.needs_meeting", "4-3(2)b"};
    return {};
}

Result<void> check_unit(const CardFacts& facts)
{
    if (facts.unit_kind != places::UnitKind::Household) return Refusal{"cards.not_a_household", "5-5a"};
    if (facts.has_live_card) return Refusal{"cards.already_there", "5-3(1)"};
    // 5-9(1): an old slip is rewritten, and that is another act.
    if (facts.has_old_slip) return Refusal{"cards.old_slip_is_rewritten", "5-9(1)"};
    return {};
}

Result<void> check_notice(const CardEntry& entry, const Visit& visit, Instant now)
{
    // 個人情報保護法62条: the purpose is stated before the resident writes, so not after the visit and not
    // tomorrow.
    if (entry.notice_shown_at > now || entry.notice_shown_at > visit.ended_at)
        return Refusal{"cards.notice_too_late", "4-3(2)b"};
    return {};
}

}  // namespace

Result<HouseholdCard>
decide_creation(const CardEntry& entry, const CardFacts& facts, Instant now, const CardRules& rules)
{
    JUNKAI_TRY(check_route(entry.route));
    JUNKAI_TRY(check_unit(facts));
    JUNKAI_TRY(check_visit(facts));
    JUNKAI_TRY(check_notice(entry, facts.visit, now));
    auto problems = check_content(entry.content, rules, japan_date(now));
    if (!problems.empty()) return Refusal{"cards.fields_unfit", "5-5a", {}, std::move(problems)};
    // 4-3(2)c, 4-7(3): what the officer wrote himself was told and agreed, field by field.
    const bool by_officer = entry.route == Route::OfficerWritten;
    JUNKAI_TRY(check_provenance(
        entry.content, entry.provenance, by_officer && rules.fieldwise_consent, entry.notice_shown_at, now));
    return HouseholdCard{.id = entry.id,
                         .station = facts.station,
                         .unit = facts.unit,
                         .number = facts.number,
                         .form = FormVersion::New,
                         .state = CardState::Live,
                         .version = 1,
                         .route = entry.route,
                         .written_by = by_officer ? WrittenBy::Officer : WrittenBy::Resident,
                         .notice_shown_at = entry.notice_shown_at,
                         .visit = facts.visit.id,
                         .created_on = japan_date(facts.visit.started_at),
                         .created_at = now,
                         .created_by = entry.by,
                         .guide_language = entry.guide_language,
                         .content = entry.content,
                         .provenance = entry.provenance};
}

Result<void> check_provenance(const CardContent& content,
                              const std::vector<Provenance>& provenance,
                              bool is_required,
                              Instant notice_shown_at,
                              Instant now)
{
    std::vector<FieldProblem> problems;
    std::set<FieldRef> told;
    const std::vector<FieldValue> values = field_values(content);
    for (const Provenance& one : provenance) {
        const auto value = std::find_if(
            values.begin(), values.end(), [&](const FieldValue& v) { return v.ref == one.field; });
        // Words about an empty field would say that somebody kept silent.
        if (value == values.end() || value->key.reveal().empty())
            return Refusal{"cards.provenance_of_nothing", "4-7(3)"};
        if (!told.insert(one.field).second)
            problems.push_back({value->pointer, "cards.provenance_twice"});
        else if (!one.agreed)
            problems.push_back({value->pointer, "cards.not_agreed"});
        else if (one.told_at > now)
            problems.push_back({value->pointer, "cards.told_in_future"});
        else if (one.told_at < notice_shown_at)
            problems.push_back({value->pointer, "cards.told_before_notice"});
    }
    for (const FieldValue& value : values) {
        // 3.9 is itself the agreement of the contact person.
        const bool is_consent = value.ref.field == Field::ContactAgreed;
        if (is_required && !is_consent && !value.key.reveal().empty() && !told.contains(value.ref))
            problems.push_back({value.pointer, "cards.provenance_missing"});
    }
    if (problems.empty()) return {};
    return Refusal{"cards.provenance_unfit", "4-7(3)", {}, std::move(problems)};
}

}  // namespace junkai::domain::cards
