// SPDX-License-Identifier: Apache-2.0
#include "base/text/grapheme.h"

#include "base/errors.h"

#include <limits>
#include <memory>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace junkai {
namespace {

/// An iterator is costly to make and not safe to share, so each thread keeps one.
icu::BreakIterator& thread_iterator()
{
    thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status) || !made) throw ProfileError("ICU has no data for character boundaries");
        return made;
    }();
    return *iterator;
}

struct Walk {
    std::size_t characters;
    std::size_t bytes;
};

/// Steps over at most `limit` characters.
Walk walk(std::string_view text, std::size_t limit)
{
    icu::BreakIterator& iterator = thread_iterator();
    UErrorCode status = U_ZERO_ERROR;
    UText view = UTEXT_INITIALIZER;
    utext_openUTF8(&view, text.data(), static_cast<std::int64_t>(text.size()), &status);
    const std::unique_ptr<UText, UText* (*)(UText*)> close(&view, utext_close);
    iterator.setText(&view, status);
    if (U_FAILURE(status)) throw std::bad_alloc();
    Walk done{0, 0};
    iterator.first();
    while (done.characters < limit) {
        const std::int32_t next = iterator.next();
        if (next == icu::BreakIterator::DONE) break;
        ++done.characters;
        done.bytes = static_cast<std::size_t>(next);
    }
    return done;
}

}  // namespace

std::size_t grapheme_count(std::string_view text)
{
    return text.empty() ? 0 : walk(text, std::numeric_limits<std::size_t>::max()).characters;
}

std::string_view truncate_graphemes(std::string_view text, std::size_t count)
{
    return text.empty() ? text : text.substr(0, walk(text, count).bytes);
}

std::size_t first_grapheme_size(std::string_view text)
{
    return text.empty() ? 0 : walk(text, 1).bytes;
}

}  // namespace junkai
