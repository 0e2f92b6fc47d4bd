// SPDX-License-Identifier: Apache-2.0
#include "vault/coding.h"
#include "vault/directory.h"
#include "vault/file.h"
#include "vault/vault.h"

#include <fmt/format.h>

namespace junkai::vault {
namespace {

/// The kind that a file's name promises; none for the lock and for masters of whatever source.
std::optional<FileKind> kind_of(std::string_view name)
{
    if (name == "ring") return FileKind::Ring;
    if (name == "mark") return FileKind::Mark;
    if (name == "checkpoint") return FileKind::Checkpoint;
    if (name == "fence") return FileKind::Fence;
    if (name.ends_with(".new")) return std::nullopt;
    if (name.starts_with("shelf-")) return FileKind::Shelf;
    if (name.starts_with("master-")) return FileKind::Master;
    return std::nullopt;
}

void look_at(const Directory& directory, const std::string& name, FileKind kind, Inspection& out)
{
    const auto bytes = directory.find(name);
    if (!bytes) return;  // replaced or removed while we looked
    const ParsedFile file = parse_file(*bytes, kind, directory.path_of(name));
    if (kind == FileKind::Ring) {
        Reader clear(file.clear);
        (void)clear.bytes(16);
        out.station = file.header.station;
        out.position.epoch = file.header.generation;
        out.shelves = clear.number<std::uint32_t>();
    }
    if (kind == FileKind::Mark) out.position.handed_out = file.header.generation;
    if (kind == FileKind::Fence) out.fence = file.header.generation;
}

}  // namespace

Inspection inspect(const std::filesystem::path& path)
{
    const Directory directory(path, {});
    Inspection out;
    out.there = directory.size_of("ring").has_value();
    if (!out.there) return out;
    std::size_t shelves = 0;
    for (const std::string& name : directory.names()) {
        const auto kind = kind_of(name);
        if (!kind) continue;
        try {
            look_at(directory, name, *kind, out);
            shelves += *kind == FileKind::Shelf ? 1 : 0;
        } catch (const StorageError& error) {
            out.problems.emplace_back(error.what());
        }
    }
    if (shelves < out.shelves)
        out.problems.push_back(
            fmt::format("{}: {} shelves are there, {} belong there", path.string(), shelves, out.shelves));
    for (const char* needed : {"mark", "fence"})
        if (!directory.size_of(needed)) out.problems.push_back(directory.path_of(needed) + " is not there");
    std::error_code error;
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    if ((std::filesystem::status(path, error).permissions() & others) != std::filesystem::perms::none)
        out.problems.push_back(path.string() + " can be entered by others than its owner");
    return out;
}

}  // namespace junkai::vault
