// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "vault/ring.h"

#include <memory>
#include <span>
#include <string>

namespace junkai::vault {

inline constexpr std::uint32_t kShelfKeys = 1024;

/// The file of a shelf, "shelf-00000001-0001".
std::string shelf_file(const ShelfEntry& entry);
std::uintmax_t shelf_file_size();

/// A whole file of fresh spare keys under entry.key.
Bytes make_shelf(const Uuid& station, const ShelfEntry& entry);

/// A shelf in locked memory. A slot holds a key, or the tombstone of one.
class OpenShelf {
public:
    /// Throws VaultError(Damaged), naming the file.
    OpenShelf(BytesView file, const Uuid& station, const ShelfEntry& entry, const std::string& path);

    /// Throws KeyDestroyed for a tombstone.
    std::span<const std::byte, 32> key(std::uint32_t slot) const;

private:
    crypto::SecretBuffer keys_;
    /// By slot; empty as long as no key of the shelf was destroyed.
    std::vector<std::uint64_t> orders_;
};

}  // namespace junkai::vault
