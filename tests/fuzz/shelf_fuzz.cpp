// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of the vault and, behind the seal, as a ring: an error that names the file, never a
// crash.
#include "crypto/sha256.h"
#include "vault/errors.h"
#include "vault/file.h"
#include "vault/ring.h"
#include "vault/shelf.h"

#include <cstdlib>

using namespace junkai;         // NOLINT(google-build-using-namespace): one function, no header.
using namespace junkai::vault;  // NOLINT(google-build-using-namespace)

namespace {

void parse(BytesView input)
{
    for (const FileKind kind : {FileKind::Ring,
                                FileKind::Shelf,
                                FileKind::Mark,
                                FileKind::Checkpoint,
                                FileKind::Master,
                                FileKind::Fence}) {
        try {
            const ParsedFile file = parse_file(input, kind, "file");
            if (file.bound.size() + file.body.size() + 32 != input.size()) std::abort();
            crypto::SecretBuffer plain;
            static const crypto::SecretBytes<32> key;
            (void)open_body(file, key.view(), plain, "file");
        } catch (const VaultError&) {
            // The usual end.
        }
    }
    try {
        static const ShelfEntry entry{1, 1, {}};
        const OpenShelf shelf(input, Uuid{}, entry, "file");
        for (std::uint32_t slot = 0; slot < kShelfKeys; ++slot) {
            try {
                (void)shelf.key(slot);
            } catch (const KeyDestroyed&) {
                // A tombstone.
            }
        }
    } catch (const VaultError&) {
        // The usual end.
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const BytesView input = std::as_bytes(std::span(data, size));
    parse(input);
    // With a good checksum, which no mutation finds, the parser behind it is reached.
    Bytes summed(input.begin(), input.end());
    const crypto::Digest sum = crypto::sha256(summed);
    summed.insert(summed.end(), sum.begin(), sum.end());
    parse(summed);
    if (const auto ring = decode_ring(input)) {
        const crypto::SecretBuffer again = encode_ring(*ring);
        if (!crypto::same_bytes(again.view(), input)) std::abort();
    }
    return 0;
}
