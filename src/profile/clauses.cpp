// SPDX-License-Identifier: Apache-2.0
#include "profile/clauses.h"

#include "profile/reader.h"

namespace junkai::profile {

namespace {

std::vector<std::string> read_names(const Reader& at)
{
    return at.list([](const Reader& item) { return item.text(); });
}

ClauseRow read_row(const Reader& at)
{
    static const std::vector<std::string_view> kWords = {"works", "planned", "out-of-scope"};
    ObjectReader row(at);
    ClauseRow out;
    out.clause = row["clause"].text();
    out.requires_text = row["requires"].text();
    out.status = static_cast<ClauseStatus>(row["status"].word(kWords));
    out.home = read_names(row["home"]);
    out.tests = read_names(row["tests"]);
    const Reader why = row["why"];
    // What works needs no reason; everything else says why it does not yet.
    const auto* none = std::get_if<std::string>(&why.json().value);
    out.why = none && none->empty() && out.status == ClauseStatus::Works ? "" : why.text();
    row.done();
    return out;
}

}  // namespace

std::vector<ClauseRow> load_clauses(const std::string& file)
{
    const Json json = load_json(file);
    return Reader(json).list(read_row);
}

}  // namespace junkai::profile
