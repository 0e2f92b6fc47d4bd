// SPDX-License-Identifier: Apache-2.0
#include "crypto/password.h"

#include "base/errors.h"

#include <cerrno>
#include <cstdlib>
#include <fmt/core.h>
#include <new>
#include <sodium.h>
#include <sys/mman.h>

namespace junkai::crypto {
namespace {

void start_sodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw CryptoError("libsodium did not start");
}

/// libsodium says "does not match" when it finds no memory, and nobody must be blocked for that: ask for it
/// first.
void expect_memory_for(std::string_view phc)
{
    const std::size_t at = phc.find("$m=");
    if (at == std::string_view::npos) return;
    const std::size_t bytes = std::strtoull(std::string(phc.substr(at + 3)).c_str(), nullptr, 10) * 1024;
    void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED && errno == ENOMEM) throw std::bad_alloc();
    if (memory != MAP_FAILED) munmap(memory, bytes);
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
    expect_memory_for(phc);
    return crypto_pwhash_argon2id_str_verify(std::string(phc).c_str(), password.data(), password.size()) == 0;
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
