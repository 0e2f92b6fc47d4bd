// SPDX-License-Identifier: Apache-2.0
#include "vault/file.h"

#include "crypto/aead.h"
#include "crypto/sha256.h"
#include "vault/coding.h"
#include "vault/errors.h"

namespace junkai::vault {
namespace {

constexpr std::string_view kMagic = "JKVF";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kFixed = 4 + 4 + 16 + 8 + 8 + 4;
constexpr std::size_t kChecksum = 32;

Bytes head(const FileHeader& header, BytesView clear, std::byte algorithm)
{
    Bytes out(kFixed + clear.size());
    Writer to(out);
    to.bytes(bytes_of(kMagic));
    to.number(kVersion);
    to.number(std::to_integer<std::uint8_t>(algorithm));
    to.number(static_cast<std::uint8_t>(header.kind));
    to.number(std::uint8_t{0});
    to.bytes(header.station.bytes);
    to.number(header.number);
    to.number(header.generation);
    to.number(static_cast<std::uint32_t>(clear.size()));
    to.bytes(clear);
    return out;
}

void add_checksum(Bytes& file)
{
    const crypto::Digest sum = crypto::sha256(file);
    file.insert(file.end(), sum.begin(), sum.end());
}

[[noreturn]] void damaged(const std::string& path, const char* how)
{
    throw VaultError(Problem::Damaged, path + " " + how);
}

}  // namespace

Bytes seal_file(const FileHeader& header,
                BytesView clear,
                std::span<const std::byte, 32> key,
                BytesView plain)
{
    const Bytes bound = head(header, clear, crypto::kAes256GcmHkdf);
    Bytes out;
    out.reserve(bound.size() + plain.size() + crypto::kAeadOverhead + kChecksum);
    out = bound;
    crypto::aead_seal(key, bound, plain, out);
    add_checksum(out);
    return out;
}

Bytes plain_file(const FileHeader& header)
{
    Bytes out = head(header, {}, std::byte{0});
    add_checksum(out);
    return out;
}

ParsedFile parse_file(BytesView bytes, FileKind kind, const std::string& path)
{
    if (bytes.size() < kFixed + kChecksum) damaged(path, "is too short: torn");
    const BytesView content = bytes.first(bytes.size() - kChecksum);
    if (!crypto::same_bytes(crypto::sha256(content), bytes.last(kChecksum)))
        damaged(path, "is torn or changed");
    Reader from(content);
    ParsedFile out;
    if (text_of(from.bytes(4)) != kMagic || from.number<std::uint8_t>() != kVersion)
        damaged(path, "is not a vault file of a known version");
    const auto algorithm = from.number<std::uint8_t>();
    const bool sealed = algorithm == std::to_integer<std::uint8_t>(crypto::kAes256GcmHkdf);
    if (from.number<std::uint8_t>() != static_cast<std::uint8_t>(kind) || from.number<std::uint8_t>() != 0 ||
        sealed != (kind != FileKind::Fence) || (!sealed && algorithm != 0))
        damaged(path, "is a vault file of another kind");
    out.header.kind = kind;
    out.header.station = *Uuid::from_bytes(from.bytes(16));
    out.header.number = from.number<std::uint64_t>();
    out.header.generation = from.number<std::uint64_t>();
    out.clear = from.bytes(from.number<std::uint32_t>());
    out.body = from.rest();
    if (!from.good()) damaged(path, "has a wrong length inside");
    out.bound = content.first(content.size() - out.body.size());
    return out;
}

bool open_body(const ParsedFile& file,
               std::span<const std::byte, 32> key,
               crypto::SecretBuffer& plain,
               const std::string& path)
{
    if (file.body.size() < crypto::kAeadOverhead) damaged(path, "has no body");
    plain = crypto::SecretBuffer(file.body.size() - crypto::kAeadOverhead);
    switch (crypto::aead_open(key, file.bound, file.body, plain.span())) {
    case crypto::AeadResult::Ok:
        return true;
    case crypto::AeadResult::WrongKey:
        return false;
    case crypto::AeadResult::Damaged:
        break;
    }
    damaged(path, "was changed");
}

}  // namespace junkai::vault
