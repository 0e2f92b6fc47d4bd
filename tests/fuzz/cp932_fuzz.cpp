// SPDX-License-Identifier: Apache-2.0
#include "base/csv.h"
#include "base/invariant.h"
#include "base/text/check.h"
#include "base/text/cp932.h"
#include "base/text/fold.h"
#include "base/text/grapheme.h"
#include "base/text/sort.h"
#include "base/text/utf8.h"

#include <cstdint>

/// The road of an imported file: sniff, decode, read as CSV, check and fold each field.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace junkai;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Sniffed sniffed = sniff_encoding(bytes);
    invariant(sniffed.bom_size <= size, "a byte order mark longer than the file");

    const Decoded whole = decode_cp932(bytes);
    invariant(is_valid_utf8(whole.text), "the decoder made text that is not UTF-8");
    Decoded pieces;
    Cp932Decoder decoder;
    for (std::size_t at = 0; at < size; ++at)
        decoder.feed(bytes.substr(at, 1), pieces.text, pieces.problems);
    decoder.finish(pieces.text, pieces.problems);
    invariant(pieces.text == whole.text && pieces.problems.size() == whole.problems.size(),
              "chunks made a difference");
    if (whole.problems.empty()) {
        const Encoded back = encode_cp932(whole.text);
        invariant(back.misfits.empty(), "what came from CP932 does not fit into it");
        invariant(decode_cp932(back.bytes).text == whole.text, "a text did not come back from CP932");
    }
    const Encoded forced = encode_cp932(bytes);
    invariant(decode_cp932(forced.bytes).problems.empty(), "the encoder wrote what is no CP932");

    CsvReader reader(CsvLimits{256, 16});
    const auto on_row = [](const CsvRow& row) {
        for (const CsvField& field : row.fields) {
            const auto problem = check_text(field.text, 100);
            const std::string key = fold_search_key(field.text);
            invariant(is_valid_utf8(key), "a key that is not UTF-8");
            invariant(fold_search_key(key) == key, "folding twice is not folding once");
            invariant(is_valid_utf8(natural_key(field.text)), "a natural key that is not UTF-8");
            if (!problem) {
                const std::string_view two = truncate_graphemes(field.text, 2);
                invariant(grapheme_count(two) <= 2 && is_valid_utf8(two), "a character was cut in two");
                kana_sort_key(field.text);
            }
        }
    };
    reader.feed(whole.text, on_row);
    reader.finish(on_row);
    return 0;
}
