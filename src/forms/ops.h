// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace junkai::forms {

class Face;

// What a page consists of after composing. Points (1/72 inch) from the top left corner.

struct PlacedGlyph {
    std::uint32_t id = 0;
    double x = 0;
    double y = 0;
};

/// Bytes of text and glyphs that belong together, so that a reader can copy and search the text.
struct TextPart {
    int bytes = 0;
    int glyphs = 0;
};

struct GlyphRun {
    const Face* face = nullptr;
    double size = 0;
    std::string text;
    std::vector<PlacedGlyph> glyphs;
    std::vector<TextPart> parts;
};

struct Fill {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    double shade = 1;
};

/// Black rectangles drawn as one: the modules of a QR code.
struct Mosaic {
    struct Tile {
        double x = 0;
        double y = 0;
        double width = 0;
        double height = 0;
    };

    std::vector<Tile> tiles;
};

struct Outline {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    double line_width = 0;
};

struct Stroke {
    double x1 = 0;
    double y1 = 0;
    double x2 = 0;
    double y2 = 0;
    double line_width = 0;
    bool dashed = false;
};

using Op = std::variant<GlyphRun, Fill, Mosaic, Outline, Stroke>;

struct ComposedPage {
    std::string name;
    std::vector<Op> ops;
};

}  // namespace junkai::forms
