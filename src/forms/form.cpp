// SPDX-License-Identifier: Apache-2.0
#include "forms/form.h"

#include "base/japan_time.h"
#include "forms/compose.h"
#include "forms/pdf.h"
#include "forms/place.h"

#include <fmt/format.h>
#include <pango/pango.h>

namespace junkai::forms {

using namespace domain::forms;

namespace {

void collect(std::string_view text, std::set<char32_t>& into)
{
    for (const char* at = text.data(); at < text.data() + text.size(); at = g_utf8_next_char(at))
        into.insert(g_utf8_get_char(at));
}

void collect(const std::vector<FieldDef>& fields, std::set<char32_t>& into)
{
    for (const FieldDef& field : fields) {
        for (const Option& option : field.options)
            collect(option.label, into);
        collect(field.fields, into);
    }
}

void collect(const std::vector<Item>& items, std::set<char32_t>& into)
{
    for (const Item& item : items) {
        if (const auto* text = std::get_if<TextItem>(&item)) collect(text->text, into);
        if (const auto* field = std::get_if<FieldItem>(&item)) collect(field->continued, into);
        const auto* table = std::get_if<TableItem>(&item);
        if (table == nullptr) continue;
        for (const Column& column : table->columns) {
            collect(column.label, into);
            for (const CellItem& cell : column.items)
                if (const auto* text = std::get_if<TextItem>(&cell)) collect(text->text, into);
        }
    }
}

/// Every character that the form itself prints, with digits and Latin letters for the stamp.
std::set<char32_t> label_characters(const FormLayout& layout)
{
    std::set<char32_t> characters;
    for (char32_t c = 0x20; c < 0x7F; ++c)
        characters.insert(c);
    collect(layout.title + layout.version + layout.basis + "レ〓※〔〕（）別記のとおり枝番／注は、",
            characters);
    collect(layout.fields, characters);
    collect(layout.every, characters);
    collect(layout.annex.items, characters);
    for (const Page& page : layout.pages)
        collect(page.items, characters);
    return characters;
}

FaceSet faces_for(const FormLayout& layout, Fonts& fonts)
{
    const std::set<char32_t> characters = label_characters(layout);
    FontFiles& files = fonts.files();
    return FaceSet{
        files, files.gothic.whole().subset(characters), files.gothic_bold.whole().subset(characters)};
}

std::string iso_japan(Instant at)
{
    const int minute = japan_minute_of_day(at);
    const auto second = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count() % 60;
    return fmt::format(
        "{}T{:02}:{:02}:{:02}+09:00", format_date(japan_date(at)), minute / 60, minute % 60, second);
}

}  // namespace

Form::Form(const FormLayout& layout, std::shared_ptr<Fonts> fonts) : fonts_(std::move(fonts))
{
    const std::lock_guard lock(fonts_->files().in_use);
    composer_ = std::make_unique<Composer>(layout, faces_for(layout, *fonts_));
}

Form::~Form() = default;
Form::Form(Form&&) noexcept = default;
Form& Form::operator=(Form&&) noexcept = default;

const FormLayout& Form::layout() const
{
    return composer_->layout();
}

Personal<Bytes> Form::print(const FormData& data, const PrintStamp& stamp) const
{
    const std::lock_guard lock(fonts_->files().in_use);
    const FormLayout& form = composer_->layout();
    DocumentInfo info;
    info.title = form.title;
    info.subject = form.id + " " + form.version + " " + stamp.serial;
    info.created = iso_japan(stamp.printed_at);
    info.width_pt = to_points(form.width);
    info.height_pt = to_points(form.height);
    return Personal<Bytes>(draw_pdf(info, composer_->compose(data, stamp)));
}

Personal<Bytes> render(const FormLayout& layout, const FormData& data, const PrintStamp& stamp)
{
    return Form(layout, std::make_shared<Fonts>()).print(data, stamp);
}

}  // namespace junkai::forms
