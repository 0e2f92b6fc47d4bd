// SPDX-License-Identifier: Apache-2.0
#include "profile/form_layout.h"

#include "base/errors.h"
#include "profile/form_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

namespace junkai::profile {

using namespace domain::forms;

namespace {

// ---- words
// --------------------------------------------------------------------------------------------------------

constexpr std::string_view kPrintWords[] = {"form.id",
                                            "form.title",
                                            "form.version",
                                            "form.basis",
                                            "print.serial",
                                            "print.at",
                                            "print.by",
                                            "print.purpose",
                                            "print.branch",
                                            "print.page",
                                            "print.pages"};

enum class PrintWords { Refused, Allowed, AllowedWithRow };

bool is_print_word(std::string_view word, PrintWords allowed)
{
    if (allowed == PrintWords::Refused) return false;
    if (word == "row") return allowed == PrintWords::AllowedWithRow;
    return std::ranges::find(kPrintWords, word) != std::end(kPrintWords);
}

/// Puts the profile's words in; words of the print stay for the printer.
std::string printed_text(const FormNode& node, const FormTerms& terms, PrintWords allowed)
{
    const std::string raw = node.text(4096);
    std::string out;
    std::string_view rest = raw;
    while (!rest.empty()) {
        const std::size_t brace = rest.find_first_of("{}");
        out += rest.substr(0, brace);
        if (brace == std::string_view::npos) break;
        const std::size_t close = rest.find('}', brace + 1);
        if (rest[brace] == '}' || close == std::string_view::npos) node.fail("a brace without its partner");
        const std::string_view word = rest.substr(brace + 1, close - brace - 1);
        const auto term = terms.find(word);
        if (is_print_word(word, allowed))
            out += rest.substr(brace, close - brace + 1);
        else if (term == terms.end())
            node.fail(fmt::format("no such word: {{{}}}", word));
        else if (term->second.find_first_of("{}") != std::string::npos)
            node.fail(fmt::format("the word {{{}}} has a brace in its text", word));
        else
            out += term->second;
        rest.remove_prefix(close + 1);
    }
    return out;
}

/// One of the names given, as the value that stands beside it.
template <class T, std::size_t N>
T one_of(const FormNode& node, const std::pair<std::string_view, T> (&names)[N])
{
    const std::string text = node.text(32);
    for (const auto& [name, value] : names)
        if (name == text) return value;
    std::string known;
    for (const auto& [name, value] : names)
        known += (known.empty() ? "" : ", ") + std::string(name);
    node.fail("not one of " + known);
}

// ---- fields.json
// --------------------------------------------------------------------------------------------------

constexpr std::pair<std::string_view, FieldType> kTypes[] = {{"text", FieldType::Text},
                                                             {"name", FieldType::Name},
                                                             {"kana", FieldType::Kana},
                                                             {"address", FieldType::Address},
                                                             {"phone", FieldType::Phone},
                                                             {"date", FieldType::Date},
                                                             {"datetime", FieldType::DateTime},
                                                             {"choice", FieldType::Choice},
                                                             {"choices", FieldType::Choices},
                                                             {"flag", FieldType::Flag},
                                                             {"number", FieldType::Number},
                                                             {"seal", FieldType::Seal},
                                                             {"rows", FieldType::Rows}};

constexpr std::pair<std::string_view, Need> kNeeds[] = {{"mandatory", Need::Mandatory},
                                                        {"optional", Need::Optional},
                                                        {"voluntary", Need::Voluntary},
                                                        {"automatic", Need::Automatic}};

std::string identifier(const FormNode& node)
{
    const std::string text = node.text(64);
    const bool good = !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!good) node.fail("a name of letters, digits and _ is wanted");
    return text;
}

std::vector<FieldDef> parse_fields(const FormNode& list, const FormTerms& terms, bool inside_rows);

FieldDef parse_field(const FormNode& node, const FormTerms& terms, bool inside_rows)
{
    node.allow({"name", "label", "type", "need", "max", "options", "fields"});
    FieldDef field;
    field.name = identifier(node.get("name"));
    field.label = printed_text(node.get("label"), terms, PrintWords::Refused);
    field.type = one_of(node.get("type"), kTypes);
    if (const auto need = node.find("need")) field.need = one_of(*need, kNeeds);
    if (const auto max = node.find("max")) field.max = max->integer(1, 4000);

    const bool ticked =
        field.type == FieldType::Choice || field.type == FieldType::Choices || field.type == FieldType::Flag;
    if (ticked != node.has("options"))
        node.fail("options belong to choice, choices and flag, and only to them");
    if (ticked) {
        std::set<std::string> codes;
        for (const FormNode& option : node.get("options").list(1, 40)) {
            option.allow({"code", "label"});
            field.options.push_back({identifier(option.get("code")),
                                     printed_text(option.get("label"), terms, PrintWords::Refused)});
            if (!codes.insert(field.options.back().code).second) option.fail("this code stands twice");
        }
        if (field.type == FieldType::Flag && field.options.size() != 1) node.fail("a flag has one option");
    }
    const bool rows = field.type == FieldType::Rows;
    if (rows && inside_rows) node.fail("rows inside rows");
    if (rows != node.has("fields")) node.fail("fields belong to rows, and only to them");
    if (rows) field.fields = parse_fields(node.get("fields"), terms, true);
    return field;
}

std::vector<FieldDef> parse_fields(const FormNode& list, const FormTerms& terms, bool inside_rows)
{
    std::vector<FieldDef> fields;
    for (const FormNode& node : list.list(1, 200)) {
        FieldDef field = parse_field(node, terms, inside_rows);
        if (find_field(fields, field.name) != nullptr) node.fail("a field of this name stands above");
        fields.push_back(std::move(field));
    }
    return fields;
}

// ---- layout.json
// --------------------------------------------------------------------------------------------------

constexpr std::pair<std::string_view, Typeface> kTypefaces[] = {
    {"mincho", Typeface::Mincho}, {"gothic", Typeface::Gothic}, {"gothic-bold", Typeface::GothicBold}};

constexpr std::pair<std::string_view, Align> kAligns[] = {
    {"left", Align::Left}, {"center", Align::Center}, {"right", Align::Right}, {"spread", Align::Spread}};

constexpr std::pair<std::string_view, VAlign> kVAligns[] = {
    {"top", VAlign::Top}, {"middle", VAlign::Middle}, {"bottom", VAlign::Bottom}};

constexpr std::pair<std::string_view, Weight> kWeights[] = {
    {"none", Weight::None}, {"hair", Weight::Hair}, {"thin", Weight::Thin}, {"thick", Weight::Thick}};

constexpr double kSlackMm = 0.001;  // Decimal fractions of the file do not add up exactly.

class LayoutParser {
public:
    LayoutParser(FormLayout& form, const FormTerms& terms, std::string file)
        : form_(form), terms_(terms), file_(std::move(file))
    {
    }

