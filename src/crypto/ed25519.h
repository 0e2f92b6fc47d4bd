// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/secret.h"

#include <array>

namespace junkai::crypto {

using PublicKey = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;

/// An Ed25519 key (RFC 8032). The seed never leaves locked memory except through seed(), for the vault.
class SigningKey {
public:
    static SigningKey generate();
    static SigningKey from_seed(SecretBytes<32> seed);

    Signature sign(BytesView message) const;

    const PublicKey& public_key() const { return public_key_; }

    const SecretBytes<32>& seed() const { return seed_; }

private:
    explicit SigningKey(SecretBytes<32> seed);
    SecretBytes<32> seed_;
    PublicKey public_key_{};
};

bool verify_signature(const PublicKey& key, BytesView message, BytesView signature);

}  // namespace junkai::crypto
