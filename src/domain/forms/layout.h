// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace junkai::domain::forms {

/// What kind of thing a field holds; decides how it is checked, never how it looks.
enum class FieldType {
    Text,
    Name,
    Kana,
    Address,
    Phone,
    Date,
    DateTime,
    Choice,
    Choices,
    Flag,
    Number,
    Seal,
    Rows
};

/// Who fills a field: the system must have it, may have it, the resident decides (任意), or the system prints
/// it.
enum class Need { Mandatory, Optional, Voluntary, Automatic };

struct Option {
    std::string code;
    std::string label;
};

/// 欄. One field of a form: the name under which FormData brings its value, and its limits.
struct FieldDef {
    std::string name;
    std::string label;
    FieldType type = FieldType::Text;
    Need need = Need::Optional;
    int max = 0;  ///< Characters as people count them (grapheme clusters); for rows the greatest number; 0 is
                  ///< no limit.
    std::vector<Option> options = {};
    std::vector<FieldDef> fields = {};
};

/// Millimetres from the top left corner of the page.
struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

enum class Typeface { Mincho, Gothic, GothicBold };
enum class Align { Left, Center, Right, Spread };  // Spread is 均等割付.
enum class VAlign { Top, Middle, Bottom };
enum class Weight { None, Hair, Thin, Thick };

struct Style {
    Typeface typeface = Typeface::Mincho;
    double size_pt = 10;
    double min_pt = 6;      ///< A line shrinks down to this before it wraps.
    double leading = 1.25;  ///< Line height in ems.
    bool wraps = false;     ///< Running text: wrap first, shrink only when the box is full.
};

/// Where a text stands and how its cell is drawn.
struct Place {
    Box box;
    Style style;
    Align align = Align::Left;
    VAlign valign = VAlign::Middle;
    Weight frame = Weight::None;
    double shade = 0;  ///< 0 is white paper, 1 is black.
    double padding_mm = 0.8;
};

/// A printed text. Words of the profile ({beat}) are already put in; what belongs to a print ({print.serial})
/// is not.
struct TextItem {
    Place place;
    std::string text;
};

struct FieldItem {
    Place place;
    std::string field;
    std::string continued;  ///< Printed instead of the value on continuation sheets; empty repeats the value.
};

/// One tick box for each option of the field.
struct ChoiceItem {
    Place place;
    std::string field;
    int columns = 0;  ///< 0 sets the options one after another with an even gap.
};

struct FrameItem {
    Box box;
    Weight weight = Weight::Thin;
    double shade = 0;
};

struct LineItem {
    double x1 = 0;
    double y1 = 0;
    double x2 = 0;
    double y2 = 0;
    Weight weight = Weight::Thin;
    bool dashed = false;
};

struct QrItem {
    Box box;
};

/// Where the notes about glyphs (異体字, 外字) of this page are printed.
struct NotesItem {
    Place place;
};

using CellItem = std::variant<TextItem, FieldItem, ChoiceItem>;

struct Column {
    std::string label;
    double width = 0;
    std::vector<CellItem> items;  ///< Boxes relative to the cell.
};

/// A table with a fixed number of printed rows; more rows of data go to continuation sheets (枝番).
struct TableItem {
    Box box;
    std::string rows;
    int count = 0;
    double header_height = 0;
    double row_height = 0;
    Style header_style;
    double header_shade = 0;
    Weight lines = Weight::Thin;
    std::vector<Column> columns;
};

using Item = std::variant<TextItem, FieldItem, ChoiceItem, FrameItem, LineItem, QrItem, NotesItem, TableItem>;

struct Page {
    std::string name;    ///< The bookmark of the page.
    double shift_x = 0;  ///< The back moves away from the binding edge.
    std::vector<Item> items;
};

/// 別記. Takes what does not fit in its box, so that nothing is ever cut.
struct Annex {
    Box box;
    Style style;
    std::vector<Item> items;
};

/// 様式. A form folder read and checked: data only, made by profile::load_form, printed by forms::Form.
struct FormLayout {
    std::string id;
    std::string title;
    std::string version;
    std::string basis;  ///< Legal basis (第1), printed on every page.
    std::vector<FieldDef> fields;
    double width = 0;
    double height = 0;
    std::vector<Page> pages;
    std::vector<Item> every;  ///< On every page: handling notice, basis, serial, page number.
    Annex annex;
};

/// The field of that name among `fields`, or nothing.
const FieldDef* find_field(const std::vector<FieldDef>& fields, std::string_view name);

}  // namespace junkai::domain::forms
