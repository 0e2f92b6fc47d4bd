// SPDX-License-Identifier: Apache-2.0
#include "vault/passphrase.h"

namespace junkai::vault {
namespace {

/// No word of a person, and no part of base64url that could be read as another length.
constexpr std::string_view kMark = "junkai:random-256:";
constexpr std::size_t kRandomBytes = 32;
/// The least that libsodium takes.
constexpr crypto::Argon2Cost kLeast{8192, 1};

}  // namespace

PersonalText make_passphrase(RandomSource& random)
{
    std::array<std::byte, kRandomBytes> bytes{};
    random.fill(bytes);
    std::string text(kMark);
    std::string bits = to_base64url(bytes);
    // Room first, so that no half of it stays behind in freed memory.
    text.reserve(kMark.size() + bits.size());
    text += bits;
    wipe(bits);
    wipe(bytes);
    return PersonalText(std::move(text));
}

crypto::Argon2Cost cost_of(std::string_view passphrase)
{
    if (!passphrase.starts_with(kMark)) return {};
    auto bytes = from_base64url(passphrase.substr(kMark.size()));
    const bool is_made = bytes && bytes->size() == kRandomBytes;
    if (bytes) wipe(*bytes);
    return is_made ? kLeast : crypto::Argon2Cost{};
}

}  // namespace junkai::vault
