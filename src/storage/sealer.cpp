// SPDX-License-Identifier: Apache-2.0
#include "storage/sealer.h"

#include "base/errors.h"

namespace junkai::storage {

Bytes Sealer::seal(crypto::KeyRef key,
                   const crypto::CellPlace& place,
                   BytesView plain,
                   crypto::Padding padding)
{
    Bytes sealed;
    vault_.with_key(key, [&](const crypto::RecordKey& record_key) {
        sealed = crypto::seal(record_key, key, place, plain, padding);
    });
    written_.push_back(crypto::sha256(sealed));
    return sealed;
}

Personal<Bytes> Sealer::open(crypto::KeyRef key, const crypto::CellPlace& place, BytesView sealed)
{
    Personal<Bytes> plain;
    vault_.with_key(key, [&](const crypto::RecordKey& record_key) {
        plain = crypto::open(record_key, key, place, sealed);
    });
    return plain;
}

Personal<Bytes> Sealer::open(const crypto::CellPlace& place, BytesView sealed)
{
    const auto key = crypto::key_of(sealed);
    if (!key) throw CryptoError("a stored cell is no cell of a known version");
    return open(*key, place, sealed);
}

}  // namespace junkai::storage
