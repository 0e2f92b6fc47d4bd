// SPDX-License-Identifier: Apache-2.0
#include "base/text/normalize.h"

#include "base/errors.h"
#include "base/text/utf8.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

namespace junkai {

std::string nfkc_casefold(std::string_view text)
{
    if (!is_valid_utf8(text)) return nfkc_casefold(to_utf8(to_utf32(text)));
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw ProfileError("ICU has no data for normalisation");
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    normalizer->normalizeUTF8(
        0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, status);
    if (U_FAILURE(status)) throw std::bad_alloc();
    return out;
}

bool is_kanji(char32_t c)
{
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_UNIFIED_IDEOGRAPH) != 0;
}

}  // namespace junkai
