// SPDX-License-Identifier: Apache-2.0
#include "crypto/envelope.h"

#include "base/errors.h"
#include "base/invariant.h"
#include "base/random.h"

#include <algorithm>
#include <array>
#include <bit>

namespace junkai::crypto {
namespace {

constexpr std::byte kVersion{1};
constexpr std::size_t kHeader = 1 + 1 + 8;
constexpr std::byte kEndOfText{0x80};

using Header = std::array<std::byte, kHeader>;

Header header_of(KeyRef ref)
{
    Header out{kVersion, kAes256GcmHkdf};
    for (std::size_t i = 0; i < 8; ++i)
        out[2 + i] = static_cast<std::byte>(ref.number >> (56 - 8 * i) & 0xff);
    return out;
}

/// Header, table, column and row in one unambiguous row of bytes.
class Associated {
public:
    Associated(const Header& header, const CellPlace& place)
    {
        invariant(place.table.size() <= 255 && place.column.size() <= 255,
                  "a cell of a table with a very long name");
        add(header);
        add_text(place.table);
        add_text(place.column);
        add(place.row.bytes);
    }

    BytesView view() const { return BytesView(bytes_).first(size_); }

private:
    void add(BytesView bytes)
    {
        std::copy(bytes.begin(), bytes.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
        size_ += bytes.size();
    }

    void add_text(std::string_view text)
    {
        bytes_[size_++] = static_cast<std::byte>(text.size());
        add(bytes_of(text));
    }

    std::array<std::byte, kHeader + 2 * 256 + 16> bytes_;
    std::size_t size_ = 0;
};

/// The smallest 2^n or 1.5 * 2^n that holds `size`.
std::size_t bucket(std::size_t size)
{
    const std::size_t power = std::bit_ceil(size);
    const std::size_t three_quarters = power / 4 * 3;
    return size <= three_quarters ? three_quarters : power;
}

}  // namespace

Bytes seal(const RecordKey& key, KeyRef ref, const CellPlace& place, BytesView plain, Padding padding)
{
    Salt salt;
    SystemRandom().fill(salt);
    return seal_with(key, ref, place, plain, padding, salt);
}

Bytes seal_with(const RecordKey& key,
                KeyRef ref,
                const CellPlace& place,
                BytesView plain,
                Padding padding,
                const Salt& salt)
{
    invariant(ref.number != 0, "a cell was to be sealed under no key");
    // Text, 0x80, zeros: the end is found again whatever the text ends with.
    const std::size_t size =
        bucket(std::max<std::size_t>(plain.size() + 1, static_cast<std::size_t>(padding)));
    Bytes padded(size);
    std::copy(plain.begin(), plain.end(), padded.begin());
    padded[plain.size()] = kEndOfText;
    const Header header = header_of(ref);
    Bytes out;
    out.reserve(kHeader + size + kAeadOverhead);
    out.assign(header.begin(), header.end());
    aead_seal_with(key.bytes(), salt, Associated(header, place).view(), padded, out);
    wipe(padded);
    return out;
}

Personal<Bytes> open(const RecordKey& key, KeyRef ref, const CellPlace& place, BytesView sealed)
{
    Bytes plain;
    open_into(key, ref, place, sealed, plain);
    return Personal<Bytes>(std::move(plain));
}

void open_into(const RecordKey& key, KeyRef ref, const CellPlace& place, BytesView sealed, Bytes& plain)
{
    wipe(plain);
    if (sealed.size() < kHeader + kAeadOverhead || sealed[0] != kVersion || sealed[1] != kAes256GcmHkdf)
        throw CryptoError("not a sealed cell of a known version");
    const Header header = header_of(ref);
    if (!std::equal(header.begin(), header.end(), sealed.begin()))
        throw CryptoError("a sealed cell names another key than its row");
    plain.resize(sealed.size() - kHeader - kAeadOverhead);
    switch (aead_open(key.bytes(), Associated(header, place).view(), sealed.subspan(kHeader), plain)) {
    case AeadResult::Ok:
        break;
    case AeadResult::WrongKey:
        throw CryptoError("a sealed cell is not under the key it names, or is damaged");
    case AeadResult::Damaged:
        throw CryptoError("a sealed cell is damaged or stands in another place than it was sealed for");
    }
    while (!plain.empty() && plain.back() == std::byte{0})
        plain.pop_back();
    if (plain.empty() || plain.back() != kEndOfText) {
        wipe(plain);
        throw CryptoError("a sealed cell is padded in an unknown way");
    }
    plain.pop_back();
}

std::optional<KeyRef> key_of(BytesView sealed)
{
    if (sealed.size() < kHeader + kAeadOverhead || sealed[0] != kVersion || sealed[1] != kAes256GcmHkdf)
        return std::nullopt;
    KeyRef out;
    for (const std::byte b : sealed.subspan(2, 8))
        out.number = out.number << 8 | std::to_integer<std::uint64_t>(b);
    return out.number == 0 ? std::nullopt : std::optional(out);
}

}  // namespace junkai::crypto
