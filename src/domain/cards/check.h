// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cards/rules.h"
#include "domain/cards/types.h"

#include "base/result.h"

#include <vector>

namespace junkai::domain::cards {

/// 記載事項の確認. Every field that cannot stand so, with a pointer into the content; empty when the card is
/// fit. Nothing is corrected: names stay as entered. An empty field stays empty: 「不明」 or 「拒否」 in its
/// place would be a mark (4-7(3)).
std::vector<FieldProblem> check_content(const CardContent& content, const CardRules& rules, Date today);

}  // namespace junkai::domain::cards
