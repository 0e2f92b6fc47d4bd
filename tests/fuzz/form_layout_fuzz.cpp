// SPDX-License-Identifier: Apache-2.0
// Any bytes as a form folder (fields.json, a line "----", layout.json): a layout or a ProfileError, never a
// crash.
#include "base/errors.h"
#include "profile/form_layout.h"

#include <cstdlib>
#include <string_view>

using namespace junkai;  // NOLINT(google-build-using-namespace): one function, no header.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const profile::FormTerms terms = {
        {"card",        "巡回連絡カード"},
        {"legal_basis", "根拠"               }
    };
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    constexpr std::string_view kCut = "\n----\n";
    const std::size_t cut = input.find(kCut);
    const std::string_view fields = input.substr(0, cut);
    const std::string_view layout =
        cut == std::string_view::npos ? std::string_view() : input.substr(cut + kCut.size());
    try {
        const auto form = profile::parse_form("fuzz", fields, layout, terms);
        // What the parser let through keeps its promises to the printer.
        for (const auto& page : form.pages)
            for (const auto& item : page.items)
                if (const auto* table = std::get_if<domain::forms::TableItem>(&item))
                    if (table->count < 1 || domain::forms::find_field(form.fields, table->rows) == nullptr)
                        std::abort();
    } catch (const ProfileError&) {
        // The usual end.
    }
    return 0;
}
