// SPDX-License-Identifier: Apache-2.0
#include "forms/fixed_part.h"

#include "base/errors.h"
#include "forms/place.h"

#include <type_traits>

namespace junkai::forms {

using namespace domain::forms;

namespace {

/// Draws everything of a page that no data and no stamp changes.
class FixedPart {
public:
    FixedPart(const FormLayout& layout, const FaceSet& faces, double shift, std::vector<Op>& into)
        : layout_(layout), faces_(faces), shift_(shift), into_(into)
    {
    }

    void add(const std::vector<Item>& items)
    {
        for (const Item& item : items)
            std::visit([this](const auto& one) { add(one); }, item);
    }

private:
    void add(const TextItem& item)
    {
        const Place place = moved(item.place, shift_, 0);
        place_cell(place, into_);
        if (!is_stamped(item)) text(item.text, place);
    }

    void add(const FieldItem& item) { place_cell(moved(item.place, shift_, 0), into_); }

    void add(const ChoiceItem& item) { place_cell(moved(item.place, shift_, 0), into_); }

    void add(const NotesItem& item) { place_cell(moved(item.place, shift_, 0), into_); }

    void add(const QrItem&) {}

    void add(const FrameItem& item)
    {
        Place place;
        place.box = item.box;
        place.frame = item.weight;
        place.shade = item.shade;
        place_cell(moved(place, shift_, 0), into_);
    }

    void add(const LineItem& item)
    {
        into_.push_back(Stroke{to_points(item.x1 + shift_),
                               to_points(item.y1),
                               to_points(item.x2 + shift_),
                               to_points(item.y2),
                               line_width(item.weight),
                               item.dashed});
    }

    void add(const TableItem& table)
    {
        const double left = table.box.x + shift_;
        const double top = table.box.y;
        double x = left;
        for (const Column& column : table.columns) {
            Place header;
            header.box = {x, top, column.width, table.header_height};
            header.style = table.header_style;
            header.align = Align::Center;
            header.shade = table.header_shade;
            header.padding_mm = 0.4;
            if (table.header_height > 0) {
                place_cell(header, into_);
                text(column.label, header);
            }
            for (int row = 0; row < table.count; ++row)
                for (const CellItem& item : column.items)
                    cell(item, x, top + table.header_height + row * table.row_height);
            x = x + column.width;
        }
        grid(table, left, x);
    }

    /// Shades and printed texts of a cell; the row number is a stamp.
    void cell(const CellItem& item, double dx, double dy)
    {
        std::visit(
            [&](const auto& one) {
                const Place place = moved(one.place, dx, dy);
                place_cell(place, into_);
                if constexpr (std::is_same_v<std::decay_t<decltype(one)>, TextItem>)
                    if (!is_stamped(one)) text(one.text, place);
            },
            item);
    }

    void grid(const TableItem& table, double left, double right)
    {
        const double width = line_width(table.lines);
        const double top = table.box.y;
        const double bottom = top + table.header_height + table.count * table.row_height;
        const auto stroke = [&](double x1, double y1, double x2, double y2) {
            into_.push_back(Stroke{to_points(x1), to_points(y1), to_points(x2), to_points(y2), width, false});
        };
        double x = left;
        stroke(x, top, x, bottom);
        for (const Column& column : table.columns) {
            x = x + column.width;
            stroke(x, top, x, bottom);
        }
        stroke(left, top, right, top);
        for (int row = 0; row <= table.count; ++row) {
            const double y = top + table.header_height + row * table.row_height;
            stroke(left, y, right, y);
        }
    }

    void text(const std::string& text, const Place& place)
    {
        const Span span{text, false, false};
        const Paragraph paragraph = shape(faces_, place.style.typeface, {&span, 1});
        if (!paragraph.notes.empty())
            throw ProfileError("form " + layout_.id + ": no font has " + paragraph.notes.front().code_points +
                               " of: " + text);
        if (!place_text(paragraph, place, into_))
            throw ProfileError("form " + layout_.id + ": the printed text does not fit its box: " + text);
    }

    const FormLayout& layout_;
    const FaceSet& faces_;
    double shift_;
    std::vector<Op>& into_;
};

}  // namespace

bool is_stamped(const TextItem& item)
{
    return item.text.find('{') != std::string::npos;
}

void compose_fixed(const FormLayout& layout,
                   const FaceSet& faces,
                   const std::vector<Item>& items,
                   double shift,
                   std::vector<Op>& into)
{
    FixedPart(layout, faces, shift, into).add(items);
}

}  // namespace junkai::forms
