// SPDX-License-Identifier: Apache-2.0
#include "crypto/sha256.h"

#include "base/errors.h"

#include <memory>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace junkai::crypto {
namespace {

struct FreeDigest {
    void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }

    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// One context a thread: making one costs more than hashing a leaf.
EVP_MD_CTX* thread_context()
{
    static const std::unique_ptr<EVP_MD, FreeDigest> algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    thread_local std::unique_ptr<EVP_MD_CTX, FreeDigest> context;
    if (!context) {
        context.reset(EVP_MD_CTX_new());
        if (!algorithm || !context || EVP_DigestInit_ex2(context.get(), algorithm.get(), nullptr) != 1)
            throw CryptoError("SHA-256 is not available");
        return context.get();
    }
    // Without an algorithm the context starts again with the one it has.
    if (EVP_DigestInit_ex2(context.get(), nullptr, nullptr) != 1)
        throw CryptoError("SHA-256 could not start");
    return context.get();
}

}  // namespace

Digest sha256(BytesView message)
{
    return sha256({message});
}

Digest sha256(std::initializer_list<BytesView> parts)
{
    EVP_MD_CTX* context = thread_context();
    for (const BytesView part : parts)
        if (EVP_DigestUpdate(context, part.data(), part.size()) != 1) throw CryptoError("SHA-256 failed");
    Digest out;
    if (EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(out.data()), nullptr) != 1)
        throw CryptoError("SHA-256 failed");
    return out;
}

struct Sha256::Context {
    std::unique_ptr<EVP_MD_CTX, FreeDigest> evp{EVP_MD_CTX_new()};
};

Sha256::Sha256() : context_(std::make_unique<Context>())
{
    if (!context_->evp || EVP_DigestInit_ex2(context_->evp.get(), EVP_sha256(), nullptr) != 1)
        throw CryptoError("SHA-256 is not available");
}

Sha256::~Sha256() = default;

void Sha256::add(BytesView piece)
{
    if (EVP_DigestUpdate(context_->evp.get(), piece.data(), piece.size()) != 1)
        throw CryptoError("SHA-256 failed");
}

Digest Sha256::finish()
{
    Digest out;
    if (EVP_DigestFinal_ex(context_->evp.get(), reinterpret_cast<unsigned char*>(out.data()), nullptr) != 1)
        throw CryptoError("SHA-256 failed");
    return out;
}

bool same_bytes(BytesView left, BytesView right) noexcept
{
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace junkai::crypto
