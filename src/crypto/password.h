// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/secret.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// Argon2id (RFC 9106). A hash costs the memory and about 0.1 s: how many run at once is the caller's to
/// limit.
namespace junkai::crypto {

struct Argon2Cost {
    std::uint64_t memory_bytes = 64ULL << 20;
    std::uint64_t passes = 3;
};

/// The least libsodium takes, so that tests are quick. Never for a real password.
inline constexpr Argon2Cost kArgon2Test{8192, 1};

/// A PHC string ("$argon2id$v=19$m=65536,t=3,p=1$salt$hash") with a fresh salt.
std::string hash_password(std::string_view password, const Argon2Cost& cost);
bool verify_password(std::string_view phc, std::string_view password);

/// A hash that no password has, at that cost: verifying it takes as long as any and says no. Made at once.
std::string unmatched_hash(const Argon2Cost& cost);

/// Whether a hash was made at another cost and should be renewed at the next log-in.
bool password_needs_rehash(std::string_view phc, const Argon2Cost& cost);

using PasswordSalt = std::array<std::byte, 16>;

/// A key from a passphrase.
SecretBytes<32> derive_key(std::string_view passphrase, const PasswordSalt& salt, const Argon2Cost& cost);

}  // namespace junkai::crypto
