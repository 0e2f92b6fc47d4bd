// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vault/copy.h"
#include "vault/shelf_table.h"

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>

namespace junkai::vault {

/// The rules of writing: main first, then each mirror, and acknowledged only when all have flushed. What the
/// main directory has durably is the truth at once, even if a mirror failed: the mirror is then caught up
/// before anything else is acknowledged. A mirror is therefore never ahead of the main directory; if it is,
/// main is an old copy.
class Vault::Impl {
public:
    Impl(const Uuid& station, Place main, std::vector<Place> mirrors, Options options);

    void create();
    void open();

    // keys.cpp
    crypto::KeyRef take_key();
    crypto::KeyRef month_key(MonthKind kind, std::uint32_t month);
    std::optional<crypto::KeyRef> find_month_key(MonthKind kind, std::uint32_t month) const;
    void with_key(crypto::KeyRef ref, FunctionRef<void(const crypto::RecordKey&)> use);
    void make_spare(std::uint64_t keys);

    // impl.cpp
    void tend();
    Result<void> writable() const;
    void note_checkpoint(const NotedCheckpoint& checkpoint);
    void rebuild_mirror(std::size_t index);
    Status status() const;

    std::optional<NotedCheckpoint> last_checkpoint() const
    {
        const std::lock_guard guard(write_);
        return checkpoint_;
    }

    Position position() const
    {
        const std::lock_guard guard(position_guard_);
        return acknowledged_;
    }

    const Uuid& station() const { return station_; }

    const crypto::SigningKey& signing_key() const { return *signing_; }

private:
    struct Mirror {
        Mirror(Place place, const Uuid& station, const Steps& steps) : copy(std::move(place), station, steps)
        {
        }

        Copy copy;
        bool in_step = false;
        bool uncertain = false;  ///< a flush failed there: what reads back may not be on its disk
        std::string why_not = "not looked for yet";
        std::chrono::steady_clock::time_point tried;
    };

    using Write = FunctionRef<void(Copy&)>;

    // All below are called with write_ held.
    void durable(Write write, FunctionRef<void()> adopt);
    void bring_in_step();
    void catch_up(Mirror& mirror, const Ring& theirs);
    void copy_missing_shelves(Copy& to, const Ring* theirs);
    void fell_behind(Mirror& mirror, const std::exception& why);
    void update_writable();
    void replace_ring(const Ring& next, const std::vector<Bytes>& new_shelves);
    void fill(std::uint32_t shelves);
    void reserve();
    std::uint64_t next_block();
    std::optional<crypto::KeyRef> ring_month_key(MonthKind kind, std::uint32_t month);
    void adopt_ring(Ring next);
    void start_from(Ring ring);

    std::uint64_t end_of_shelves() const { return (std::uint64_t{shelves_.count()} + 1) * kShelfKeys; }

    const OpenShelf& open_shelf(ShelfTable::Shelf& shelf);

    const Uuid station_;
    const Options options_;
    Copy main_;
    std::vector<std::unique_ptr<Mirror>> mirrors_;

    /// Guards the files, the ring and the mirrors. Taken before take_ and months_guard_.
    mutable std::mutex write_;
    Ring ring_;
    std::uint64_t fence_ = 0;
    std::uint64_t block_ = 0;  ///< how many keys the last mark handed out
    std::chrono::steady_clock::time_point reserved_at_;
    std::optional<NotedCheckpoint> checkpoint_;
    std::string broken_;        ///< why nothing can be written until the vault is opened again
    std::string main_failure_;  ///< why the last write to the main directory failed; empty when it did not

    std::atomic<std::uint64_t> handed_out_ = 0;  ///< the mark in the main directory
    std::atomic<bool> mirrors_in_step_ = false;
    std::atomic<bool> closed_ = false;

    /// What every mirror has too: only that may be remembered elsewhere, or a mirror could not take over.
    mutable std::mutex position_guard_;
    Position acknowledged_;

    /// The block that may be handed out without writing: [next_, limit_).
    std::mutex take_;
    std::uint64_t next_ = 0;
    std::uint64_t limit_ = 0;

    mutable std::shared_mutex months_guard_;
    std::map<std::pair<std::uint16_t, std::uint32_t>, MonthEntry> months_;  ///< acknowledged ones

    ShelfTable shelves_;
    std::atomic<std::size_t> open_shelves_ = 0;
    mutable std::mutex problems_guard_;
    std::set<std::string> problems_;
    std::unique_ptr<const crypto::SigningKey> signing_;
};

}  // namespace junkai::vault
