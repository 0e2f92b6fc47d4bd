// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/sha256.h"

#include <span>

namespace junkai::crypto {

/// HMAC-SHA-256 (RFC 2104) over the parts one after another.
Digest hmac(BytesView key, std::initializer_list<BytesView> parts);

/// HKDF-SHA-256 (RFC 5869). A key that is already 32 uniformly random bytes may go straight to hkdf_expand
/// (3.3 there).
Digest hkdf_extract(BytesView salt, BytesView secret);
void hkdf_expand(BytesView key, BytesView info, std::span<std::byte> out);

}  // namespace junkai::crypto
