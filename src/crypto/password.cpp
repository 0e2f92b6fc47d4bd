// SPDX-License-Identifier: Apache-2.0
#include "crypto/password.h"

#include "base/errors.h"

#include <cerrno>
#include <fmt/core.h>
#include <new>
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
    errno = 0;
    if (crypto_pwhash_argon2id_str_verify(std::string(phc).c_str(), password.data(), password.size()) == 0)
        return true;
    // Memory that was not there is no wrong password: nobody must be blocked for it.
    if (errno == ENOMEM) throw std::bad_alloc();
    return false;
}

std::string unmatched_hash(const Argon2Cost& cost)
{
    // All zeros: no password is known to give that, and finding one is breaking the hash.
    std::string salt = to_base64(std::array<std::byte, 16>{});
    std::string hash = to_base64(std::array<std::byte, 32>{});
    std::erase(salt, '=');
    std::erase(hash, '=');
    return fmt::format(
        "$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes / 1024, cost.passes, salt, hash);
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
