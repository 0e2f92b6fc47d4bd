// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/visits/get_progress.h"
#include "app/visits/list_doors.h"
#include "app/visits/list_visits.h"
#include "app/visits/night/decide.h"
#include "app/visits/night/list.h"
#include "app/visits/night/request.h"
#include "app/visits/night/withdraw.h"
#include "app/visits/record_visit.h"
#include "base/json_writer.h"
#include "http/json_reader.h"

/// Shapes of api/schemas/visits.yaml.
namespace junkai::http {

void write_door(JsonWriter& json, const app::DoorLine& line, Date today);
void write_visit(JsonWriter& json, const app::VisitLine& line);
void write_recorded(JsonWriter& json, const app::RecordedVisit& recorded);
void write_night(JsonWriter& json, const app::NightLine& line);
void write_progress(JsonWriter& json, const app::BeatProgress& progress);

app::VisitWords read_visit(ObjectReader& in);
app::VisitWords read_building_visit(ObjectReader& in);
app::NightWish read_night_wish(ObjectReader& in);
domain::visits::NightDecision read_night_decision(ObjectReader& in);

}  // namespace junkai::http
