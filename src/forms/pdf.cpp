// SPDX-License-Identifier: Apache-2.0
#include "forms/pdf.h"

#include "base/errors.h"
#include "forms/faces.h"
#include "forms/pdf_language.h"

#include <cairo-pdf.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace junkai::forms {

namespace {

void check(cairo_status_t status)
{
    // Memory is the only thing that can run out here; cairo's own words carry nothing of the document.
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("drawing a form failed: ") + cairo_status_to_string(status));
}

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length)
{
    try {
        const auto* bytes = reinterpret_cast<const std::byte*>(data);
        auto& out = *static_cast<Bytes*>(closure);
        out.insert(out.end(), bytes, bytes + length);
        return CAIRO_STATUS_SUCCESS;
    } catch (const std::bad_alloc&) {
        return CAIRO_STATUS_NO_MEMORY;
    }
}

/// Cairo 1.16 loses about 85 bytes for each CFF font that it embeds, which LeakSanitizer would report for
/// whoever prints a form. Only embedding happens in this scope; our own leaks stay visible.
struct ToleratedLeak {
#ifdef __SANITIZE_ADDRESS__
    ToleratedLeak()
    {
        __lsan_disable();
    }

    ~ToleratedLeak()
    {
        __lsan_enable();
    }

    ToleratedLeak(const ToleratedLeak&) = delete;
    ToleratedLeak& operator=(const ToleratedLeak&) = delete;
#endif
};

class Canvas {
public:
    Canvas(const DocumentInfo& info, Bytes& out)
        : surface_(cairo_pdf_surface_create_for_stream(append, &out, info.width_pt, info.height_pt),
                   &close_surface),
          context_(cairo_create(surface_.get()), &cairo_destroy)
    {
        cairo_pdf_surface_restrict_to_version(surface_.get(), CAIRO_PDF_VERSION_1_5);
        const auto set = [this](cairo_pdf_metadata_t what, const std::string& value) {
            cairo_pdf_surface_set_metadata(surface_.get(), what, value.c_str());
        };
        set(CAIRO_PDF_METADATA_TITLE, info.title);
        set(CAIRO_PDF_METADATA_SUBJECT, info.subject);
        set(CAIRO_PDF_METADATA_CREATOR, "junkai");
        set(CAIRO_PDF_METADATA_CREATE_DATE, info.created);
        set(CAIRO_PDF_METADATA_MOD_DATE, info.created);
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_set_font_options(context_.get(), options);
        cairo_font_options_destroy(options);
    }

    void page(const ComposedPage& page)
    {
        cairo_pdf_surface_add_outline(surface_.get(),
                                      CAIRO_PDF_OUTLINE_ROOT,
                                      page.name.c_str(),
                                      ("page=" + std::to_string(++pages_)).c_str(),
                                      CAIRO_PDF_OUTLINE_FLAG_OPEN);
        for (const Op& op : page.ops)
            std::visit([this](const auto& one) { draw(one); }, op);
        cairo_show_page(context_.get());
    }

    void finish()
    {
        check(cairo_status(context_.get()));
        {
            [[maybe_unused]] const ToleratedLeak cairo_cff;
            cairo_surface_finish(surface_.get());
        }
        check(cairo_surface_status(surface_.get()));
    }

private:
    static void close_surface(cairo_surface_t* surface)
    {
        cairo_surface_finish(surface);
        cairo_surface_destroy(surface);
    }

    void draw(const GlyphRun& run)
    {
        cairo_t* cr = context_.get();
        if (run.face != face_ || run.size != size_) {
            cairo_set_font_face(cr, run.face->drawer());
            cairo_set_font_size(cr, run.size);
            face_ = run.face;
            size_ = run.size;
        }
        glyphs_.clear();
        for (const PlacedGlyph& glyph : run.glyphs)
            glyphs_.push_back({glyph.id, glyph.x, glyph.y});
        clusters_.clear();
        for (const TextPart& part : run.parts)
            clusters_.push_back({part.bytes, part.glyphs});
        shade(1);
        cairo_show_text_glyphs(cr,
                               run.text.data(),
                               static_cast<int>(run.text.size()),
                               glyphs_.data(),
                               static_cast<int>(glyphs_.size()),
                               clusters_.data(),
                               static_cast<int>(clusters_.size()),
                               static_cast<cairo_text_cluster_flags_t>(0));
    }

    void draw(const Fill& fill)
    {
        shade(fill.shade);
        cairo_rectangle(context_.get(), fill.x, fill.y, fill.width, fill.height);
        cairo_fill(context_.get());
    }

    void draw(const Mosaic& mosaic)
    {
        shade(1);
        for (const Mosaic::Tile& tile : mosaic.tiles)
            cairo_rectangle(context_.get(), tile.x, tile.y, tile.width, tile.height);
        cairo_fill(context_.get());
    }

    void draw(const Outline& outline)
    {
        shade(1);
        cairo_set_line_width(context_.get(), outline.line_width);
        cairo_rectangle(context_.get(), outline.x, outline.y, outline.width, outline.height);
        cairo_stroke(context_.get());
    }

    void draw(const Stroke& stroke)
    {
        cairo_t* cr = context_.get();
        shade(1);
        cairo_set_line_width(cr, stroke.line_width);
        const double dashes[] = {1.2, 1.2};
        cairo_set_dash(cr, dashes, stroke.dashed ? 2 : 0, 0);
        cairo_move_to(cr, stroke.x1, stroke.y1);
        cairo_line_to(cr, stroke.x2, stroke.y2);
        cairo_stroke(cr);
        cairo_set_dash(cr, nullptr, 0, 0);
    }

    void shade(double shade) { cairo_set_source_rgb(context_.get(), 1 - shade, 1 - shade, 1 - shade); }

    std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface_;
    std::unique_ptr<cairo_t, void (*)(cairo_t*)> context_;
    const Face* face_ = nullptr;
    double size_ = 0;
    int pages_ = 0;
    std::vector<cairo_glyph_t> glyphs_;
    std::vector<cairo_text_cluster_t> clusters_;
};

}  // namespace

Bytes draw_pdf(const DocumentInfo& info, const std::vector<ComposedPage>& pages)
{
    Bytes out;
    Canvas canvas(info, out);
    for (const ComposedPage& page : pages)
        canvas.page(page);
    canvas.finish();
    set_language(out);
    return out;
}

}  // namespace junkai::forms
