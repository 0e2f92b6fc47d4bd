// SPDX-License-Identifier: Apache-2.0
// Any bytes as a cell and as a signed note: a refusal or a value, never a crash; what opens is sealed the
// same again.
#include "base/errors.h"
#include "crypto/envelope.h"
#include "crypto/note.h"
#include "crypto/secret.h"

#include <cstdlib>

using namespace junkai;          // NOLINT(google-build-using-namespace): one function, no header.
using namespace junkai::crypto;  // NOLINT(google-build-using-namespace)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static SecretBytes<32> secret = [] {
        SecretBytes<32> out;
        unsigned char next = 0;
        for (std::byte& b : out.span())
            b = std::byte{next++};
        return out;
    }();
    static const Uuid row = Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057").value();
    const BytesView input = std::as_bytes(std::span(data, size));
    const CellPlace place{"card", "household", row};
    if (const auto ref = key_of(input)) {
        try {
            (void)open(RecordKey(secret.view()), *ref, place, input);
        } catch (const CryptoError&) {
            // The usual end: random bytes are no cell.
        }
    }
    if (const auto note = SignedNote::parse(text_of(input))) {
        if (note->str() != text_of(input)) std::abort();
        (void)Checkpoint::parse(note->text);
    }
    if (const auto key = NoteKey::parse(text_of(input)))
        if (key->str() != text_of(input)) std::abort();
    return 0;
}
