// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/invariant.h"

#include <algorithm>
#include <concepts>

namespace junkai::vault {

/// Fills a given space with big-endian numbers and bytes: secrets go straight into locked memory.
class Writer {
public:
    explicit Writer(std::span<std::byte> space) : space_(space) {}

    template <std::unsigned_integral T>
    void number(T value)
    {
        const std::span<std::byte> out = take(sizeof(T));
        for (std::size_t i = 0; i < sizeof(T); ++i)
            out[i] = static_cast<std::byte>(value >> (8 * (sizeof(T) - 1 - i)) & 0xff);
    }

    void bytes(BytesView value)
    {
        const std::span<std::byte> out = take(value.size());
        std::copy(value.begin(), value.end(), out.begin());
    }

    bool full() const { return space_.empty(); }

private:
    std::span<std::byte> take(std::size_t count)
    {
        invariant(count <= space_.size(), "a vault file was given too little space");
        const std::span<std::byte> out = space_.first(count);
        space_ = space_.subspan(count);
        return out;
    }

    std::span<std::byte> space_;
};

/// Reads what Writer wrote. After a read beyond the end everything is zero and good() is false.
class Reader {
public:
    explicit Reader(BytesView bytes) : rest_(bytes) {}

    template <std::unsigned_integral T>
    T number()
    {
        T out = 0;
        for (const std::byte b : bytes(sizeof(T)))
            out = static_cast<T>(out << (sizeof(T) > 1 ? 8 : 0) | std::to_integer<T>(b));
        return out;
    }

    BytesView bytes(std::size_t count)
    {
        if (count > rest_.size()) {
            good_ = false;
            rest_ = {};
            return {};
        }
        const BytesView out = rest_.first(count);
        rest_ = rest_.subspan(count);
        return out;
    }

    BytesView rest() { return bytes(rest_.size()); }

    bool good() const { return good_; }

    bool at_end() const { return good_ && rest_.empty(); }

private:
    BytesView rest_;
    bool good_ = true;
};

}  // namespace junkai::vault
