// SPDX-License-Identifier: Apache-2.0
#include "app/demo/words.h"

#include "base/csv.h"
#include "base/errors.h"
#include "base/invariant.h"

#include <array>
#include <cstring>
#include <fstream>
#include <functional>
#include <sstream>

namespace junkai::app::demo {

namespace {

using Fields = std::vector<std::string>;

/// The rows of a small file behind its head; each must have that many fields.
void read_rows(const std::filesystem::path& file,
               std::size_t width,
               const std::function<void(const Fields&)>& on_row)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) throw ProfileError("架空データの元を読めません: " + file.string());
    std::ostringstream text;
    text << in.rdbuf();
    bool is_head = true;
    const auto take = [&](const CsvRow& row) {
        if (row.problem || row.fields.size() != width)
            throw ProfileError(file.string() + ": line " + std::to_string(row.place.line) + " is unfit");
        if (std::exchange(is_head, false)) return;
        Fields fields;
        for (const CsvField& field : row.fields)
            fields.emplace_back(field.text);
        on_row(fields);
    };
    CsvReader csv;
    csv.feed(text.view(), take);
    csv.finish(take);
}

}  // namespace

Words Words::load(const std::filesystem::path& folder)
{
    Words out;
    constexpr std::size_t kTownFields = 5;
    read_rows(folder / "demo-towns.csv", kTownFields, [&](const Fields& row) {
        out.towns.push_back({row[1], row[3], row[4]});
    });
    const std::pair<const char*, std::vector<Name>*> kinds[] = {
        {"family", &out.families},
        {"variant", &out.variants},
        {"male", &out.male},
        {"female", &out.female},
        {"older_male", &out.older_male},
        {"older_female", &out.older_female},
    };
    read_rows(folder / "demo-names.csv", 3, [&](const Fields& row) {
        for (const auto& [kind, names] : kinds)
            if (row[0] == kind) names->push_back({row[1], row[2]});
    });
    if (out.towns.empty()) throw ProfileError("demo-towns.csv names no town");
    for (const auto& [kind, names] : kinds)
        if (names->empty()) throw ProfileError(std::string("demo-names.csv has no name of the kind ") + kind);
    return out;
}

std::uint64_t Lots::below(std::uint64_t bound)
{
    invariant(bound > 0, "a lot was drawn from nothing");
    // A bias of 2^-40 is nobody's harm in invented data.
    std::array<std::byte, sizeof(std::uint64_t)> bytes{};
    random_.fill(bytes);
    std::uint64_t value = 0;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value % bound;
}

int Lots::between(int first, int last)
{
    return first + static_cast<int>(below(static_cast<std::uint64_t>(last - first + 1)));
}

}  // namespace junkai::app::demo
