// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace junkai::http {

/// Whose turn a request takes when workers are short: the share of a station, and within it of one session.
/// Numbers made from ids; nobody is named by them.
struct Lane {
    /// 0: nobody is known yet (log-in, health).
    std::uint64_t group = 0;
    std::uint64_t member = 0;

    bool operator==(const Lane&) const = default;
};

}  // namespace junkai::http
