// SPDX-License-Identifier: Apache-2.0
#include "app/cards/search_cards.h"

namespace junkai::app {

using domain::Action;
using domain::duty::Operation;
using domain::duty::Reach;

namespace {

/// A search of persons where that right is given; else the index of one's own beats is searched.
Result<Reach> searchable(UnitOfWork& work)
{
    auto reach = work.permit_reach(Operation::SearchPersons);
    if (!reach) reach = work.permit_reach(Operation::ListCardIndex);
    return reach;
}

storage::SearchArea area_of(const Frame& frame, const Reach& reach)
{
    storage::SearchArea out;
    out.beats = beat_ids_within(frame, reach);
    out.units = reach.units;
    // Single units may lie in any beat.
    if (!reach.units.empty())
        for (const auto& beat : frame.beats)
            out.beats_of_units.push_back(beat.id);
    return out;
}

Result<SearchAnswer> search(UnitOfWork& work, const PersonalText& words)
{
    work.neutral();
    work.detail(words);
    if (!work.caller().purpose) return Refusal{"duty.purpose_missing", "6-6"};
    const Reach reach = JUNKAI_TRY(searchable(work));
    const auto query = storage::directory::read_query(words.reveal());
    auto hits = storage::find_hits(
        work.scope(), work.station().directory(), area_of(work.frame(), reach), query, kMostHits);
    SearchAnswer answer;
    answer.more = hits.more;
    for (storage::SearchHit& hit : hits.items) {
        work.tag(hit.tag);
        const std::string beat = beat_ref(work.frame(), hit.beat).name;
        answer.items.push_back({std::move(hit), beat});
    }
    return answer;
}

}  // namespace

Result<SearchAnswer> search_cards(App& app, const Caller& caller, const PersonalText& words)
{
    auto answer =
        app.work.read(caller, Action::Searched, [&](UnitOfWork& work) { return search(work, words); });
    // Recorded as refused, answered as nothing.
    const std::string_view code = answer ? "" : answer.error().code.view();
    if (code == "duty.not_permitted" || code == "duty.not_found") return SearchAnswer{};
    return answer;
}

}  // namespace junkai::app
