// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/sha256.h"
#include "vault/directory.h"
#include "vault/file.h"
#include "vault/key_source.h"
#include "vault/shelf.h"
#include "vault/vault.h"

#include <memory>
#include <optional>

namespace junkai::vault {

/// One copy of the vault: a directory and the source of its own master. Knows the files, not the rules.
class Copy {
public:
    Copy(Place place, const Uuid& station, Steps steps);

    /// Whether there is a ring: without one there is no vault.
    bool has_vault() const { return directory_.size_of("ring").has_value(); }

    /// Throws VaultError(InUse).
    void lock();

    void make() { directory_.make(); }

    /// Opens the ring under its master. Throws VaultError.
    Ring read_ring();
    /// Under a new key, wrapped by the master; the first ring of a copy makes its master.
    void write_ring(const Ring& ring);

    /// The directory is a new one: the master that was known stood in the old.
    void forget_master() { master_.reset(); }

    std::uint64_t read_mark(const Ring& ring) const;
    void write_mark(const Ring& ring, std::uint64_t mark);
    std::optional<NotedCheckpoint> read_checkpoint(const Ring& ring) const;
    void write_checkpoint(const Ring& ring, const NotedCheckpoint& checkpoint);

    std::uint64_t read_fence() const;
    void write_fence(std::uint64_t fence);
    /// Throws VaultError(Fenced) when another writer has raised it, StorageUnavailable when it is gone.
    void check_fence(std::uint64_t ours) const;

    /// The file's bytes, or VaultError(Missing) naming it. Safe from many threads.
    Bytes read_shelf(const ShelfEntry& entry) const;
    bool has_shelf(const ShelfEntry& entry) const;
    void write_shelf(const ShelfEntry& entry, BytesView bytes);

    std::string shelf_path(const ShelfEntry& entry) const { return directory_.path_of(shelf_file(entry)); }

    /// Removes what a crash left: unfinished files and shelves that the ring does not name.
    void clean(const Ring& ring);

    const Directory& directory() const { return directory_; }

    const KeySource& keys() const { return *keys_; }

private:
    struct Sealed {
        std::uint64_t generation;
        crypto::SecretBuffer plain;
    };

    std::optional<Sealed> read_sealed(FileKind kind, const std::string& name, const Ring& ring) const;

    Uuid station_;
    Directory directory_;
    std::unique_ptr<KeySource> keys_;
    std::optional<MasterId> master_;
};

}  // namespace junkai::vault
