// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vault/shelf.h"

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace junkai::vault {

/// All shelves of the ring by number, opened at first use. It grows while others read: a shelf never moves.
class ShelfTable {
public:
    struct Shelf {
        /// Readers share it for the length of one seal or open; opening, and destroying a key, take it alone.
        std::shared_mutex guard;
        ShelfEntry entry;
        std::unique_ptr<const OpenShelf> open;
    };

    /// The next number in order, from 1. One caller at a time.
    void add(ShelfEntry entry)
    {
        const std::uint32_t index = count_.load(std::memory_order_relaxed);
        std::unique_ptr<Chunk>& chunk = chunks_.at(index / kChunk);
        if (!chunk) chunk = std::make_unique<Chunk>();
        (*chunk)[index % kChunk].entry = std::move(entry);
        // Published last: who sees the count sees the chunk and the entry.
        count_.store(index + 1, std::memory_order_release);
    }

    std::uint32_t count() const { return count_.load(std::memory_order_acquire); }

    /// Null for a number that was never added.
    Shelf* find(std::uint64_t number) const
    {
        if (number == 0 || number > count()) return nullptr;
        const auto index = static_cast<std::size_t>(number - 1);
        return &(*chunks_[index / kChunk])[index % kChunk];
    }

private:
    static constexpr std::size_t kChunk = 256;
    using Chunk = std::array<Shelf, kChunk>;
    std::array<std::unique_ptr<Chunk>, 4096> chunks_;
    std::atomic<std::uint32_t> count_ = 0;
};

}  // namespace junkai::vault
