// SPDX-License-Identifier: Apache-2.0
#include "vault/ring.h"

#include "base/invariant.h"
#include "vault/coding.h"

namespace junkai::vault {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kShelfSize = 4 + 4 + 32;
constexpr std::size_t kMonthSize = 2 + 4 + 8 + 8;

void read_into(crypto::SecretBytes<32>& out, Reader& from)
{
    const BytesView bytes = from.bytes(32);
    std::copy(bytes.begin(), bytes.end(), out.span().begin());
}

}  // namespace

Ring Ring::copy() const
{
    Ring out;
    out.epoch = epoch;
    out.last_order = last_order;
    out.file_key = file_key.copy();
    out.signing_seed = signing_seed.copy();
    out.shelves.reserve(shelves.size());
    for (const ShelfEntry& shelf : shelves)
        out.shelves.push_back(shelf.copy());
    out.months = months;
    return out;
}

crypto::SecretBuffer encode_ring(const Ring& ring)
{
    crypto::SecretBuffer out(1 + 8 + 8 + 32 + 32 + 4 + ring.shelves.size() * kShelfSize + 4 +
                             ring.months.size() * kMonthSize);
    Writer to(out.span());
    to.number(kVersion);
    to.number(ring.epoch);
    to.number(ring.last_order);
    to.bytes(ring.file_key.view());
    to.bytes(ring.signing_seed.view());
    to.number(static_cast<std::uint32_t>(ring.shelves.size()));
    for (const ShelfEntry& shelf : ring.shelves) {
        to.number(shelf.number);
        to.number(shelf.generation);
        to.bytes(shelf.key.view());
    }
    to.number(static_cast<std::uint32_t>(ring.months.size()));
    for (const MonthEntry& month : ring.months) {
        to.number(month.kind);
        to.number(month.month);
        to.number(month.key.number);
        to.number(month.forgotten_under);
    }
    invariant(to.full(), "a ring was given the wrong space");
    return out;
}

std::optional<Ring> decode_ring(BytesView bytes)
{
    Reader from(bytes);
    Ring out;
    if (from.number<std::uint8_t>() != kVersion) return std::nullopt;
    out.epoch = from.number<std::uint64_t>();
    out.last_order = from.number<std::uint64_t>();
    read_into(out.file_key, from);
    read_into(out.signing_seed, from);
    const auto shelves = from.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < shelves && from.good(); ++i) {
        ShelfEntry shelf;
        shelf.number = from.number<std::uint32_t>();
        shelf.generation = from.number<std::uint32_t>();
        read_into(shelf.key, from);
        if (shelf.number != i + 1) return std::nullopt;
        out.shelves.push_back(std::move(shelf));
    }
    const auto months = from.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < months && from.good(); ++i) {
        MonthEntry month;
        month.kind = from.number<std::uint16_t>();
        month.month = from.number<std::uint32_t>();
        month.key.number = from.number<std::uint64_t>();
        month.forgotten_under = from.number<std::uint64_t>();
        out.months.push_back(month);
    }
    if (!from.at_end() || out.epoch == 0 || out.shelves.empty()) return std::nullopt;
    return out;
}

}  // namespace junkai::vault
