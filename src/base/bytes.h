// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace junkai {

using Bytes = std::vector<std::byte>;
using BytesView = std::span<const std::byte>;

inline BytesView bytes_of(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

inline Bytes to_bytes(std::string_view text)
{
    const BytesView view = bytes_of(text);
    return {view.begin(), view.end()};
}

inline std::string_view text_of(BytesView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Lower-case hexadecimal.
std::string to_hex(BytesView bytes);
std::optional<Bytes> from_hex(std::string_view text);

/// RFC 4648 base64 with padding; decoding refuses anything else, non-zero trailing bits included.
std::string to_base64(BytesView bytes);
std::optional<Bytes> from_base64(std::string_view text);

/// RFC 4648 base64url without padding.
std::string to_base64url(BytesView bytes);
std::optional<Bytes> from_base64url(std::string_view text);

/// Overwrites memory in a way the optimiser may not drop.
void wipe(std::span<std::byte> memory) noexcept;

inline void wipe(std::string& text) noexcept
{
    // The whole buffer, not only the part in use: a shortened string keeps its old tail.
    text.resize(text.capacity());
    wipe(std::as_writable_bytes(std::span(text.data(), text.size())));
    text.clear();
}

}  // namespace junkai
