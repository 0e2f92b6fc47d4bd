// SPDX-License-Identifier: Apache-2.0
#include "crypto/password.h"

#include "base/errors.h"

#include <sodium.h>

namespace junkai::crypto {
namespace {

void start_sodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw CryptoError("libsodium did not start");
}

}  // namespace

std::string hash_password(std::string_view password, const Argon2Cost& cost)
{
    start_sodium();
    std::array<char, crypto_pwhash_argon2id_STRBYTES> out{};
    if (crypto_pwhash_argon2id_str(
            out.data(), password.data(), password.size(), cost.passes, cost.memory_bytes) != 0)
        throw CryptoError("no memory for a password hash");
    return out.data();
}

bool verify_password(std::string_view phc, std::string_view password)
{
    start_sodium();
    if (phc.size() >= crypto_pwhash_argon2id_STRBYTES) return false;
    // libsodium wants a NUL at the end.
    return crypto_pwhash_argon2id_str_verify(std::string(phc).c_str(), password.data(), password.size()) == 0;
}

bool password_needs_rehash(std::string_view phc, const Argon2Cost& cost)
{
    start_sodium();
    return crypto_pwhash_argon2id_str_needs_rehash(
               std::string(phc).c_str(), cost.passes, cost.memory_bytes) != 0;
}

SecretBytes<32> derive_key(std::string_view passphrase, const PasswordSalt& salt, const Argon2Cost& cost)
{
    static_assert(crypto_pwhash_argon2id_SALTBYTES == std::tuple_size_v<PasswordSalt>);
    start_sodium();
    SecretBytes<32> out;
    if (crypto_pwhash_argon2id(reinterpret_cast<unsigned char*>(out.span().data()),
                               out.span().size(),
                               passphrase.data(),
                               passphrase.size(),
                               reinterpret_cast<const unsigned char*>(salt.data()),
                               cost.passes,
                               cost.memory_bytes,
                               crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
        throw CryptoError("no memory to derive a key, or a cost out of range");
    return out;
}

}  // namespace junkai::crypto
