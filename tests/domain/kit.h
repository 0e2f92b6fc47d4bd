// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/japan_time.h"
#include "base/result.h"
#include "domain/ids.h"

#include <functional>
#include <string>

/// What the tests of the rules share.
namespace junkai::domain {

template <class I>
I id(unsigned char value)
{
    Uuid uuid;
    uuid.bytes.back() = std::byte{value};
    return I(uuid);
}

constexpr Date ymd(int year, unsigned month, unsigned day)
{
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

inline Instant at(Date day, int hour, int minute)
{
    return japan_instant(day, hour * 60 + minute);
}

/// The code of a refusal, "" when there is none.
inline std::string code(const auto& result)
{
    return result ? "" : std::string(result.error().code.view());
}

template <class T>
T with(T value, const std::function<void(T&)>& change)
{
    change(value);
    return value;
}

}  // namespace junkai::domain
