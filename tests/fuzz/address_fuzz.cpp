// SPDX-License-Identifier: Apache-2.0
#include "base/address.h"
#include "base/invariant.h"
#include "base/text/fold.h"
#include "base/text/numeral.h"
#include "base/text/utf8.h"

#include <cstdint>

/// The written form is never altered, whatever was written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace junkai;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const HouseNumber number = parse_house_number(text);
    invariant(number.written == text, "the written form was altered");
    invariant(text.ends_with(number.rest), "the rest is not the end of what was written");
    for (const std::string& part : number.parts)
        invariant(!part.empty(), "an empty part");
    invariant(is_valid_utf8(number.sort_key()) && is_valid_utf8(address_sort_key(text)),
              "a key that is not UTF-8");
    const std::size_t at = find_house_number(text);
    invariant(at <= size, "a number beyond the end of the line");
    if (const auto value = parse_numeral(text)) invariant(*value >= 0, "a negative numeral");
    for (const char digit : phone_digits(text))
        invariant(digit >= '0' && digit <= '9', "a phone key holds digits only");
    return 0;
}
