// SPDX-License-Identifier: Apache-2.0
#include "vault/impl.h"

#include "base/invariant.h"
#include "base/random.h"

#include <algorithm>

namespace junkai::vault {
namespace {

constexpr std::uint64_t kMostHaste = 32;

}  // namespace

crypto::KeyRef Vault::Impl::take_key()
{
    // Without a mirror even the block already marked stays closed: what a card is sealed under must have a
    // second home.
    if (mirrors_in_step_ && !closed_) {
        const std::lock_guard guard(take_);
        if (next_ < limit_) return {next_++};
    }
    const std::lock_guard guard(write_);
    bring_in_step();
    for (;;) {
        {
            const std::lock_guard take_guard(take_);
            if (next_ < limit_) return {next_++};
        }
        // Others may take the whole new block before this thread looks again.
        reserve();
    }
}

void Vault::Impl::reserve()
{
    // A mark that main has and the mirrors missed is whole again by now: bring_in_step() has caught them up.
    if (handed_out_ == limit_) {
        const std::uint64_t block = next_block();
        if (handed_out_ + block > end_of_shelves())
            fill(std::max(options_.spare_shelves, static_cast<std::uint32_t>(block / kShelfKeys)));
        const std::uint64_t mark = std::min(handed_out_ + block, end_of_shelves());
        // The mark is durable before the first key of the block is used: a crash wastes keys, never repeats
        // one.
        durable([&](Copy& copy) { copy.write_mark(ring_, mark); }, [&] { handed_out_ = mark; });
        if (!mirrors_in_step_) bring_in_step();
    }
    const std::lock_guard guard(take_);
    limit_ = handed_out_;
}

std::uint64_t Vault::Impl::next_block()
{
    // An import takes thousands of keys a second and each mark costs four flushes; a quiet day wastes 256 a
    // restart.
    const auto now = std::chrono::steady_clock::now();
    const bool in_a_hurry = block_ != 0 && now - reserved_at_ < std::chrono::seconds(1);
    block_ = in_a_hurry ? std::min(block_ * 2, options_.block * kMostHaste) : options_.block;
    reserved_at_ = now;
    return block_;
}

void Vault::Impl::fill(std::uint32_t shelves)
{
    // A sixteenth more each time, so that a large vault does not rewrite its large ring for every few
    // shelves.
    const std::uint32_t more = std::max(shelves, shelves_.count() / 16);
    Ring next = ring_.copy();
    next.epoch++;
    std::vector<Bytes> files;
    for (std::uint32_t i = 0; i < more; ++i) {
        ShelfEntry shelf{static_cast<std::uint32_t>(next.shelves.size() + 1), 1, {}};
        SystemRandom().fill(shelf.key.span());
        files.push_back(make_shelf(station_, shelf));
        next.shelves.push_back(std::move(shelf));
    }
    replace_ring(next, files);
}

void Vault::Impl::replace_ring(const Ring& next, const std::vector<Bytes>& new_shelves)
{
    const std::size_t first = next.shelves.size() - new_shelves.size();
    // Shelves before the ring that names them.
    const auto write = [&](Copy& copy) {
        for (std::size_t i = 0; i < new_shelves.size(); ++i)
            copy.write_shelf(next.shelves[first + i], new_shelves[i]);
        copy.write_ring(next);
    };
    durable(write, [&] { adopt_ring(next.copy()); });
    if (!mirrors_in_step_) bring_in_step();
}

void Vault::Impl::make_spare(std::uint64_t keys)
{
    const std::lock_guard guard(write_);
    bring_in_step();
    const std::uint64_t spare = end_of_shelves() - handed_out_;
    if (spare < keys) fill(static_cast<std::uint32_t>((keys - spare + kShelfKeys - 1) / kShelfKeys));
}

crypto::KeyRef Vault::Impl::month_key(MonthKind kind, std::uint32_t month)
{
    if (mirrors_in_step_ && !closed_)
        if (const auto known = find_month_key(kind, month)) return *known;
    {
        const std::lock_guard guard(write_);
        if (const auto known = ring_month_key(kind, month)) return *known;
    }
    // Taken before the lock: if another thread makes the month first, one spare key is wasted.
    const crypto::KeyRef key = take_key();
    const std::lock_guard guard(write_);
    if (const auto known = ring_month_key(kind, month)) return *known;
    const MonthEntry entry{static_cast<std::uint16_t>(kind), month, key, 0};
    Ring next = ring_.copy();
    next.epoch++;
    next.months.push_back(entry);
    replace_ring(next, {});
    const std::unique_lock months(months_guard_);
    months_[{entry.kind, entry.month}] = entry;
    return key;
}

std::optional<crypto::KeyRef> Vault::Impl::ring_month_key(MonthKind kind, std::uint32_t month)
{
    bring_in_step();
    for (const MonthEntry& entry : ring_.months) {
        if (entry.kind != static_cast<std::uint16_t>(kind) || entry.month != month) continue;
        if (entry.forgotten_under != 0) throw KeyDestroyed(entry.forgotten_under);
        // The main directory had it before the mirrors did: now it is acknowledged.
        const std::unique_lock months(months_guard_);
        months_[{entry.kind, entry.month}] = entry;
        return entry.key;
    }
    return std::nullopt;
}

std::optional<crypto::KeyRef> Vault::Impl::find_month_key(MonthKind kind, std::uint32_t month) const
{
    const std::shared_lock guard(months_guard_);
    const auto entry = months_.find({static_cast<std::uint16_t>(kind), month});
    if (entry == months_.end()) return std::nullopt;
    if (entry->second.forgotten_under != 0) throw KeyDestroyed(entry->second.forgotten_under);
    return entry->second.key;
}

void Vault::Impl::with_key(crypto::KeyRef ref, FunctionRef<void(const crypto::RecordKey&)> use)
{
    ShelfTable::Shelf* const shelf = shelves_.find(ref.number / kShelfKeys);
    if (shelf == nullptr || ref.number >= handed_out_)
        throw CryptoError("a cell names a key that this vault never handed out");
    for (;;) {
        {
            const std::shared_lock guard(shelf->guard);
            if (shelf->open) {
                use(crypto::RecordKey(shelf->open->key(static_cast<std::uint32_t>(ref.number % kShelfKeys))));
                return;
            }
        }
        const std::unique_lock guard(shelf->guard);
        open_shelf(*shelf);
    }
}

const OpenShelf& Vault::Impl::open_shelf(ShelfTable::Shelf& shelf)
{
    if (shelf.open) return *shelf.open;
    try {
        shelf.open = std::make_unique<const OpenShelf>(
            main_.read_shelf(shelf.entry), station_, shelf.entry, main_.shelf_path(shelf.entry));
    } catch (const StorageError& error) {
        // The same shelf stands in the mirrors, and reading goes on; doctor is told.
        for (const auto& mirror : mirrors_) {
            try {
                shelf.open = std::make_unique<const OpenShelf>(mirror->copy.read_shelf(shelf.entry),
                                                               station_,
                                                               shelf.entry,
                                                               mirror->copy.shelf_path(shelf.entry));
                break;
            } catch (const StorageError&) {
                // The next mirror, or else the error of the main directory below.
            }
        }
        if (!shelf.open) throw;
        const std::lock_guard guard(problems_guard_);
        problems_.insert(error.what());
    }
    ++open_shelves_;
    return *shelf.open;
}

}  // namespace junkai::vault