    void parse(const FormNode& root)
    {
        root.allow({"page", "styles", "pages", "every", "annex", "comment"});
        if (const auto comment = root.find("comment")) static_cast<void>(comment->text(4096));
        const FormNode page = root.get("page");
        page.allow({"width", "height"});
        form_.width = page.get("width").number(50, 450);
        form_.height = page.get("height").number(50, 450);
        for (const auto& [name, node] : root.get("styles").members(60))
            styles_[name] = parse_style(node);

        for (const FormNode& node : root.get("pages").list(1, 4))
            form_.pages.push_back(parse_page(node));
        shift_ = 0;
        form_.every = parse_items(root.get("every"));
        const FormNode annex = root.get("annex");
        annex.allow({"box", "style", "items"});
        form_.annex.box = parse_box(annex.get("box"), form_.width, form_.height);
        form_.annex.style = style_named(annex.get("style"));
        if (form_.annex.box.height < 20 || form_.annex.box.width < 40)
            annex.get("box").fail("too small for an annex");
        form_.annex.items = parse_items(annex.get("items"));
        refuse_unused(form_.fields, "");
    }

private:
    static Style parse_style(const FormNode& node)
    {
        node.allow({"face", "size", "min", "leading", "wraps"});
        Style style;
        style.typeface = one_of(node.get("face"), kTypefaces);
        style.size_pt = node.get("size").number(4, 40);
        style.min_pt = style.size_pt;
        if (const auto min = node.find("min")) style.min_pt = min->number(4, style.size_pt);
        if (const auto leading = node.find("leading")) style.leading = leading->number(1, 3);
        if (const auto wraps = node.find("wraps")) style.wraps = wraps->flag();
        return style;
    }

