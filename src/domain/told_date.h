// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/wareki.h"

#include <optional>
#include <string>

namespace junkai::domain {

/// A date as it was told: what was read of it, and the words of the paper where there was one ("60年" on an
/// old slip is 昭和60 or 1960, so nothing written may be lost).
struct ToldDate {
    std::optional<PartialDate> date = {};
    std::string written = {};

    bool is_blank() const { return !date && written.empty(); }

    bool operator==(const ToldDate&) const = default;
};

inline void wipe(ToldDate& told) noexcept
{
    junkai::wipe(told.written);
    told.date.reset();
}

}  // namespace junkai::domain
