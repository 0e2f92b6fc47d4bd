// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/neighbourhood.h"
#include "domain/cards/types.h"

namespace junkai::app::demo {

/// Where a household lives, as its card says it.
struct Home {
    const std::string& municipality;
    const domain::places::Dwelling& dwelling;
    /// "" for none.
    const std::string& building;
};

/// 架空の世帯: what one household would write on its card that day. One to twelve invented people, some with
/// names that need variation selectors or have no kanji; telephones begin with 000.
domain::cards::CardContent
invent_household(const Words& words, const Home& home, Date day, Ids& ids, Lots& lots);

/// 聞き取りと同意 (4-7(3)) of each filled field, as if told one after the other at the door.
std::vector<domain::cards::Provenance> invent_provenance(const domain::cards::CardContent& content,
                                                         Instant told_at);

}  // namespace junkai::app::demo
