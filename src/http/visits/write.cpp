// SPDX-License-Identifier: Apache-2.0
#include "http/json_shared.h"
#include "http/visits/json.h"

namespace junkai::http {

using domain::code_of;

namespace {

template <domain::Coded E>
void field_of(JsonWriter& json, std::string_view name, const std::optional<E>& value)
{
    if (value) json.field(name, code_of(*value));
}

/// The number under 4-5.
std::int64_t number_of(domain::visits::Topic topic)
{
    return static_cast<std::int64_t>(topic) + 1;
}

/// A due door's reason, or NOT_DUE.
void write_reason(JsonWriter& json, const app::DoorLine& line)
{
    json.key("reason").begin_object();
    json.field("code", line.due ? code_of(line.due->reason) : std::string_view("NOT_DUE"));
    if (line.due) json.field("due_on", line.due->since);
    json.field("last_met_on", line.door.last_met_on).field("absences", line.door.tries_since_met);
    json.end_object();
}

}  // namespace

void write_door(JsonWriter& json, const app::DoorLine& line, Date today)
{
    const storage::Door& door = line.door;
    json.begin_object().field("unit_id", door.unit.id.str()).field("kind", code_of(door.unit.kind));
    json.field("visit_class", code_of(door.visit_class)).field("town", door.address.town);
    json.field("address", door.address.written);
    if (door.building)
        json.field("building_id", door.building->str()).field("building_name", door.building_name);
    if (!door.address.room.empty()) json.field("room", door.address.room);
    if (const std::string& name = line.name.reveal(); !name.empty()) {
        json.key("name").begin_object().field("text", name);
        if (const std::string& kana = line.kana.reveal(); !kana.empty()) json.field("kana", kana);
        json.end_object();
    }
    json.field("has_card", door.card.has_value());
    if (door.card) json.field("card_id", door.card->str());
    write_reason(json, line);
    json.field("tried_today", line.tried_today);
    field_of(json, "today", line.today);
    // A day that has come is in the reason, when it may be told; what it was before then tells too much.
    if (door.not_before && *door.not_before > today) json.field("not_before", *door.not_before);
    json.end_object();
}

void write_visit(JsonWriter& json, const app::VisitLine& line)
{
    const domain::visits::Visit& visit = line.visit;
    json.begin_object().field("id", visit.id.str()).field("met", line.met);
    field_of(json, "outcome", line.outcome);
    json.field("visit_class", code_of(visit.visit_class)).field("started_at", visit.started_at);
    json.field("ended_at", visit.ended_at).field("recorded_at", visit.recorded_at);
    json.key("officers").begin_array();
    for (const std::string& officer : line.officers)
        json.value(officer);
    json.end_array();
    field_of(json, "met_with", visit.met_whom);
    json.key("topics").begin_array();
    for (const auto topic : visit.topics)
        json.value(number_of(topic));
    json.end_array();
    if (const std::string& memo = visit.topic_text.reveal(); !memo.empty()) json.field("memo", memo);
    if (const auto& notice = visit.notice) {
        json.key("notice").begin_object().field("kind", code_of(notice->kind));
        json.field("placement", code_of(notice->placement)).field("follow_up_on", notice->follow_up_on);
        json.end_object();
    }
    json.field("night", code_of(visit.night));
    if (!visit.violation_reason.empty()) json.field("late_reason", visit.violation_reason);
    json.end_object();
}

void write_recorded(JsonWriter& json, const app::RecordedVisit& recorded)
{
    json.begin_object().field("id", recorded.id.str()).field("outcome", code_of(recorded.outcome));
    json.field("night", code_of(recorded.night)).key("warnings").begin_array();
    for (const auto warning : recorded.warnings)
        json.value(code_of(warning));
    json.end_array().field("next_due_on", recorded.next_due_on).end_object();
}

void write_night(JsonWriter& json, const app::NightLine& line)
{
    const domain::visits::NightApproval& approval = line.approval;
    json.begin_object().field("id", approval.id.str()).field("unit_id", approval.unit.str());
    json.field("address", line.address).field("state", code_of(approval.state));
    json.field("planned_start", approval.planned_start).field("planned_end", approval.planned_end);
    json.field("sunset", line.sunset).field("requested_by", line.requested_by);
    json.field("requested_at", approval.requested_at).field("wish_told_at", approval.wish.told_at);
    json.field("wish_route", code_of(approval.wish.route));
    if (!line.decided_by.empty()) json.field("decided_by", line.decided_by);
    json.field("decided_at", approval.decided_at).field("two_officers", approval.two_officers);
    if (!approval.reason.empty()) json.field("reason", approval.reason);
    json.field("may_decide", line.may_decide).field("may_withdraw", line.may_withdraw).end_object();
}

void write_progress(JsonWriter& json, const app::BeatProgress& progress)
{
    const storage::BeatCounts& counts = progress.counts;
    json.begin_object().key("beat");
    write_beat(json, progress.beat);
    json.field("units", counts.units).field("exempt", counts.exempt).field("met", counts.met_this_year);
    json.field("cards", counts.cards).field("absent_this_month", counts.not_met_this_month);
    json.field("met_this_month", counts.met_this_month).end_object();
}

}  // namespace junkai::http
