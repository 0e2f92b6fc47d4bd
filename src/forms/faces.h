// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/forms/layout.h"

#include <cairo.h>
#include <hb.h>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace junkai::forms {

class FontLibrary;

/// One font file (or a part of one) opened for shaping and for drawing.
class Face {
public:
    Face(std::shared_ptr<FontLibrary> library, hb_blob_t* blob, const std::string& name);
    ~Face();
    Face(const Face&) = delete;
    Face& operator=(const Face&) = delete;

    hb_font_t* shaper() const { return shaper_; }

    cairo_font_face_t* drawer() const { return drawer_; }

    double units_per_em() const { return units_per_em_; }

    bool has(char32_t character) const;

    /// The glyph of an ideographic variation sequence, 0 when this font does not hold it.
    hb_codepoint_t variation(char32_t base, char32_t selector) const;

    /// A small copy with the glyphs of these characters only. Cairo reads a whole CFF table for each
    /// document: 6 ms for the full Noto, under 1 ms for the few hundred characters that the printed labels of
    /// a form need.
    std::shared_ptr<const Face> subset(const std::set<char32_t>& characters) const;

private:
    std::shared_ptr<FontLibrary> library_;
    std::string name_;
    hb_blob_t* blob_ = nullptr;
    hb_font_t* shaper_ = nullptr;
    cairo_font_face_t* drawer_ = nullptr;
    double units_per_em_ = 1000;
};

/// A font that is drawn from fixed slices of 256 characters each, made when first needed: the cost of the
/// whole font is paid once for a slice instead of for each document. What a slice holds depends on the font
/// alone, so the bytes of a document do not depend on what was printed before.
class SlicedFont {
public:
    explicit SlicedFont(std::shared_ptr<const Face> whole) : whole_(std::move(whole)) {}

    const Face& whole() const { return *whole_; }

    const Face& slice(char32_t character);

private:
    std::shared_ptr<const Face> whole_;
    std::map<char32_t, std::shared_ptr<const Face>> slices_;
};

/// The font files of the machine, opened once. FreeType faces serve one thread at a time: hold `in_use` while
/// printing.
struct FontFiles {
    SlicedFont mincho;
    std::shared_ptr<const Face>
        mincho_common;  ///< Its plane 0 without hinting: half the bytes in every document.
    SlicedFont serif;
    SlicedFont gothic;
    SlicedFont gothic_bold;
    std::mutex in_use;
};

/// The fonts of a form in the order in which a text looks for its glyphs.
struct FaceSet {
    FontFiles& files;
    std::shared_ptr<const Face> label_gothic = nullptr;       ///< The printed labels of one form.
    std::shared_ptr<const Face> label_gothic_bold = nullptr;  ///< Likewise.

    /// The first face that holds this character in this variation (selector 0: none), or nothing.
    const Face* find(domain::forms::Typeface typeface, char32_t base, char32_t selector) const;
};

}  // namespace junkai::forms
