// SPDX-License-Identifier: Apache-2.0
#include "app/beat_ref.h"

#include <algorithm>

namespace junkai::app {

using domain::duty::Reach;

namespace {

bool contains(const auto& list, const auto& value)
{
    return std::ranges::find(list, value) != list.end();
}

}  // namespace

BeatRef beat_ref(const Frame& frame, domain::BeatId id)
{
    const auto* beat = frame.find_beat(id);
    invariant(beat != nullptr, "a stored beat is not in the frame of its station");
    const auto* site = frame.find_site(beat->site);
    return {beat->id, beat->code.str(), beat->name, site == nullptr ? std::string() : site->name};
}

std::vector<BeatRef> beats_within(const Frame& frame, const Reach& reach)
{
    std::vector<BeatRef> out;
    for (const domain::BeatId beat : beat_ids_within(frame, reach))
        out.push_back(beat_ref(frame, beat));
    return out;
}

std::vector<domain::BeatId> beat_ids_within(const Frame& frame, const Reach& reach)
{
    std::vector<domain::BeatId> out;
    for (const auto& beat : frame.beats) {
        const auto* site = reach.whole_station ? nullptr : frame.find_site(beat.site);
        const bool covered = reach.whole_station || contains(reach.beats, beat.id) ||
                             contains(reach.sites, beat.site) ||
                             (site != nullptr && site->block && contains(reach.blocks, *site->block));
        if (covered) out.push_back(beat.id);
    }
    return out;
}

}  // namespace junkai::app
