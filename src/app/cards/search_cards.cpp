// SPDX-License-Identifier: Apache-2.0
#include "app/cards/search_cards.h"

#include <algorithm>

namespace junkai::app {

using domain::Action;
using domain::BeatId;
using domain::duty::Operation;
using domain::duty::Reach;

namespace {

/// A few more than are shown, since some may have gone meanwhile or lie outside the right.
constexpr std::size_t kMostCandidates = 4 * kMostHits;

/// A search of persons where that right is given; else the index of one's own beats is searched.
Result<Reach> searchable(UnitOfWork& work)
{
    auto reach = work.permit_reach(Operation::SearchPersons);
    if (!reach) reach = work.permit_reach(Operation::ListCardIndex);
    return reach;
}

struct Limits {
    std::vector<BeatId> searched;
    std::vector<BeatId> whole;
    std::vector<domain::UnitId> units;

    bool allow(const storage::SearchHit& hit) const
    {
        return std::ranges::find(whole, hit.beat) != whole.end() ||
               std::ranges::find(units, hit.unit) != units.end();
    }
};

Limits limits_of(const Frame& frame, const Reach& reach)
{
    Limits out;
    for (const BeatRef& beat : beats_within(frame, reach))
        out.whole.push_back(beat.id);
    out.searched = out.whole;
    out.units = reach.units;
    // Single units may lie in any beat.
    if (!reach.units.empty()) {
        out.searched.clear();
        for (const auto& beat : frame.beats)
            out.searched.push_back(beat.id);
    }
    return out;
}

Result<SearchAnswer> search(UnitOfWork& work, const PersonalText& words)
{
    work.neutral();
    work.detail(words);
    if (!work.caller().purpose) return Refusal{"duty.purpose_missing", "6-6"};
    const Reach reach = JUNKAI_TRY(searchable(work));
    const Limits limits = limits_of(work.frame(), reach);
    const auto query = storage::directory::read_query(words.reveal());
    SearchAnswer answer;
    for (const auto& candidate :
         work.station().directory().search(work.scope(), limits.searched, query, kMostCandidates)) {
        auto hit = storage::confirm(work.scope(), query, candidate);
        if (!hit || !limits.allow(*hit)) continue;
        answer.more = answer.items.size() == kMostHits;
        if (answer.more) break;
        work.tag(hit->tag);
        const std::string beat = beat_ref(work.frame(), hit->beat).name;
        answer.items.push_back({std::move(*hit), beat});
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
