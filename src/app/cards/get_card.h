// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/view.h"

namespace junkai::app {

/// カードを開く (6-6): for a stated purpose, recorded before the answer leaves.
Result<CardView> get_card(App& app, const Caller& caller, domain::CardId card);

/// One version with what it changed.
struct VersionLine {
    int version = 1;
    Instant recorded_at;
    std::string officer;
    /// None for the first version.
    std::optional<domain::cards::Correction> correction = {};
    /// A pointer for each change.
    std::vector<std::string> fields = {};
};

/// 補正の履歴 (5-5(1)), the first version first.
Result<std::vector<VersionLine>> list_card_versions(App& app, const Caller& caller, domain::CardId card);

}  // namespace junkai::app
