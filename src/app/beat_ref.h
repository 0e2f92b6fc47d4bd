// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/station.h"
#include "domain/duty/permit.h"

#include <string>
#include <vector>

namespace junkai::app {

/// A beat as screens name it.
struct BeatRef {
    domain::BeatId id;
    std::string code;
    std::string name;
    std::string site_name;
};

/// Beats of a frame that a reach covers, by code.
std::vector<BeatRef> beats_within(const Frame& frame, const domain::duty::Reach& reach);

/// The same without names.
std::vector<domain::BeatId> beat_ids_within(const Frame& frame, const domain::duty::Reach& reach);

BeatRef beat_ref(const Frame& frame, domain::BeatId beat);

}  // namespace junkai::app
