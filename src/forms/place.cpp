// SPDX-License-Identifier: Apache-2.0
#include "forms/place.h"

#include "forms/fit.h"

namespace junkai::forms {

using namespace domain::forms;

namespace {

constexpr double kAscent = 0.88;          // Of the ideographic em box.
constexpr double kCellPaddingYMm = 0.25;  // Keeps glyphs off the frame lines.

/// 二重線. Two lines through what no longer holds, so that it stays readable.
void strike(double x1, double x2, double baseline, double size, std::vector<Op>& into)
{
    for (const double height : {0.27, 0.42})
        into.push_back(
            Stroke{x1, baseline - height * size, x2, baseline - height * size, size * 0.045, false});
}

class LineSetter {
public:
    LineSetter(const Paragraph& paragraph, double baseline, double size, std::vector<Op>& into)
        : paragraph_(paragraph), baseline_(baseline), size_(size), into_(into)
    {
    }

    void set(const Cluster& cluster, double x)
    {
        if (cluster.glyph_count == 0) return;
        const double size = size_ * cluster.scale;
        if (run_.face != cluster.face || run_.size != size) flush();
        run_.face = cluster.face;
        run_.size = size;
        // Note marks stand high.
        const double y = baseline_ - (cluster.scale < 1 ? 0.35 * size_ : 0);
        for (std::size_t i = 0; i < cluster.glyph_count; ++i) {
            const Glyph& glyph = paragraph_.glyphs[cluster.glyph_begin + i];
            run_.glyphs.push_back({glyph.id, x + glyph.offset_x * size, y - glyph.offset_y * size});
            x += glyph.advance * size;
        }
        const std::string_view text =
            cluster.geta ? std::string_view("〓")
                         : std::string_view(paragraph_.text).substr(cluster.text_begin, cluster.text_length);
        run_.text += text;
        run_.parts.push_back({static_cast<int>(text.size()), static_cast<int>(cluster.glyph_count)});
    }

    void flush()
    {
        if (!run_.glyphs.empty()) into_.emplace_back(std::move(run_));
        run_ = {};
    }

private:
    const Paragraph& paragraph_;
    double baseline_;
    double size_;
    std::vector<Op>& into_;
    GlyphRun run_;
};

double aligned(Align align, double room)
{
    switch (align) {
    case Align::Center:
        return room / 2;
    case Align::Right:
        return room;
    case Align::Left:
    case Align::Spread:
        break;
    }
    return 0;
}

}  // namespace

double line_width(Weight weight)
{
    switch (weight) {
    case Weight::Hair:
        return 0.25;
    case Weight::Thin:
        return 0.5;
    case Weight::Thick:
        return 1.7;
    case Weight::None:
        break;
    }
    return 0;
}

Place moved(Place place, double dx, double dy)
{
    place.box.x += dx;
    place.box.y += dy;
    return place;
}

void place_cell(const Place& place, std::vector<Op>& into)
{
    const double x = to_points(place.box.x);
    const double y = to_points(place.box.y);
    const double width = to_points(place.box.width);
    const double height = to_points(place.box.height);
    if (place.shade > 0) into.push_back(Fill{x, y, width, height, place.shade});
    if (place.frame != Weight::None) into.push_back(Outline{x, y, width, height, line_width(place.frame)});
}

void set_line(const Paragraph& paragraph,
              std::size_t first,
              std::size_t last,
              double x,
              double baseline,
              double size,
              double extra_advance,
              std::vector<Op>& into)
{
    LineSetter setter(paragraph, baseline, size, into);
    double struck_from = x;
    bool struck = false;
    for (std::size_t i = first; i < last; ++i) {
        const Cluster& cluster = paragraph.clusters[i];
        if (cluster.struck && !struck) struck_from = x;
        if (!cluster.struck && struck) strike(struck_from, x, baseline, size, into);
        struck = cluster.struck;
        setter.set(cluster, x);
        x += cluster.advance * size + extra_advance;
    }
    setter.flush();
    if (struck) strike(struck_from, x, baseline, size, into);
}

bool place_text(const Paragraph& paragraph, const Place& place, std::vector<Op>& into)
{
    if (paragraph.clusters.empty()) return true;
    const double x = to_points(place.box.x + place.padding_mm);
    const double padding_y = place.valign == VAlign::Middle ? kCellPaddingYMm : place.padding_mm;
    const double y = to_points(place.box.y + padding_y);
    const double width = to_points(place.box.width - 2 * place.padding_mm);
    const double height = to_points(place.box.height - 2 * padding_y);
    const Fitted fitted = fit(paragraph, width, height, place.style);
    if (!fitted.complete) return false;

    const double size = fitted.size_pt;
    const double step = place.style.leading * size;
    const double used = size + step * static_cast<double>(fitted.lines.size() - 1);
    double top = y;
    if (place.valign == VAlign::Middle) top += (height - used) / 2;
    if (place.valign == VAlign::Bottom) top += height - used;
    double baseline = top + kAscent * size;
    for (const Line& line : fitted.lines) {
        const double room = width - line.width_em * size;
        const std::size_t count = line.last - line.first;
        const bool spread = place.align == Align::Spread && count > 1 && fitted.lines.size() == 1;
        const double extra = spread ? room / static_cast<double>(count - 1) : 0;
        set_line(
            paragraph, line.first, line.last, x + aligned(place.align, room), baseline, size, extra, into);
        baseline += step;
    }
    return true;
}

}  // namespace junkai::forms
