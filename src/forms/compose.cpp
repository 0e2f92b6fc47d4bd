// SPDX-License-Identifier: Apache-2.0
#include "forms/compose.h"

#include "base/japan_time.h"
#include "forms/fixed_part.h"
#include "forms/print.h"

#include <algorithm>
#include <fmt/format.h>

namespace junkai::forms {

using namespace domain::forms;

namespace {

Words words_of(const FormLayout& layout, const PrintStamp& stamp)
{
    const int minute = japan_minute_of_day(stamp.printed_at);
    return {
        {"form.id", layout.id},
        {"form.title", layout.title},
        {"form.version", layout.version},
        {"form.basis", layout.basis},
        {"print.serial", stamp.serial},
        {"print.at",
         fmt::format("{} {:02}:{:02}", format_date(japan_date(stamp.printed_at)), minute / 60, minute % 60)},
        {"print.by", stamp.printed_by_no},
        {"print.purpose", stamp.purpose},
        {"print.branch", ""},
        {"print.page", ""},
        {"print.pages", ""},
        {"row", ""}};
}

/// How many sheets the longest table needs; one for the blank form.
int count_sheets(const FormLayout& layout, const FormData& data)
{
    std::size_t sheets = 1;
    for (const Page& page : layout.pages)
        for (const Item& item : page.items)
            if (const auto* table = std::get_if<TableItem>(&item)) {
                const auto rows = data.rows.find(table->rows);
                const auto count = static_cast<std::size_t>(table->count);
                if (rows != data.rows.end())
                    sheets = std::max(sheets, (rows->second.size() + count - 1) / count);
            }
    return static_cast<int>(sheets);
}

}  // namespace

Composer::Composer(const FormLayout& layout, FaceSet faces) : layout_(layout), faces_(std::move(faces))
{
    for (const Page& page : layout_.pages) {
        std::vector<Op>& fixed = fixed_.emplace_back();
        compose_fixed(layout_, faces_, page.items, page.shift_x, fixed);
        compose_fixed(layout_, faces_, layout_.every, page.shift_x, fixed);
    }
    compose_fixed(layout_, faces_, layout_.annex.items, 0, fixed_annex_);
    compose_fixed(layout_, faces_, layout_.every, 0, fixed_annex_);
}

std::vector<ComposedPage> Composer::compose(const FormData& data, const PrintStamp& stamp) const
{
    Print print(layout_, faces_, words_of(layout_, stamp));
    std::vector<ComposedPage> pages;
    std::vector<std::string> branches;
    const int sheets = count_sheets(layout_, data);
    for (int sheet = 0; sheet < sheets; ++sheet)
        for (std::size_t i = 0; i < layout_.pages.size(); ++i) {
            ComposedPage& page = pages.emplace_back(ComposedPage{layout_.pages[i].name, fixed_[i]});
            print.fill(layout_.pages[i], data, sheet, sheets, page.ops);
            branches.push_back(print.word("print.branch"));
            if (sheets > 1) page.name += " " + branches.back();
        }
    const std::size_t body = pages.size();
    std::vector<Op> annex_head = fixed_annex_;
    print.fill_annex_head(data, annex_head);
    for (std::vector<Op>& ops : print.annex()) {
        ComposedPage& page = pages.emplace_back(ComposedPage{"別記", annex_head});
        std::ranges::move(ops, std::back_inserter(page.ops));
        branches.emplace_back();
    }

    print.word("print.pages", std::to_string(pages.size()));
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const bool annex = i >= body;
        const Page* source = annex ? nullptr : &layout_.pages[i % layout_.pages.size()];
        const double shift = annex ? 0 : source->shift_x;
        print.word("print.page", std::to_string(i + 1));
        print.word("print.branch", branches[i]);
        print.stamp(annex ? layout_.annex.items : source->items, shift, pages[i].ops);
        print.stamp(layout_.every, shift, pages[i].ops);
    }
    return pages;
}

}  // namespace junkai::forms
