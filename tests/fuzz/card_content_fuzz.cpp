// SPDX-License-Identifier: Apache-2.0
// Any bytes as an opened cell of a card: an error, or something that writes itself back byte by byte.
#include "base/errors.h"
#include "storage/cards/content_cell.h"
#include "storage/cards/search_cell.h"

#include <cstdlib>

using namespace junkai;  // NOLINT(google-build-using-namespace): one function, no header.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const BytesView input = std::as_bytes(std::span(data, size));
    try {
        const auto cell = storage::cards::decode_card_content(input);
        const auto again = storage::cards::encode(cell);
        // A date has more than one spelling; what was written once more must not change again.
        const auto twice = storage::cards::encode(storage::cards::decode_card_content(again.reveal()));
        if (again.reveal() != twice.reveal()) std::abort();
    } catch (const StorageError&) {
        // The usual end.
    }
    try {
        storage::cards::SearchCell cell;
        storage::cards::decode_search_cell(input, cell);
    } catch (const StorageError&) {
        // The usual end.
    }
    return 0;
}
