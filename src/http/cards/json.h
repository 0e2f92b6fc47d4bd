// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cards/correct_card.h"
#include "app/cards/create_card.h"
#include "app/cards/get_card.h"
#include "base/json_writer.h"
#include "http/json_reader.h"

/// api/schemas/cards.yaml.
namespace junkai::http {

app::CreateCard read_new_card(ObjectReader& in, domain::UnitId unit);
app::CorrectCard read_correction(ObjectReader& in, domain::CardId card, std::int64_t seen_version);

void write_card(JsonWriter& json, const app::CardView& view);
void write_version(JsonWriter& json, const app::VersionLine& line);
void write_name(JsonWriter& json, const PersonalText& name, const PersonalText& kana);

}  // namespace junkai::http
