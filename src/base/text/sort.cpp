// SPDX-License-Identifier: Apache-2.0
#include "base/text/sort.h"

#include "base/errors.h"
#include "base/text/normalize.h"

#include <memory>
#include <unicode/coll.h>
#include <unicode/unistr.h>
#include <vector>

namespace junkai {
namespace {

constexpr char kWithReading = 1;
constexpr char kWithoutReading = 2;
constexpr char kNumber = 2;                // below every other character that natural_key() lets through
constexpr std::size_t kLengthDigit = 126;  // numbers of more digits than this take a longer length

const icu::Collator& thread_collator()
{
    thread_local const std::unique_ptr<icu::Collator> collator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("ja"), status));
        if (U_FAILURE(status) || !made) throw ProfileError("ICU has no data for Japanese collation");
        return made;
    }();
    return *collator;
}

void append_collation_key(std::string& out, std::string_view text)
{
    const icu::UnicodeString wide =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    std::vector<std::uint8_t> key(64);
    auto size = thread_collator().getSortKey(wide, key.data(), static_cast<std::int32_t>(key.size()));
    if (static_cast<std::size_t>(size) > key.size()) {
        key.resize(static_cast<std::size_t>(size));
        size = thread_collator().getSortKey(wide, key.data(), size);
    }
    // ICU ends the key with a NUL.
    if (size > 0) out.append(reinterpret_cast<const char*>(key.data()), static_cast<std::size_t>(size) - 1);
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

}  // namespace

std::string kana_sort_key(std::string_view reading, std::string_view written)
{
    std::string key(1, reading.empty() ? kWithoutReading : kWithReading);
    append_collation_key(key, reading.empty() ? written : reading);
    return key;
}

std::string natural_key(std::string_view text)
{
    const std::string plain = nfkc_casefold(text);
    std::string key;
    for (std::size_t at = 0; at < plain.size();) {
        if (!is_digit(plain[at])) {
            const auto c = static_cast<unsigned char>(plain[at++]);
            key += static_cast<char>(c <= kNumber ? kNumber + 1 : c);
            continue;
        }
        while (at + 1 < plain.size() && plain[at] == '0' && is_digit(plain[at + 1]))
            ++at;
        std::size_t end = at;
        while (end < plain.size() && is_digit(plain[end]))
            ++end;
        // The longer number is the greater one; of equal length the digits decide.
        const std::size_t length = end - at;
        key += kNumber;
        key.append(length / kLengthDigit, '\x7F');
        key += static_cast<char>(length % kLengthDigit + 1);
        key.append(plain, at, end - at);
        at = end;
    }
    return key;
}

bool natural_less(std::string_view a, std::string_view b)
{
    const int order = natural_key(a).compare(natural_key(b));
    return order != 0 ? order < 0 : a < b;
}

}  // namespace junkai