    const Style& style_named(const FormNode& node) const
    {
        const auto style = styles_.find(node.text(64));
        if (style == styles_.end()) node.fail("no such style");
        return style->second;
    }

    Page parse_page(const FormNode& node)
    {
        node.allow({"name", "shift", "items"});
        Page page;
        page.name = printed_text(node.get("name"), terms_, PrintWords::Refused);
        if (const auto shift = node.find("shift")) page.shift_x = shift->number(-50, 50);
        shift_ = page.shift_x;
        page.items = parse_items(node.get("items"));
        return page;
    }

    std::vector<Item> parse_items(const FormNode& list)
    {
        std::vector<Item> items;
        for (const FormNode& node : list.list(0, 400))
            items.push_back(parse_item(node));
        return items;
    }

    Item parse_item(const FormNode& node)
    {
        if (node.has("frame") && !node.has("box")) {
            node.allow({"frame", "weight", "shade"});
            FrameItem frame{page_box(node.get("frame"))};
            if (const auto weight = node.find("weight")) frame.weight = one_of(*weight, kWeights);
            if (const auto shade = node.find("shade")) frame.shade = shade->number(0, 1);
            return frame;
        }
        if (node.has("line")) return parse_line(node);
        if (node.has("qr")) {
            node.allow({"qr"});
            const Box box = page_box(node.get("qr"));
            if (box.width < 8 || box.width != box.height)
                node.get("qr").fail("a square of 8 mm or more is wanted");
            return QrItem{box};
        }
        if (node.has("notes")) {
            node.allow({"notes", "box", "style", "align", "valign", "frame", "shade", "padding"});
            if (!node.get("notes").flag()) node.get("notes").fail("true is wanted");
            return NotesItem{parse_place(node, page_box(node.get("box")))};
        }
        if (node.has("table")) return parse_table(node);
        return std::visit([](auto item) { return Item(std::move(item)); },
                          parse_cell_item(node, form_.fields, nullptr));
    }

    Item parse_line(const FormNode& node)
    {
        node.allow({"line", "weight", "dashed"});
        const std::vector<FormNode> ends = node.get("line").list(4, 4);
        LineItem line;
        line.x1 = ends[0].number(0, form_.width);
        line.y1 = ends[1].number(0, form_.height);
        line.x2 = ends[2].number(0, form_.width);
        line.y2 = ends[3].number(0, form_.height);
        if (const auto weight = node.find("weight")) line.weight = one_of(*weight, kWeights);
        if (const auto dashed = node.find("dashed")) line.dashed = dashed->flag();
        return line;
    }

    /// A text, a field or tick boxes; on the page, or in a cell (`cell` given) with a box relative to it.
    CellItem parse_cell_item(const FormNode& node, const std::vector<FieldDef>& fields, const Box* cell)
    {
        const auto box = [&]() -> Box {
            if (cell == nullptr) return page_box(node.get("box"));
            const auto given = node.find("box");
            return given ? parse_box(*given, cell->width, cell->height) : *cell;
        };
        if (node.has("text")) {
            node.allow({"text", "box", "style", "align", "valign", "frame", "shade", "padding"});
            const PrintWords words = cell == nullptr ? PrintWords::Allowed : PrintWords::AllowedWithRow;
            return TextItem{parse_place(node, box()), printed_text(node.get("text"), terms_, words)};
        }
        if (node.has("field")) {
            node.allow(
                {"field", "box", "style", "align", "valign", "frame", "shade", "padding", "continued"});
            const FieldDef& field = use(node.get("field"), fields);
            if (field.type == FieldType::Choices || field.type == FieldType::Flag ||
                field.type == FieldType::Rows)
                node.get("field").fail("this field is ticked or a table");
            FieldItem item{parse_place(node, box()), field.name, ""};
            if (const auto text = node.find("continued")) {
                if (cell != nullptr) text->fail("rows are never repeated");
                item.continued = printed_text(*text, terms_, PrintWords::Refused);
            }
            return item;
        }
        if (node.has("choice")) {
            node.allow({"choice", "box", "style", "align", "valign", "frame", "shade", "padding", "columns"});
            const FieldDef& field = use(node.get("choice"), fields);
            if (field.options.empty()) node.get("choice").fail("this field has no options");
            ChoiceItem item{parse_place(node, box()), field.name, 0};
            if (const auto columns = node.find("columns")) item.columns = columns->integer(1, 12);
            return item;
        }
        node.fail("one of text, field, choice, table, frame, line, qr, notes is wanted");
    }

