// SPDX-License-Identifier: Apache-2.0
#include "crypto/hmac.h"

#include "base/invariant.h"

#include <algorithm>

namespace junkai::crypto {
namespace {

constexpr std::size_t kBlock = 64;

}  // namespace

// Written on sha256() because EVP_MAC of OpenSSL 3.0 costs several microseconds a call, and every cell needs
// two; the vectors of RFC 4231 and RFC 5869 hold it to the standard.
Digest hmac(BytesView key, std::initializer_list<BytesView> parts)
{
    constexpr std::size_t kMostParts = 7;
    invariant(parts.size() <= kMostParts, "an HMAC of too many parts");
    std::array<std::byte, kBlock> pad{};
    if (key.size() > kBlock) {
        Digest shortened = sha256(key);
        std::copy(shortened.begin(), shortened.end(), pad.begin());
        wipe(shortened);
    } else {
        std::copy(key.begin(), key.end(), pad.begin());
    }
    for (std::byte& b : pad)
        b ^= std::byte{0x36};
    std::array<BytesView, kMostParts> rest{};
    std::copy(parts.begin(), parts.end(), rest.begin());
    Digest inner = sha256({pad, rest[0], rest[1], rest[2], rest[3], rest[4], rest[5], rest[6]});
    for (std::byte& b : pad)
        b ^= std::byte{0x36 ^ 0x5c};
    const Digest out = sha256({pad, inner});
    wipe(pad);
    wipe(inner);
    return out;
}

Digest hkdf_extract(BytesView salt, BytesView secret)
{
    return hmac(salt, {secret});
}

void hkdf_expand(BytesView key, BytesView info, std::span<std::byte> out)
{
    invariant(out.size() <= 255 * std::tuple_size_v<Digest>, "HKDF was asked for too much");
    Digest block{};
    BytesView previous;
    for (unsigned counter = 1; !out.empty(); ++counter) {
        const std::byte number{static_cast<unsigned char>(counter)};
        block = hmac(key, {previous, info, BytesView(&number, 1)});
        previous = block;
        const std::size_t count = std::min(out.size(), block.size());
        std::copy_n(block.begin(), count, out.begin());
        out = out.subspan(count);
    }
    wipe(block);
}

}  // namespace junkai::crypto
