// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/view.h"
#include "base/function_ref.h"

namespace junkai::app {

/// A finished sheet. It is never stored: a repeat of the act makes the same sheet with the same serial again.
struct PrintedSheet {
    std::string serial;
    Personal<Bytes> pdf;
};

/// What the sheet calls its purpose: a word for people, which only the edge knows.
using PurposeText = FunctionRef<std::string(domain::Purpose)>;

/// カードを印刷する (6-4(2)b, trap 50): a new copy with a serial that must come back or be destroyed.
Result<PrintedSheet>
print_card(App& app, const Caller& caller, domain::CardId card, PurposeText purpose_text);

/// 白紙の様式 (4-3(2)a): no personal data, but a serial each.
Result<PrintedSheet>
print_blank(App& app, const Caller& caller, const std::string& form, PurposeText purpose_text);

/// 様式の一覧.
struct FormLine {
    std::string id;
    std::string title;
    std::string version;
    std::string_view clause;
};

std::vector<FormLine> list_forms(App& app, const Caller& caller);

}  // namespace junkai::app
