// SPDX-License-Identifier: Apache-2.0
#include "crypto/aead.h"

#include "base/errors.h"
#include "base/invariant.h"
#include "base/random.h"
#include "crypto/hmac.h"

#include <algorithm>
#include <climits>
#include <memory>
#include <openssl/evp.h>

namespace junkai::crypto {
namespace {

constexpr std::size_t kTag = 16;

struct Free {
    void operator()(EVP_CIPHER* cipher) const { EVP_CIPHER_free(cipher); }

    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

unsigned char* raw(std::byte* bytes)
{
    return reinterpret_cast<unsigned char*>(bytes);
}

const unsigned char* raw(const std::byte* bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes);
}

int length(std::size_t size)
{
    invariant(size <= INT_MAX, "a sealed text of more than 2 GB");
    return static_cast<int>(size);
}

void check(int result)
{
    if (result != 1) throw CryptoError("AES-256-GCM failed");
}

/// What HKDF makes of key and salt: the commitment is public, the cipher key is not.
struct Derived {
    std::array<std::byte, 64> bytes{};

    Derived(std::span<const std::byte, 32> key, const Salt& salt)
    {
        // The label is short on purpose: each HMAC then hashes four blocks and no more.
        std::array<std::byte, 6 + 16> info{};
        std::copy_n(bytes_of("junkai").begin(), 6, info.begin());
        std::copy(salt.begin(), salt.end(), info.begin() + 6);
        hkdf_expand(key, info, bytes);
    }

    Derived(const Derived&) = delete;
    Derived& operator=(const Derived&) = delete;

    ~Derived() { wipe(bytes); }

    BytesView commitment() const { return BytesView(bytes).first(32); }

    const unsigned char* cipher_key() const { return raw(bytes.data() + 32); }
};

/// One context a thread and direction, since making one costs more than opening a cell.
class Cipher {
public:
    explicit Cipher(bool encrypt) : context_(EVP_CIPHER_CTX_new())
    {
        static const std::unique_ptr<EVP_CIPHER, Free> algorithm(
            EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
        if (!algorithm || !context_) throw CryptoError("AES-256-GCM is not available");
        check(
            EVP_CipherInit_ex2(context_.get(), algorithm.get(), nullptr, nullptr, encrypt ? 1 : 0, nullptr));
    }

    EVP_CIPHER_CTX* start(const Derived& keys, const Salt& salt, BytesView associated)
    {
        // The cipher key is new for each salt, so the start of the salt may serve as the 96-bit nonce.
        check(EVP_CipherInit_ex2(context_.get(), nullptr, keys.cipher_key(), raw(salt.data()), -1, nullptr));
        int count = 0;
        check(EVP_CipherUpdate(
            context_.get(), nullptr, &count, raw(associated.data()), length(associated.size())));
        return context_.get();
    }

    /// Overwrites the key schedule: a key that was destroyed must not live on in an idle thread.
    void forget() noexcept
    {
        static constexpr std::array<unsigned char, 32> kNothing{};
        EVP_CipherInit_ex2(context_.get(), nullptr, kNothing.data(), kNothing.data(), -1, nullptr);
    }

private:
    std::unique_ptr<EVP_CIPHER_CTX, Free> context_;
};

struct Forget {
    Cipher& cipher;

    ~Forget() { cipher.forget(); }
};

}  // namespace

void aead_seal(std::span<const std::byte, 32> key, BytesView associated, BytesView plain, Bytes& out)
{
    Salt salt;
    SystemRandom().fill(salt);
    aead_seal_with(key, salt, associated, plain, out);
}

void aead_seal_with(
    std::span<const std::byte, 32> key, const Salt& salt, BytesView associated, BytesView plain, Bytes& out)
{
    thread_local Cipher cipher(true);
    const Forget forget{cipher};
    const Derived keys(key, salt);
    EVP_CIPHER_CTX* const context = cipher.start(keys, salt, associated);
    out.reserve(out.size() + plain.size() + kAeadOverhead);
    out.insert(out.end(), salt.begin(), salt.end());
    out.insert(out.end(), keys.commitment().begin(), keys.commitment().end());
    const std::size_t at = out.size();
    out.resize(at + plain.size() + kTag);
    int count = 0;
    // OpenSSL takes a missing text for associated data, so an empty one is not handed over.
    if (!plain.empty())
        check(
            EVP_CipherUpdate(context, raw(out.data() + at), &count, raw(plain.data()), length(plain.size())));
    check(EVP_CipherFinal_ex(context, raw(out.data() + at + plain.size()), &count));
    check(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kTag, out.data() + at + plain.size()));
}

AeadResult aead_open(std::span<const std::byte, 32> key,
                     BytesView associated,
                     BytesView sealed,
                     std::span<std::byte> plain)
{
    if (sealed.size() < kAeadOverhead) return AeadResult::Damaged;
    invariant(plain.size() == sealed.size() - kAeadOverhead, "a sealed text was opened into the wrong room");
    thread_local Cipher cipher(false);
    const Forget forget{cipher};
    Salt salt;
    std::copy_n(sealed.begin(), salt.size(), salt.begin());
    const Derived keys(key, salt);
    if (!same_bytes(keys.commitment(), sealed.subspan(16, 32))) {
        wipe(plain);
        return AeadResult::WrongKey;
    }
    EVP_CIPHER_CTX* const context = cipher.start(keys, salt, associated);
    int count = 0;
    if (!plain.empty())
        check(EVP_CipherUpdate(
            context, raw(plain.data()), &count, raw(sealed.data() + 48), length(plain.size())));
    std::array<std::byte, kTag> tag{};
    std::copy_n(sealed.end() - kTag, kTag, tag.begin());
    check(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, kTag, tag.data()));
    std::array<std::byte, kTag> none{};
    if (EVP_CipherFinal_ex(context, raw(none.data()), &count) != 1) {
        wipe(plain);
        return AeadResult::Damaged;
    }
    return AeadResult::Ok;
}

}  // namespace junkai::crypto
