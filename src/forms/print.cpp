// SPDX-License-Identifier: Apache-2.0
#include "forms/print.h"

#include "base/errors.h"
#include "forms/fit.h"
#include "forms/fixed_part.h"
#include "forms/place.h"
#include "forms/qr.h"

#include <algorithm>
#include <fmt/format.h>

namespace junkai::forms {

using namespace domain::forms;

namespace {

/// The codes of a choice; several stand with a space between.
std::vector<std::string_view> split_codes(std::string_view chosen)
{
    std::vector<std::string_view> codes;
    while (!chosen.empty()) {
        const std::size_t space = chosen.find(' ');
        if (space != 0) codes.push_back(chosen.substr(0, space));
        chosen.remove_prefix(space == std::string_view::npos ? chosen.size() : space + 1);
    }
    return codes;
}

std::string base_note(const GlyphNote& note, int number)
{
    return note.base_printed
               ? fmt::format("※{}〔異体字 {}〕書体にない字形のため基本の字形で印字", number, note.code_points)
               : fmt::format("※{}〔外字 {}〕書体にない文字のため〓で印字", number, note.code_points);
}

}  // namespace

void Print::fill(const Page& page, const FormData& data, int sheet, int sheets, std::vector<Op>& into)
{
    out_ = &into;
    shift_ = page.shift_x;
    sheet_ = sheet;
    page_notes_.clear();
    for (const Item& item : page.items)
        std::visit([&](const auto& one) { fill(one, data); }, item);
    words_["print.branch"] = sheets > 1 ? fmt::format("枝番 {}／{}", sheet + 1, sheets) : "";
    for (const Item& item : page.items)
        if (const auto* notes = std::get_if<NotesItem>(&item)) set_notes(*notes);
    for (const std::string& note : page_notes_)
        annex_.push_back({"", {PersonalText(note)}});
}

void Print::stamp(const std::vector<Item>& items, double shift, std::vector<Op>& into)
{
    out_ = &into;
    for (const Item& item : items) {
        if (const auto* text = std::get_if<TextItem>(&item); text != nullptr && is_stamped(*text))
            set_words(*text, moved(text->place, shift, 0));
        if (const auto* qr = std::get_if<QrItem>(&item))
            compose_qr(words_["print.serial"],
                       to_points(qr->box.x + shift),
                       to_points(qr->box.y),
                       to_points(qr->box.width),
                       into);
    }
}

void Print::fill_annex_head(const FormData& data, std::vector<Op>& into)
{
    out_ = &into;
    shift_ = 0;
    sheet_ = 0;
    for (const Item& item : layout_.annex.items)
        std::visit([&](const auto& one) { fill(one, data); }, item);
    for (const std::string& note : page_notes_)
        annex_.push_back({"", {PersonalText(note)}});
    page_notes_.clear();
}

std::vector<std::vector<Op>> Print::annex()
{
    std::vector<std::vector<Op>> pages;
    const double x = to_points(layout_.annex.box.x);
    const double top = to_points(layout_.annex.box.y);
    const double width = to_points(layout_.annex.box.width);
    const double bottom = top + to_points(layout_.annex.box.height);
    const double size = layout_.annex.style.size_pt;
    const double step = size * layout_.annex.style.leading;
    double y = bottom;
    for (std::size_t i = 0; i < annex_.size(); ++i) {
        const AnnexEntry entry = annex_[i];
        const Paragraph paragraph =
            shape_value(layout_.annex.style.typeface, entry.head, entry.value, entry.head);
        // A note that the long text brings with it stands right below it.
        for (const std::string& note : page_notes_)
            annex_.push_back({"", {PersonalText(note)}});
        page_notes_.clear();
        for (const Line& line : break_lines(paragraph, width / size)) {
            if (y + step > bottom) {
                pages.emplace_back();
                y = top;
            }
            set_line(paragraph, line.first, line.last, x, y + 0.88 * size, size, 0, pages.back());
            y += step;
        }
        y += step * 0.4;
    }
    return pages;
}

void Print::fill(const FieldItem& item, const FormData& data)
{
    const auto value = data.values.find(item.field);
    if (value == data.values.end()) return;
    const Place place = moved(item.place, shift_, 0);
    if (sheet_ > 0 && !item.continued.empty()) {
        set_plain(item.continued, place);
        return;
    }
    const FieldDef& def = *find_field(layout_.fields, item.field);
    set_value(decoded(def, value->second), place, def.label);
}

void Print::fill(const ChoiceItem& item, const FormData& data)
{
    set_choices(item, layout_.fields, data, moved(item.place, shift_, 0));
}

void Print::fill(const TableItem& table, const FormData& data)
{
    const FieldDef& def = *find_field(layout_.fields, table.rows);
    const auto rows = data.rows.find(table.rows);
    const FormData empty;
    for (int row = 0; row < table.count; ++row) {
        const auto index = static_cast<std::size_t>(sheet_ * table.count + row);
        const bool filled = rows != data.rows.end() && index < rows->second.size();
        const FormData& cells = filled ? rows->second[index] : empty;
        words_["row"] = std::to_string(index + 1);
        double x = table.box.x + shift_;
        const double y = table.box.y + table.header_height + row * table.row_height;
        for (const Column& column : table.columns) {
            for (const CellItem& item : column.items)
                std::visit([&](const auto& one) { fill_cell(one, def, cells, x, y); }, item);
            x = x + column.width;
        }
    }
}

void Print::fill_cell(const TextItem& item, const FieldDef&, const FormData&, double dx, double dy)
{
    if (is_stamped(item)) set_words(item, moved(item.place, dx, dy));
}

void Print::fill_cell(const FieldItem& item, const FieldDef& def, const FormData& cells, double dx, double dy)
{
    const auto value = cells.values.find(item.field);
    if (value == cells.values.end()) return;
    const FieldDef& cell = *find_field(def.fields, item.field);
    set_value(decoded(cell, value->second),
              moved(item.place, dx, dy),
              def.label + words_["row"] + "　" + cell.label);
}

void Print::fill_cell(
    const ChoiceItem& item, const FieldDef& def, const FormData& cells, double dx, double dy)
{
    set_choices(item, def.fields, cells, moved(item.place, dx, dy));
}

PersonalText Print::decoded(const FieldDef& def, const PersonalText& text)
{
    const auto option = std::ranges::find(def.options, text.reveal(), &Option::code);
    return option == def.options.end() ? text : PersonalText(option->label);
}

FormValue Print::decoded(const FieldDef& def, const FormValue& value)
{
    FormValue words{decoded(def, value.text)};
    for (const PersonalText& old : value.struck)
        words.struck.push_back(decoded(def, old));
    return words;
}

Paragraph Print::shape_value(Typeface typeface,
                             std::string_view head,
                             const FormValue& value,
                             std::string_view gap_after_head)
{
    std::vector<Span> spans;
    if (!head.empty()) spans.push_back({head, false, false});
    if (!gap_after_head.empty()) spans.push_back({"　", false, false});
    for (const PersonalText& old : value.struck) {
        spans.push_back({old.reveal(), true, false});
        spans.push_back({" ", false, false});
    }
    spans.push_back({value.text.reveal(), false, false});
    Paragraph paragraph = shape(faces_, typeface, spans);
    if (paragraph.notes.empty()) return paragraph;
    std::string marks;
    for (const GlyphNote& note : paragraph.notes) {
        page_notes_.push_back(base_note(note, ++last_note_));
        marks += fmt::format("※{}", last_note_);
    }
    spans.push_back({marks, false, true});
    return shape(faces_, typeface, spans);
}

void Print::set_value(const FormValue& value, const Place& place, const std::string& label)
{
    const Paragraph paragraph = shape_value(place.style.typeface, "", value, "");
    if (place_text(paragraph, place, *out_)) return;
    const std::string number = std::to_string(++last_annex_);
    annex_.push_back({"別記" + number + "（" + label + "）", value});
    set_plain("（別記" + number + "のとおり）", place);
}

void Print::set_plain(const std::string& text, const Place& place)
{
    const Span span{text, false, false};
    if (place_text(shape(faces_, place.style.typeface, {&span, 1}), place, *out_)) return;
    throw ProfileError("form " + layout_.id + ": a box is too small for its own words");
}

void Print::set_notes(const NotesItem& item)
{
    if (page_notes_.empty()) return;
    const Place place = moved(item.place, shift_, 0);
    std::string text;
    for (const std::string& note : page_notes_)
        text += (text.empty() ? "" : "　") + note;
    const Span span{text, false, false};
    if (!place_text(shape(faces_, place.style.typeface, {&span, 1}), place, *out_)) {
        set_plain("（※の注は別記）", place);
        return;
    }
    page_notes_.clear();
}

void Print::set_choices(const ChoiceItem& item,
                        const std::vector<FieldDef>& fields,
                        const FormData& data,
                        const Place& place)
{
    const FieldDef& def = *find_field(fields, item.field);
    const auto found = data.values.find(item.field);
    std::string chosen = found == data.values.end() ? "" : found->second.text.reveal();
    if (def.type == FieldType::Flag) chosen = chosen == "true" ? def.options.front().code : "";

    std::vector<std::string_view> codes = split_codes(chosen);

    std::vector<Paragraph> labels;
    std::vector<double> widths;
    for (const Option& option : def.options) {
        const Span span{option.label, false, false};
        labels.push_back(shape(faces_, place.style.typeface, {&span, 1}));
        widths.push_back(kTickEm + kTickGapEm + width_em(labels.back()));
    }
    const std::vector<TickSpot> spots = place_ticks(widths, item.columns, place);
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const TickSpot& spot = spots[i];
        set_tick(spot, std::erase(codes, def.options[i].code) > 0);
        set_line(labels[i],
                 0,
                 labels[i].clusters.size(),
                 spot.x + (kTickEm + kTickGapEm) * spot.size,
                 spot.baseline,
                 spot.size,
                 0,
                 *out_);
    }
    // A code that this form has no box for (a profile of another prefecture) is told on the annex rather than
    // lost.
    for (const std::string_view code : codes)
        annex_.push_back({"別記" + std::to_string(++last_annex_) + "（" + def.label + "）",
                          {PersonalText(std::string(code))}});
}

void Print::set_tick(const TickSpot& spot, bool ticked)
{
    const double side = kTickEm * spot.size;
    out_->push_back(Outline{spot.x, spot.baseline - 0.38 * spot.size - side / 2, side, side, 0.5});
    if (!ticked) return;
    const Span span{"レ", false, false};
    const Paragraph tick = shape(faces_, Typeface::GothicBold, {&span, 1});
    set_line(
        tick, 0, 1, spot.x + (side - spot.size) / 2 + 0.05 * spot.size, spot.baseline, spot.size, 0, *out_);
}

}  // namespace junkai::forms
