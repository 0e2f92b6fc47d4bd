// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/personal.h"
#include "base/time.h"
#include "crypto/envelope.h"
#include "crypto/sha256.h"
#include "vault/vault.h"

#include <vector>

namespace junkai::storage {

/// Seals and opens cells of one station for one act, and remembers the hash of each cell that it sealed, so
/// that the ledger entry of the act can name what was written.
class Sealer {
public:
    explicit Sealer(vault::Vault& vault) : vault_(vault) {}

    /// A fresh key for a new record; throws StorageUnavailable when the vault has no spare one (no spare, no
    /// card).
    crypto::KeyRef take_key() { return vault_.take_key(); }

    /// The key of the month in which `day` lies, for what must be forgotten by the month.
    crypto::KeyRef month_key(vault::MonthKind kind, Date day)
    {
        return vault_.month_key(kind, day.year() / day.month());
    }

    Bytes seal(crypto::KeyRef key, const crypto::CellPlace& place, BytesView plain, crypto::Padding padding);

    /// Throws CryptoError when the cell does not open at this place under this key.
    Personal<Bytes> open(crypto::KeyRef key, const crypto::CellPlace& place, BytesView sealed);

    /// The same into a buffer that is used again and again; from many threads at once. What it holds is
    /// personal: the caller wipes it at the end.
    void open_into(crypto::KeyRef key, const crypto::CellPlace& place, BytesView sealed, Bytes& plain) const
    {
        vault_.unseal_into(key, place, sealed, plain);
    }

    /// Opens with the key that the cell itself names: month keys.
    Personal<Bytes> open(const crypto::CellPlace& place, BytesView sealed);

    const std::vector<crypto::Digest>& written() const { return written_; }

    void forget_written() { written_.clear(); }

private:
    vault::Vault& vault_;
    std::vector<crypto::Digest> written_;
};

}  // namespace junkai::storage
