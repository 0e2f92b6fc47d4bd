// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <array>
#include <span>

/// AES-256-GCM that commits to its key: what opens under one key opens under no other. The layer under cells
/// and vault files, which put their own header into the associated data. Layout: salt (16), commitment (32),
/// text, tag (16).
namespace junkai::crypto {

using Salt = std::array<std::byte, 16>;

inline constexpr std::size_t kAeadOverhead = 16 + 32 + 16;

/// The id of this construction in every header.
inline constexpr std::byte kAes256GcmHkdf{1};

/// Appends to `out`. A fresh salt, and with it a fresh cipher key, for each call.
void aead_seal(std::span<const std::byte, 32> key, BytesView associated, BytesView plain, Bytes& out);

/// The same with a given salt: for golden files. A salt must never serve twice under one key.
void aead_seal_with(
    std::span<const std::byte, 32> key, const Salt& salt, BytesView associated, BytesView plain, Bytes& out);

enum class AeadResult { Ok, WrongKey, Damaged };

/// Opens into `plain`, which must hold sealed.size() - kAeadOverhead bytes; wiped unless Ok. WrongKey: the
/// commitment is not this key's (or is damaged); Damaged: anything else.
[[nodiscard]] AeadResult aead_open(std::span<const std::byte, 32> key,
                                   BytesView associated,
                                   BytesView sealed,
                                   std::span<std::byte> plain);

}  // namespace junkai::crypto