    Item parse_table(const FormNode& node)
    {
        node.allow(
            {"table", "at", "count", "header", "row", "header_style", "header_shade", "lines", "columns"});
        const FieldDef& rows = use(node.get("table"), form_.fields);
        if (rows.type != FieldType::Rows) node.get("table").fail("this field is not rows");
        TableItem table;
        table.rows = rows.name;
        table.count = node.get("count").integer(1, 100);
        table.header_height = node.get("header").number(0, 30);
        table.row_height = node.get("row").number(2, 200);
        table.header_style = style_named(node.get("header_style"));
        if (const auto shade = node.find("header_shade")) table.header_shade = shade->number(0, 1);
        if (const auto lines = node.find("lines")) table.lines = one_of(*lines, kWeights);
        for (const FormNode& column : node.get("columns").list(1, 30)) {
            table.columns.push_back(parse_column(column, rows, table.row_height));
            table.box.width += table.columns.back().width;
        }
        const std::vector<FormNode> at = node.get("at").list(2, 2);
        table.box.x = at[0].number(0, form_.width);
        table.box.y = at[1].number(0, form_.height);
        table.box.height = table.header_height + table.count * table.row_height;
        check_on_page(node, table.box);
        return table;
    }

    Column parse_column(const FormNode& node, const FieldDef& rows, double row_height)
    {
        node.allow({"label", "width", "items"});
        Column column;
        column.label = printed_text(node.get("label"), terms_, PrintWords::Refused);
        column.width = node.get("width").number(2, form_.width);
        const Box cell{0, 0, column.width, row_height};
        const std::string outer = std::exchange(scope_, rows.name + ".");
        for (const FormNode& item : node.get("items").list(1, 12))
            column.items.push_back(parse_cell_item(item, rows.fields, &cell));
        scope_ = outer;
        return column;
    }

    Place parse_place(const FormNode& node, const Box& box) const
    {
        Place place;
        place.box = box;
        place.style = style_named(node.get("style"));
        if (const auto align = node.find("align")) place.align = one_of(*align, kAligns);
        if (const auto valign = node.find("valign")) place.valign = one_of(*valign, kVAligns);
        if (const auto frame = node.find("frame")) place.frame = one_of(*frame, kWeights);
        if (const auto shade = node.find("shade")) place.shade = shade->number(0, 1);
        if (const auto padding = node.find("padding")) place.padding_mm = padding->number(0, 20);
        if (2 * place.padding_mm + 1 > box.width) node.fail("the box is narrower than its padding");
        return place;
    }

    static Box parse_box(const FormNode& node, double width, double height)
    {
        const std::vector<FormNode> sides = node.list(4, 4);
        const Box box{sides[0].number(0, width),
                      sides[1].number(0, height),
                      sides[2].number(1, width),
                      sides[3].number(1, height)};
        if (box.x + box.width > width + kSlackMm || box.y + box.height > height + kSlackMm)
            node.fail("the box reaches outside");
        return box;
    }

    Box page_box(const FormNode& node) const
    {
        const Box box = parse_box(node, form_.width, form_.height);
        check_on_page(node, box);
        return box;
    }

    void check_on_page(const FormNode& node, const Box& box) const
    {
        const double left = box.x + shift_;
        if (left < -kSlackMm || left + box.width > form_.width + kSlackMm ||
            box.y + box.height > form_.height + kSlackMm)
            node.fail("this reaches over the edge of the page");
    }

    const FieldDef& use(const FormNode& node, const std::vector<FieldDef>& fields)
    {
        const std::string name = node.text(64);
        const FieldDef* field = find_field(fields, name);
        if (field == nullptr) node.fail("no such field in fields.json");
        used_.insert(scope_ + name);
        return *field;
    }

