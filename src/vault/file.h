// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "crypto/secret.h"

#include <span>
#include <string>

/// The common shape of every file of the vault (docs/formats/vault.md): a clear header, a sealed body, a
/// checksum.
namespace junkai::vault {

enum class FileKind : std::uint8_t { Ring = 1, Shelf = 2, Mark = 3, Checkpoint = 4, Master = 5, Fence = 6 };

struct FileHeader {
    FileKind kind = FileKind::Ring;
    Uuid station;
    std::uint64_t number = 0;
    std::uint64_t generation = 0;
};

/// Bytes of a whole file; `clear` is readable without a key and bound by the seal.
Bytes seal_file(const FileHeader& header,
                BytesView clear,
                std::span<const std::byte, 32> key,
                BytesView plain);

/// A file without a body.
Bytes plain_file(const FileHeader& header);

/// A file taken apart; its header is only checked against accidents until open_body succeeds.
struct ParsedFile {
    FileHeader header;
    BytesView clear;
    BytesView body;
    BytesView bound;  ///< everything before the body
};

/// Throws VaultError(Damaged) naming `path` unless the checksum holds and the kind is right. Borrows `bytes`.
ParsedFile parse_file(BytesView bytes, FileKind kind, const std::string& path);

/// Opens the body; false when the key is another one, VaultError(Damaged) when the body is.
bool open_body(const ParsedFile& file,
               std::span<const std::byte, 32> key,
               crypto::SecretBuffer& plain,
               const std::string& path);

}  // namespace junkai::vault
