// SPDX-License-Identifier: Apache-2.0
#include "crypto/ed25519.h"

#include "base/errors.h"
#include "base/random.h"

#include <memory>
#include <openssl/evp.h>

namespace junkai::crypto {
namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

const unsigned char* raw(BytesView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// OpenSSL holds the key only for the length of one call; it wipes its copy when freed.
Key private_key(const SecretBytes<32>& seed)
{
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed.view()), 32));
    if (!key) throw CryptoError("an Ed25519 key could not be loaded");
    return key;
}

}  // namespace

SigningKey SigningKey::generate()
{
    SecretBytes<32> seed;
    SystemRandom().fill(seed.span());
    return from_seed(std::move(seed));
}

SigningKey SigningKey::from_seed(SecretBytes<32> seed)
{
    return SigningKey(std::move(seed));
}

SigningKey::SigningKey(SecretBytes<32> seed) : seed_(std::move(seed))
{
    std::size_t size = public_key_.size();
    if (EVP_PKEY_get_raw_public_key(
            private_key(seed_).get(), reinterpret_cast<unsigned char*>(public_key_.data()), &size) != 1)
        throw CryptoError("an Ed25519 public key could not be computed");
}

Signature SigningKey::sign(BytesView message) const
{
    const Key key = private_key(seed_);
    const Context context(EVP_MD_CTX_new());
    Signature out;
    std::size_t size = out.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(),
                       reinterpret_cast<unsigned char*>(out.data()),
                       &size,
                       raw(message),
                       message.size()) != 1)
        throw CryptoError("an Ed25519 signature could not be made");
    return out;
}

bool verify_signature(const PublicKey& key, BytesView message, BytesView signature)
{
    if (signature.size() != std::tuple_size_v<Signature>) return false;
    // Bytes that are no key load as none: then nothing verifies.
    const Key loaded(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key), key.size()));
    const Context context(EVP_MD_CTX_new());
    if (!loaded || !context) return false;
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, loaded.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) ==
               1;
}

}  // namespace junkai::crypto
