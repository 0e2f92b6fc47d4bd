// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/forms/data.h"
#include "domain/forms/layout.h"
#include "forms/ops.h"
#include "forms/text.h"
#include "forms/ticks.h"
#include "forms/words.h"

#include <string>
#include <string_view>
#include <vector>

namespace junkai::forms {

/// A text for the annex with the parts that are struck.
struct AnnexEntry {
    std::string head;
    domain::forms::FormValue value;
};

/// What one print brings to a form: values, ticks, rows, notes about glyphs, the annex, the stamp.
class Print {
public:
    Print(const domain::forms::FormLayout& layout, const FaceSet& faces, Words words)
        : layout_(layout), faces_(faces), words_(std::move(words))
    {
    }

    /// Values, choices and rows of one page of one sheet.
    void fill(const domain::forms::Page& page,
              const domain::forms::FormData& data,
              int sheet,
              int sheets,
              std::vector<Op>& into);

    /// The texts that name the print; last of all, when the number of pages is known.
    void stamp(const std::vector<domain::forms::Item>& items, double shift, std::vector<Op>& into);

    void word(const std::string& name, std::string value) { words_[name] = std::move(value); }

    std::string word(const std::string& name) { return words_[name]; }

    /// The values in the head of the annex pages. Before annex(), for what does not fit here goes there, too.
    void fill_annex_head(const domain::forms::FormData& data, std::vector<Op>& into);

    /// The annex pages; empty when everything stood in its box.
    std::vector<std::vector<Op>> annex();

private:
    void fill(const domain::forms::TextItem&, const domain::forms::FormData&) {}

    void fill(const domain::forms::FrameItem&, const domain::forms::FormData&) {}

    void fill(const domain::forms::LineItem&, const domain::forms::FormData&) {}

    void fill(const domain::forms::QrItem&, const domain::forms::FormData&) {}

    void fill(const domain::forms::NotesItem&, const domain::forms::FormData&) {}

    void fill(const domain::forms::FieldItem& item, const domain::forms::FormData& data);

    void fill(const domain::forms::ChoiceItem& item, const domain::forms::FormData& data);

    void fill(const domain::forms::TableItem& table, const domain::forms::FormData& data);

    void fill_cell(const domain::forms::TextItem& item,
                   const domain::forms::FieldDef&,
                   const domain::forms::FormData&,
                   double dx,
                   double dy);

    void fill_cell(const domain::forms::FieldItem& item,
                   const domain::forms::FieldDef& def,
                   const domain::forms::FormData& cells,
                   double dx,
                   double dy);

    void fill_cell(const domain::forms::ChoiceItem& item,
                   const domain::forms::FieldDef& def,
                   const domain::forms::FormData& cells,
                   double dx,
                   double dy);

    /// The words for a code; a code that the form does not know is printed as it is rather than lost.
    static PersonalText decoded(const domain::forms::FieldDef& def, const PersonalText& text);

    static domain::forms::FormValue decoded(const domain::forms::FieldDef& def,
                                            const domain::forms::FormValue& value);

    /// Old values under a double line, then the value, then the note mark if a glyph is not as entered.
    Paragraph shape_value(domain::forms::Typeface typeface,
                          std::string_view head,
                          const domain::forms::FormValue& value,
                          std::string_view gap_after_head);

    void set_value(const domain::forms::FormValue& value,
                   const domain::forms::Place& place,
                   const std::string& label);

    void set_words(const domain::forms::TextItem& item, const domain::forms::Place& place)
    {
        set_plain(expand(item.text, words_), place);
    }

    void set_plain(const std::string& text, const domain::forms::Place& place);

    void set_notes(const domain::forms::NotesItem& item);

    void set_choices(const domain::forms::ChoiceItem& item,
                     const std::vector<domain::forms::FieldDef>& fields,
                     const domain::forms::FormData& data,
                     const domain::forms::Place& place);

    /// レ点 in its box, as a pen would make it; a glyph, so that the text of the document tells it, too.
    void set_tick(const TickSpot& spot, bool ticked);

    const domain::forms::FormLayout& layout_;
    const FaceSet& faces_;
    Words words_;
    std::vector<Op>* out_ = nullptr;
    double shift_ = 0;
    int sheet_ = 0;
    int last_note_ = 0;
    int last_annex_ = 0;
    std::vector<std::string> page_notes_;
    std::vector<AnnexEntry> annex_;
};

}  // namespace junkai::forms
