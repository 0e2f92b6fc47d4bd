// SPDX-License-Identifier: Apache-2.0
#include "app/places/place_rows.h"

#include "base/text/check.h"
#include "domain/places/order.h"

#include <algorithm>

namespace junkai::app {

using domain::places::AddressKind;
using domain::places::DwellingKind;
using domain::places::UnitKind;

namespace {

constexpr const char* kNames[] = {
    "鍵", "巡連区", "町字", "番地", "住居表示", "建物", "部屋", "住戸種別", "世帯種別"};
constexpr std::size_t kNeeded = 4;
constexpr std::size_t kLongest[] = {100, 16, 100, 200, 10, 100, 40, 20, 20};

template <class E>
struct Word {
    std::string_view word;
    E value;
};

constexpr Word<AddressKind> kSystems[] = {{"住居表示", AddressKind::ResidenceIndication},
                                          {"地番", AddressKind::LotNumber},
                                          {"不明", AddressKind::Unknown}};
constexpr Word<DwellingKind> kDwellingKinds[] = {{"戸建て", DwellingKind::Detached},
                                                 {"集合住宅", DwellingKind::Collective},
                                                 {"社宅・寮", DwellingKind::CompanyHousing},
                                                 {"施設", DwellingKind::Facility},
                                                 {"店舗", DwellingKind::Shop},
                                                 {"その他", DwellingKind::Other}};
constexpr Word<UnitKind> kUnitKinds[] = {{"家庭", UnitKind::Household}, {"事業所", UnitKind::Establishment}};

template <class E, std::size_t N>
const E* find_word(const Word<E> (&words)[N], std::string_view text)
{
    const auto at = std::ranges::find(words, text, &Word<E>::word);
    return at == std::end(words) ? nullptr : &at->value;
}

}  // namespace

PlaceRows::PlaceRows(const Frame& frame)
{
    for (const auto& beat : frame.beats)
        beats_.emplace(beat.code.str(), beat.id);
}

Result<void> PlaceRows::head(const CsvRow& row)
{
    for (const CsvField& field : row.fields) {
        const auto at =
            std::ranges::find(kNames, field.text, [](const char* name) { return std::string_view(name); });
        if (at == std::end(kNames))
            return Refusal{"import.unknown_column", "", {{"column", std::to_string(columns_.size() + 1)}}};
        const auto column = static_cast<Column>(at - std::begin(kNames));
        if (std::ranges::find(columns_, column) != columns_.end())
            return Refusal{"import.column_twice", "", {{"name", kNames[static_cast<std::size_t>(column)]}}};
        columns_.push_back(column);
    }
    for (std::size_t i = 0; i < kNeeded; ++i)
        if (std::ranges::find(columns_, static_cast<Column>(i)) == columns_.end())
            return Refusal{"import.column_missing", "", {{"name", kNames[i]}}};
    return {};
}

std::optional<PlaceRow> PlaceRows::read(const CsvRow& row, std::vector<ImportProblem>& problems) const
{
    const std::size_t before = problems.size();
    if (row.problem) {
        problems.push_back({row.problem->place, row.problem->code, ""});
        return std::nullopt;
    }
    if (row.fields.size() != columns_.size()) {
        problems.push_back({row.place, "import.wrong_number_of_fields", ""});
        return std::nullopt;
    }
    std::string_view texts[std::size(kNames)];
    CsvPlace places[std::size(kNames)];
    const auto wrong = [&](Column column, Literal code) {
        const auto i = static_cast<std::size_t>(column);
        problems.push_back({places[i], code, kNames[i]});
    };
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const auto column = static_cast<std::size_t>(columns_[i]);
        texts[column] = row.fields[i].text;
        places[column] = row.fields[i].place;
        if (texts[column].find("\uFFFD") != std::string_view::npos)
            wrong(columns_[i], "import.undecodable");
        else if (const auto code = check_text(texts[column], kLongest[column]))
            wrong(columns_[i], *code);
        else if (column < kNeeded && texts[column].empty())
            wrong(columns_[i], "field.required");
    }
    const auto text = [&](Column column) { return texts[static_cast<std::size_t>(column)]; };
    const auto beat = beats_.find(text(Column::Beat));
    if (beat == beats_.end()) wrong(Column::Beat, "import.unknown_beat");
    const auto* system = find_word(kSystems, text(Column::System));
    if (system == nullptr && !text(Column::System).empty()) wrong(Column::System, "field.not_in_list");
    const auto* dwelling_kind = find_word(kDwellingKinds, text(Column::DwellingKind));
    if (dwelling_kind == nullptr && !text(Column::DwellingKind).empty())
        wrong(Column::DwellingKind, "field.not_in_list");
    const auto* unit_kind = find_word(kUnitKinds, text(Column::UnitKind));
    if (unit_kind == nullptr && !text(Column::UnitKind).empty()) wrong(Column::UnitKind, "field.not_in_list");
    if (problems.size() != before) return std::nullopt;

    PlaceRow out{.key = std::string(text(Column::Key)),
                 .beat = beat->second,
                 .address = domain::places::read_address(text(Column::Address), text(Column::Town)),
                 .building = std::string(text(Column::Building))};
    if (system != nullptr) out.address.kind = *system;
    if (!text(Column::Room).empty()) out.address.room = std::string(text(Column::Room));
    if (dwelling_kind != nullptr)
        out.dwelling_kind = *dwelling_kind;
    else if (!out.building.empty())
        out.dwelling_kind = DwellingKind::Collective;
    if (unit_kind != nullptr) out.unit_kind = *unit_kind;
    return out;
}

}  // namespace junkai::app
