// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <optional>

namespace junkai {

/// 年齢計算ニ関スル法律, 民法143条. Years are counted from the day of birth, so an age is reached at the end
/// of the day before the birthday. Empty when that day lies before the birth.
std::optional<int> legal_age(Date birth, Date on);

/// The age one speaks of: it changes on the birthday (for 29 February on 1 March of a common year). Empty
/// before birth.
std::optional<int> everyday_age(Date birth, Date on);

/// The day at whose end the legal age is reached.
Date legal_age_day(Date birth, int age);

}  // namespace junkai