    /// A field that is nowhere on the page would be data that silently stays unprinted.
    void refuse_unused(const std::vector<FieldDef>& fields, const std::string& prefix) const
    {
        for (const FieldDef& field : fields) {
            if (!used_.contains(prefix + field.name))
                throw ProfileError(
                    fmt::format("{}: /pages: the field {}{} is nowhere", file_, prefix, field.name));
            refuse_unused(field.fields, field.name + ".");
        }
    }

    FormLayout& form_;
    const FormTerms& terms_;
    std::string file_;
    std::map<std::string, Style, std::less<>> styles_;
    std::set<std::string> used_;
    std::string scope_;
    double shift_ = 0;
};

// ---- sample.json
// --------------------------------------------------------------------------------------------------

FormData parse_data(const FormNode& node);

FormValue parse_value(const FormNode& node)
{
    if (!node.is_object()) return {PersonalText(node.text(4096))};
    node.allow({"text", "struck"});
    FormValue value{PersonalText(node.get("text").text(4096))};
    for (const FormNode& old : node.get("struck").list(1, 20))
        value.struck.emplace_back(old.text(4096));
    return value;
}

FormData parse_data(const FormNode& node)
{
    FormData data;
    for (const auto& [name, member] : node.members(200)) {
        if (!member.is_array()) {
            data.values[name] = parse_value(member);
            continue;
        }
        std::vector<FormData>& rows = data.rows[name];
        for (const FormNode& row : member.list(0, 2000))
            rows.push_back(parse_data(row));
    }
    return data;
}

PrintStamp parse_stamp(const FormNode& node)
{
    node.allow({"serial", "at", "by", "purpose"});
    const auto at = parse_instant(node.get("at").text(40));
    if (!at) node.get("at").fail("an instant such as 2026-11-23T14:05:00+09:00 is wanted");
    return {node.get("serial").text(64), *at, node.get("by").text(64), node.get("purpose").text(256)};
}

std::string read_file(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) throw ProfileError(path.string() + ": cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

FormLayout parse(const std::string& id,
                 const std::string& fields_name,
                 std::string_view fields_json,
                 const std::string& layout_name,
                 std::string_view layout_json,
                 const FormTerms& terms)
{
    FormLayout form;
    form.id = id;
    const Json fields_value = parse_json(fields_name, fields_json);
    const FormNode fields(fields_value);
    fields.allow({"title", "version", "basis", "fields", "comment"});
    if (const auto comment = fields.find("comment")) static_cast<void>(comment->text(4096));
    form.title = printed_text(fields.get("title"), terms, PrintWords::Refused);
    form.version = printed_text(fields.get("version"), terms, PrintWords::Refused);
    form.basis = printed_text(fields.get("basis"), terms, PrintWords::Refused);
    form.fields = parse_fields(fields.get("fields"), terms, false);

    const Json layout_value = parse_json(layout_name, layout_json);
    LayoutParser(form, terms, layout_name).parse(FormNode(layout_value));
    return form;
}

}  // namespace

FormLayout load_form(const std::filesystem::path& folder, const FormTerms& terms)
{
    const std::filesystem::path fields = folder / "fields.json";
    const std::filesystem::path layout = folder / "layout.json";
    const std::string fields_json = read_file(fields);
    const std::string layout_json = read_file(layout);
    return parse(
        folder.filename().string(), fields.string(), fields_json, layout.string(), layout_json, terms);
}

FormLayout parse_form(std::string_view id,
                      std::string_view fields_json,
                      std::string_view layout_json,
                      const FormTerms& terms)
{
    const std::string name(id);
    return parse(name, name + "/fields.json", fields_json, name + "/layout.json", layout_json, terms);
}

FormSamples load_form_samples(const std::filesystem::path& folder)
{
    const std::string file = (folder / "sample.json").string();
    const Json value = load_json(file);
    const FormNode root(value);
    root.allow({"terms", "stamp", "samples", "comment"});
    if (const auto comment = root.find("comment")) static_cast<void>(comment->text(4096));
    FormSamples samples;
    for (const auto& [name, node] : root.get("terms").members(300))
        samples.terms[name] = node.text(1024);
    const PrintStamp stamp = parse_stamp(root.get("stamp"));
    for (const FormNode& node : root.get("samples").list(1, 20)) {
        node.allow({"name", "data"});
        samples.samples.push_back({node.get("name").text(64), parse_data(node.get("data")), stamp});
    }
    return samples;
}

}  // namespace junkai::profile
