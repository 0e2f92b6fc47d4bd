// SPDX-License-Identifier: Apache-2.0
#include "forms/pdf_language.h"

#include "base/invariant.h"

#include <charconv>
#include <fmt/format.h>

namespace junkai::forms {

namespace {

/// The unsigned number that follows the last `key` of the file.
std::size_t number_after(std::string_view pdf, std::string_view key)
{
    const std::size_t found = pdf.rfind(key);
    invariant(found != std::string_view::npos, "cairo's PDF has no complete trailer");
    std::size_t at = found + key.size();
    while (at < pdf.size() && (pdf[at] == ' ' || pdf[at] == '\n' || pdf[at] == '\r'))
        ++at;
    std::size_t value = 0;
    const auto parsed = std::from_chars(pdf.data() + at, pdf.data() + pdf.size(), value);
    invariant(parsed.ec == std::errc(), "cairo's PDF has a trailer without numbers");
    return value;
}

}  // namespace

void set_language(Bytes& pdf)
{
    const std::string_view text = text_of(pdf);
    const std::size_t root = number_after(text, "/Root");
    const std::size_t info = number_after(text, "/Info");
    const std::size_t size = number_after(text, "/Size");
    const std::size_t previous = number_after(text, "startxref");

    const std::string head = fmt::format("\n{} 0 obj\n", root);
    const std::size_t begin = text.rfind(head);
    invariant(begin != std::string_view::npos, "cairo's PDF has no catalog");
    const std::size_t open = text.find("<<", begin);
    const std::size_t end = text.find("endobj", begin);
    invariant(open != std::string_view::npos && end != std::string_view::npos,
              "cairo's catalog is not a dictionary");

    std::string update = fmt::format(
        "{} 0 obj\n<< /Lang (ja)\n   /ViewerPreferences << /DisplayDocTitle true >>\n  {}endobj\n",
        root,
        text.substr(open + 2, end - open - 2));
    const std::size_t object_at = text.size();
    const std::size_t xref_at = object_at + update.size();
    update +=
        fmt::format("xref\n{} 1\n{:010} 00000 n \n"
                    "trailer\n<< /Size {} /Root {} 0 R /Info {} 0 R /Prev {} >>\nstartxref\n{}\n%%EOF\n",
                    root,
                    object_at,
                    size,
                    root,
                    info,
                    previous,
                    xref_at);
    const BytesView more = bytes_of(update);
    pdf.insert(pdf.end(), more.begin(), more.end());
}

}  // namespace junkai::forms
