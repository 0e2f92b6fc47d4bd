// SPDX-License-Identifier: Apache-2.0
#include "vault/shelf.h"

#include "base/invariant.h"
#include "base/random.h"
#include "crypto/aead.h"
#include "vault/coding.h"
#include "vault/errors.h"
#include "vault/file.h"

#include <fmt/format.h>

namespace junkai::vault {
namespace {

enum class Slot : std::uint8_t { Key = 1, Tombstone = 2 };

// States of all slots, then the keys, then the orders of the tombstones.
constexpr std::size_t kKeysAt = kShelfKeys;
constexpr std::size_t kOrdersAt = kKeysAt + kShelfKeys * 32;
constexpr std::size_t kPlain = kOrdersAt + kShelfKeys * 8;

}  // namespace

std::string shelf_file(const ShelfEntry& entry)
{
    return fmt::format("shelf-{:08}-{:04}", entry.number, entry.generation);
}

std::uintmax_t shelf_file_size()
{
    return 44 + kPlain + crypto::kAeadOverhead + 32;
}

Bytes make_shelf(const Uuid& station, const ShelfEntry& entry)
{
    crypto::SecretBuffer plain(kPlain);
    const std::span<std::byte> bytes = plain.span();
    std::fill_n(bytes.begin(), kShelfKeys, static_cast<std::byte>(Slot::Key));
    SystemRandom().fill(bytes.subspan(kKeysAt, kOrdersAt - kKeysAt));
    return seal_file(
        {FileKind::Shelf, station, entry.number, entry.generation}, {}, entry.key.view(), plain.view());
}

OpenShelf::OpenShelf(BytesView bytes, const Uuid& station, const ShelfEntry& entry, const std::string& path)
{
    const ParsedFile file = parse_file(bytes, FileKind::Shelf, path);
    crypto::SecretBuffer plain;
    if (file.header.station != station || file.header.number != entry.number ||
        file.header.generation != entry.generation || !open_body(file, entry.key.view(), plain, path) ||
        plain.size() != kPlain)
        throw VaultError(Problem::Damaged, path + " is not the shelf that the ring names");
    keys_ = crypto::SecretBuffer(kShelfKeys * 32);
    const BytesView keys = plain.view().subspan(kKeysAt, keys_.size());
    std::copy(keys.begin(), keys.end(), keys_.span().begin());
    Reader orders(plain.view().subspan(kOrdersAt));
    for (std::uint32_t slot = 0; slot < kShelfKeys; ++slot) {
        const auto order = orders.number<std::uint64_t>();
        const bool tombstone = plain.view()[slot] == static_cast<std::byte>(Slot::Tombstone);
        if ((!tombstone && plain.view()[slot] != static_cast<std::byte>(Slot::Key)) ||
            tombstone != (order != 0))
            throw VaultError(Problem::Damaged, path + " holds a slot that is neither key nor tombstone");
        if (tombstone) {
            orders_.resize(kShelfKeys);
            orders_[slot] = order;
        }
    }
}

std::span<const std::byte, 32> OpenShelf::key(std::uint32_t slot) const
{
    invariant(slot < kShelfKeys, "a slot beyond the end of its shelf");
    if (!orders_.empty() && orders_[slot] != 0) throw KeyDestroyed(orders_[slot]);
    return keys_.view().subspan(std::size_t{slot} * 32).first<32>();
}

}  // namespace junkai::vault
