// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "base/personal.h"
#include "crypto/aead.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// Sealed cells (docs/formats/envelope.md): what tells something about a resident, one cell of one row under
/// the key of its record. Overhead 74 bytes and the padding.
namespace junkai::crypto {

/// Which key of the station's vault; 0 is no key. Fits a BIGINT column.
struct KeyRef {
    std::uint64_t number = 0;

    auto operator<=>(const KeyRef&) const = default;
};

/// 32 secret bytes borrowed from locked memory. It can be neither copied nor kept: who needs it asks the
/// vault again.
class RecordKey {
public:
    explicit RecordKey(std::span<const std::byte, 32> bytes) : bytes_(bytes) {}

    RecordKey(const RecordKey&) = delete;
    RecordKey& operator=(const RecordKey&) = delete;

    std::span<const std::byte, 32> bytes() const { return bytes_; }

private:
    std::span<const std::byte, 32> bytes_;
};

/// Where a cell stands. Bound by the seal, so that no cell opens in another row, column or table.
struct CellPlace {
    std::string_view table;  // at most 255 bytes each
    std::string_view column;
    Uuid row;
};

/// Lengths tell: a cell is filled up to the next bucket (2^n or 1.5 * 2^n bytes), and at least to this.
enum class Padding : std::uint16_t {
    Short = 32,    ///< a phone number, a date, a code
    Text = 128,    ///< names, an address remark
    Record = 512,  ///< a whole card or form in one cell
};

Bytes seal(const RecordKey& key, KeyRef ref, const CellPlace& place, BytesView plain, Padding padding);

/// Throws CryptoError when the cell is not this record's, not of this place, or damaged.
Personal<Bytes> open(const RecordKey& key, KeyRef ref, const CellPlace& place, BytesView sealed);

/// The same into a buffer that is used again and again; its old content is wiped first. What it holds is
/// personal.
void open_into(const RecordKey& key, KeyRef ref, const CellPlace& place, BytesView sealed, Bytes& plain);

/// The key a cell names, without opening it; none when it is no cell of a known version.
std::optional<KeyRef> key_of(BytesView sealed);

/// For golden files and tests: a salt must never serve twice under one key.
Bytes seal_with(const RecordKey& key,
                KeyRef ref,
                const CellPlace& place,
                BytesView plain,
                Padding padding,
                const Salt& salt);

}  // namespace junkai::crypto
