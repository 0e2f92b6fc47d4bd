// SPDX-License-Identifier: Apache-2.0
#include "forms/fonts.h"

#include "base/errors.h"
#include "base/invariant.h"
#include "forms/faces.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include <hb-subset.h>
#include FT_FREETYPE_H

namespace junkai::forms {

/// FreeType's own state; lives as long as the last face that came from it.
class FontLibrary {
public:
    FontLibrary()
    {
        if (FT_Init_FreeType(&library_) != 0) throw ProfileError("fonts: FreeType does not start");
    }

    ~FontLibrary() { FT_Done_FreeType(library_); }

    FontLibrary(const FontLibrary&) = delete;
    FontLibrary& operator=(const FontLibrary&) = delete;

    FT_Library get() const { return library_; }

private:
    FT_Library library_ = nullptr;
};

namespace {

/// What cairo's font face needs while cairo caches it, which may be longer than our Face lives.
struct DrawerParts {
    std::shared_ptr<FontLibrary> library;
    hb_blob_t* blob;
    FT_Face face;
};

void drop_parts(void* data)
{
    const std::unique_ptr<DrawerParts> parts(static_cast<DrawerParts*>(data));
    FT_Done_Face(parts->face);
    hb_blob_destroy(parts->blob);
}

std::shared_ptr<const Face>
open_face(const std::shared_ptr<FontLibrary>& library, const std::filesystem::path& path, const char* package)
{
    hb_blob_t* blob = hb_blob_create_from_file_or_fail(path.c_str());
    if (blob == nullptr || hb_blob_get_length(blob) == 0) {
        hb_blob_destroy(blob);
        throw ProfileError("fonts: cannot read " + path.string() + "; install the Debian package " + package);
    }
    return std::make_shared<const Face>(library, blob, path.string());
}

}  // namespace

Face::Face(std::shared_ptr<FontLibrary> library, hb_blob_t* blob, const std::string& name)
    : library_(std::move(library)), name_(name), blob_(blob)
{
    // Face 0 of the Noto collections is the Japanese one.
    hb_face_t* face = hb_face_create(blob_, 0);
    units_per_em_ = hb_face_get_upem(face);
    shaper_ = hb_font_create(face);
    hb_font_make_immutable(shaper_);
    hb_face_destroy(face);

    unsigned int length = 0;
    const char* data = hb_blob_get_data(blob_, &length);
    FT_Face ft_face = nullptr;
    if (FT_New_Memory_Face(library_->get(),
                           reinterpret_cast<const FT_Byte*>(data),
                           static_cast<FT_Long>(length),
                           0,
                           &ft_face) != 0) {
        hb_font_destroy(shaper_);
        hb_blob_destroy(blob_);
        throw ProfileError("fonts: " + name_ + " is not a font file");
    }
    drawer_ = cairo_ft_font_face_create_for_ft_face(ft_face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
    static const cairo_user_data_key_t key{};
    auto parts = std::make_unique<DrawerParts>(DrawerParts{library_, hb_blob_reference(blob_), ft_face});
    if (cairo_font_face_set_user_data(drawer_, &key, parts.get(), drop_parts) != CAIRO_STATUS_SUCCESS)
        throw std::bad_alloc();
    static_cast<void>(parts.release());  // Cairo's now.
}

Face::~Face()
{
    cairo_font_face_destroy(drawer_);
    hb_font_destroy(shaper_);
    hb_blob_destroy(blob_);
}

bool Face::has(char32_t character) const
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(shaper_, character, &glyph) != 0 && glyph != 0;
}

hb_codepoint_t Face::variation(char32_t base, char32_t selector) const
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_variation_glyph(shaper_, base, selector, &glyph) != 0 ? glyph : 0;
}

std::shared_ptr<const Face> Face::subset(const std::set<char32_t>& characters) const
{
    hb_subset_input_t* input = hb_subset_input_create_or_fail();
    if (input == nullptr) throw std::bad_alloc();
    hb_set_t* wanted = hb_subset_input_unicode_set(input);
    for (const char32_t character : characters)
        hb_set_add(wanted, character);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    hb_face_t* small = hb_subset_or_fail(hb_font_get_face(shaper_), input);
    hb_subset_input_destroy(input);
    if (small == nullptr) throw ProfileError("fonts: " + name_ + " cannot be subset");
    hb_blob_t* blob = hb_face_reference_blob(small);
    hb_face_destroy(small);
    return std::make_shared<const Face>(library_, blob, name_);
}

namespace {

/// A subset needs the selectors, too, or it loses the variation sequences.
std::set<char32_t> selectors()
{
    std::set<char32_t> characters;
    for (char32_t at = 0xFE00; at <= 0xFE0F; ++at)
        characters.insert(at);
    for (char32_t at = 0xE0100; at <= 0xE01EF; ++at)
        characters.insert(at);
    return characters;
}

}  // namespace

const Face& SlicedFont::slice(char32_t character)
{
    constexpr char32_t kSlice = 256;
    const char32_t first = character / kSlice * kSlice;
    std::shared_ptr<const Face>& face = slices_[first];
    if (!face) {
        std::set<char32_t> characters = selectors();
        for (char32_t at = first; at < first + kSlice; ++at)
            characters.insert(at);
        face = whole_->subset(characters);
    }
    return *face;
}

namespace {

bool holds(const Face& face, char32_t base, char32_t selector)
{
    return selector == 0 ? face.has(base) : face.variation(base, selector) != 0;
}

}  // namespace

const Face* FaceSet::find(domain::forms::Typeface typeface, char32_t base, char32_t selector) const
{
    using domain::forms::Typeface;
    const auto whole = [&](const std::shared_ptr<const Face>& face) -> const Face* {
        return face && holds(*face, base, selector) ? face.get() : nullptr;
    };
    const auto sliced = [&](SlicedFont& font) -> const Face* {
        return holds(font.whole(), base, selector) ? &font.slice(base) : nullptr;
    };
    const Face* found = nullptr;
    if (typeface == Typeface::Gothic && ((found = whole(label_gothic)) || (found = sliced(files.gothic))))
        return found;
    if (typeface == Typeface::GothicBold &&
        ((found = whole(label_gothic_bold)) || (found = sliced(files.gothic_bold))))
        return found;
    // IPAmj Mincho and Noto Serif hold different variation sequences (11,474 and 14,787, 89 in common).
    if ((found = whole(files.mincho_common)) || (found = sliced(files.mincho)) ||
        (found = sliced(files.serif)) || (found = sliced(files.gothic)))
        return found;
    return nullptr;
}

Fonts::Fonts(const FontPaths& paths)
{
    const auto library = std::make_shared<FontLibrary>();
    SlicedFont mincho(open_face(library, paths.mincho, "fonts-ipamj-mincho"));
    std::set<char32_t> plane_0 = selectors();
    for (char32_t at = 0x20; at <= 0xFFFF; ++at)
        plane_0.insert(plane_0.end(), at);
    auto mincho_common = mincho.whole().subset(plane_0);
    SlicedFont serif(open_face(library, paths.serif, "fonts-noto-cjk"));
    SlicedFont gothic(open_face(library, paths.gothic, "fonts-noto-cjk"));
    SlicedFont gothic_bold(open_face(library, paths.gothic_bold, "fonts-noto-cjk"));
    files_.reset(new FontFiles{std::move(mincho),
                               std::move(mincho_common),
                               std::move(serif),
                               std::move(gothic),
                               std::move(gothic_bold),
                               {}});
}

Fonts::~Fonts() = default;

}  // namespace junkai::forms
