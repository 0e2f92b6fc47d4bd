// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/forms/layout.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::forms {

class Face;
struct FaceSet;

/// All measures in ems of the paragraph's size.
struct Glyph {
    std::uint32_t id = 0;
    double advance = 0;
    double offset_x = 0;
    double offset_y = 0;
};

/// One character as people count them: base, selectors and marks together. Never split, never cut in the
/// middle.
struct Cluster {
    std::size_t text_begin = 0;
    std::size_t text_length = 0;
    std::size_t glyph_begin = 0;
    std::size_t glyph_count = 0;
    const Face* face = nullptr;
    double advance = 0;
    double scale = 1;  ///< Below 1 for note marks.
    bool struck = false;
    bool space = false;
    bool newline = false;
    bool break_before = false;
    bool geta = false;  ///< 〓 stands for it.
};

/// A character that is not printed as entered (異体字 without this variation, 外字 in no font).
struct GlyphNote {
    std::string code_points;    ///< "U+845B U+E0105"
    bool base_printed = false;  ///< The base glyph stands for it; otherwise 〓.
};

struct Paragraph {
    std::string text;
    std::vector<Glyph> glyphs;
    std::vector<Cluster> clusters;
    std::vector<GlyphNote> notes;
};

struct Span {
    std::string_view text;
    bool struck = false;
    bool mark = false;
};

/// Chooses the font of each cluster and shapes the text. The text is UTF-8 without NUL.
Paragraph shape(const FaceSet& faces, domain::forms::Typeface typeface, std::span<const Span> spans);

/// Width of all clusters on one line.
double width_em(const Paragraph& paragraph);

/// Length as people count it.
std::size_t count_characters(std::string_view text);

}  // namespace junkai::forms
