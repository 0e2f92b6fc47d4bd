// SPDX-License-Identifier: Apache-2.0
#include "vault/copy.h"

#include "base/invariant.h"
#include "base/random.h"
#include "vault/coding.h"
#include "vault/errors.h"

#include <set>

namespace junkai::vault {

Copy::Copy(Place place, const Uuid& station, Steps steps)
    : station_(station), directory_(std::move(place.directory), std::move(steps)),
      keys_(std::move(place.keys))
{
    invariant(keys_ != nullptr, "a vault without a key source");
}

void Copy::lock()
{
    if (!directory_.lock())
        throw VaultError(Problem::InUse, directory_.path().string() + " is in use by another process");
}

Ring Copy::read_ring()
{
    const std::string path = directory_.path_of("ring");
    const auto bytes = directory_.find("ring");
    if (!bytes) throw VaultError(Problem::Missing, "there is no vault in " + directory_.path().string());
    const ParsedFile file = parse_file(*bytes, FileKind::Ring, path);
    if (file.header.station != station_)
        throw VaultError(Problem::OtherStation,
                         path + " belongs to station " + file.header.station.str() + ", not to " +
                             station_.str());
    // Clear part: the master's id, how many shelves there are, the wrapped key of the ring.
    Reader clear(file.clear);
    const auto master = Uuid::from_bytes(clear.bytes(16));
    const auto shelves = clear.number<std::uint32_t>();
    const BytesView wrapped = clear.rest();
    if (!master || !clear.good()) throw VaultError(Problem::Damaged, path + " was changed");
    const MasterId id(*master);
    const crypto::SecretBytes<32> key = keys_->unwrap(id, wrapped);
    crypto::SecretBuffer plain;
    if (!open_body(file, key.view(), plain, path))
        throw VaultError(Problem::Damaged, path + " does not open under its own key");
    auto ring = decode_ring(plain.view());
    if (!ring || ring->epoch != file.header.generation || ring->shelves.size() != shelves)
        throw VaultError(Problem::Damaged, path + " is not a ring of a known version");
    master_ = id;
    return std::move(*ring);
}

void Copy::write_ring(const Ring& ring)
{
    if (!master_) master_ = keys_->create_master();
    crypto::SecretBytes<32> key;
    SystemRandom().fill(key.span());
    const Bytes wrapped = keys_->wrap(*master_, key);
    Bytes clear(16 + 4 + wrapped.size());
    Writer to(clear);
    to.bytes(master_->uuid().bytes);
    to.number(static_cast<std::uint32_t>(ring.shelves.size()));
    to.bytes(wrapped);
    const crypto::SecretBuffer plain = encode_ring(ring);
    directory_.replace("ring",
                       seal_file({FileKind::Ring, station_, 0, ring.epoch}, clear, key.view(), plain.view()));
}

std::optional<Copy::Sealed> Copy::read_sealed(FileKind kind, const std::string& name, const Ring& ring) const
{
    const std::string path = directory_.path_of(name);
    const auto bytes = directory_.find(name);
    if (!bytes) return std::nullopt;
    const ParsedFile file = parse_file(*bytes, kind, path);
    Sealed out{file.header.generation, {}};
    if (file.header.station != station_ || !open_body(file, ring.file_key.view(), out.plain, path))
        throw VaultError(Problem::Damaged, path + " is not of this vault");
    return out;
}

std::uint64_t Copy::read_mark(const Ring& ring) const
{
    const auto mark = read_sealed(FileKind::Mark, "mark", ring);
    if (!mark) throw VaultError(Problem::Missing, directory_.path_of("mark") + " is not there");
    return mark->generation;
}

void Copy::write_mark(const Ring& ring, std::uint64_t mark)
{
    directory_.replace("mark", seal_file({FileKind::Mark, station_, 0, mark}, {}, ring.file_key.view(), {}));
}

std::optional<NotedCheckpoint> Copy::read_checkpoint(const Ring& ring) const
{
    const auto noted = read_sealed(FileKind::Checkpoint, "checkpoint", ring);
    if (!noted) return std::nullopt;
    NotedCheckpoint out{noted->generation, {}};
    if (noted->plain.size() != out.root.size())
        throw VaultError(Problem::Damaged, directory_.path_of("checkpoint") + " was changed");
    std::copy(noted->plain.view().begin(), noted->plain.view().end(), out.root.begin());
    return out;
}

void Copy::write_checkpoint(const Ring& ring, const NotedCheckpoint& checkpoint)
{
    directory_.replace(
        "checkpoint",
        seal_file(
            {FileKind::Checkpoint, station_, 0, checkpoint.size}, {}, ring.file_key.view(), checkpoint.root));
}

std::uint64_t Copy::read_fence() const
{
    const auto bytes = directory_.find("fence");
    if (!bytes) throw StorageUnavailable(directory_.path_of("fence") + " is not there");
    const ParsedFile file = parse_file(*bytes, FileKind::Fence, directory_.path_of("fence"));
    return file.header.generation;
}

void Copy::write_fence(std::uint64_t fence)
{
    directory_.replace("fence", plain_file({FileKind::Fence, station_, 0, fence}));
}

void Copy::check_fence(std::uint64_t ours) const
{
    if (read_fence() != ours)
        throw VaultError(Problem::Fenced, "another writer has opened " + directory_.path().string());
}

Bytes Copy::read_shelf(const ShelfEntry& entry) const
{
    auto bytes = directory_.find(shelf_file(entry));
    if (!bytes) throw VaultError(Problem::Missing, shelf_path(entry) + " is not there");
    return std::move(*bytes);
}

bool Copy::has_shelf(const ShelfEntry& entry) const
{
    return directory_.size_of(shelf_file(entry)) == shelf_file_size();
}

void Copy::write_shelf(const ShelfEntry& entry, BytesView bytes)
{
    directory_.replace(shelf_file(entry), bytes);
}

void Copy::clean(const Ring& ring)
{
    std::set<std::string> named;
    for (const ShelfEntry& shelf : ring.shelves)
        named.insert(shelf_file(shelf));
    for (const std::string& name : directory_.names()) {
        const bool unfinished = name.ends_with(".new");
        if (unfinished || (name.starts_with("shelf-") && !named.contains(name))) directory_.remove(name);
    }
}

}  // namespace junkai::vault
