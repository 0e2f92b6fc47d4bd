// SPDX-License-Identifier: Apache-2.0
#include "base/invariant.h"
#include "base/wareki.h"

#include <cstdint>

/// Any bytes are a date or a refusal; what is read exists, is stored and comes back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace junkai;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto reading = read_date(text);
    if (!reading) return 0;
    const PartialDate& date = reading->date;
    invariant(date.earliest().ok() && date.latest().ok() && date.earliest() <= date.latest(),
              "a day that is none");
    invariant(PartialDate::parse(date.str()) == date, "a date did not come back from storage");
    invariant(reading->raw == text, "the raw text was altered");
    if (const auto exact = date.exact()) {
        const auto again = read_date(format_wareki(*exact));
        // Years beyond 99 of the newest era are written but not read.
        if (again) invariant(again->date.exact() == exact, "a date did not come back from its wareki");
    }
    return 0;
}
