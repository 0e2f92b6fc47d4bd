// SPDX-License-Identifier: Apache-2.0
#include "base/id.h"

#include <algorithm>

namespace junkai {

std::string Uuid::str() const
{
    std::string out = to_hex(bytes);
    for (const std::size_t at : {8U, 13U, 18U, 23U})
        out.insert(at, 1, '-');
    return out;
}

std::optional<Uuid> Uuid::parse(std::string_view text)
{
    if (text.size() != 36) return std::nullopt;
    std::string digits;
    digits.reserve(32);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen != (text[i] == '-')) return std::nullopt;
        if (!hyphen) digits += text[i];
    }
    const auto bytes = from_hex(digits);
    return bytes ? from_bytes(*bytes) : std::nullopt;
}

std::optional<Uuid> Uuid::from_bytes(BytesView bytes)
{
    if (bytes.size() != 16) return std::nullopt;
    Uuid out;
    std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
    return out;
}

Uuid make_uuid(Instant now, RandomSource& random)
{
    Uuid out;
    random.fill(out.bytes);
    const auto millis = static_cast<std::uint64_t>(
        std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i)
        out.bytes[i] = static_cast<std::byte>(millis >> (40 - 8 * i) & 0xff);
    out.bytes[6] = (out.bytes[6] & std::byte{0x0f}) | std::byte{0x70};
    out.bytes[8] = (out.bytes[8] & std::byte{0x3f}) | std::byte{0x80};
    return out;
}

}  // namespace junkai
