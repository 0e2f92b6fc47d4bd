// SPDX-License-Identifier: Apache-2.0
#include "http/cards/json.h"

#include "domain/cards/fields.h"
#include "http/json_shared.h"

#include <map>

namespace junkai::http {

using namespace domain::cards;  // NOLINT(google-build-using-namespace): the chapter's own types, one by one.
using domain::code_of;
using domain::PersonEntryId;
using domain::ToldDate;

namespace {

// Sizes in characters that are far beyond any rule: the domain judges, this only bounds the work.
constexpr std::size_t kLine = 400;
constexpr std::size_t kShort = 100;
constexpr std::size_t kWords = 2000;
constexpr std::size_t kMostPersons = 30;
constexpr std::size_t kMostContacts = 3;
constexpr std::size_t kMostTimes = 10;
constexpr std::size_t kMostTold = 500;
constexpr int kWeekdays = 7;
constexpr const char* kWritten = "_written";
constexpr int kMinutesOfHour = 60;

PersonalText text(ObjectReader& in, std::string_view name, std::size_t max, Lines lines = Lines::One)
{
    return in.optional_personal(name, max, lines).value_or(PersonalText());
}

/// What was understood stands under `name`, the words of the paper under `name`_written.
Personal<ToldDate> read_date_of(ObjectReader& in, std::string_view name)
{
    const PersonalText given = text(in, name, kShort);
    const PersonalText written = text(in, std::string(name) + kWritten, kShort);
    ToldDate told{.written = written.reveal()};
    if (!given.reveal().empty()) {
        told.date = PartialDate::parse(given.reveal());
        if (!told.date) in.add(name, "field.not_a_date");
    }
    return Personal<ToldDate>(std::move(told));
}

NameBlock read_name(ObjectReader& in)
{
    NameBlock name;
    name.family = text(in, "family", kLine);
    name.given = text(in, "given", kLine);
    name.family_kana = text(in, "family_kana", kLine);
    name.given_kana = text(in, "given_kana", kLine);
    name.latin = text(in, "latin", kLine);
    name.alias = text(in, "alias", kLine);
    name.glyph_note = text(in, "glyph_note", kLine);
    return name;
}

/// None yet: the use-case gives one.
PersonEntryId read_entry_id(ObjectReader& in)
{
    return in.optional_id<PersonEntryId>("id").value_or(PersonEntryId(Uuid{}));
}

PersonEntry read_person(ObjectReader& in)
{
    PersonEntry person{.id = read_entry_id(in)};
    person.name = in.required_object("name", read_name);
    person.relation = Personal(in.optional_enum<Relation>("relation"));
    person.birth = read_date_of(in, "birth");
    person.workplace = text(in, "workplace", kLine);
    person.workplace_phone = text(in, "workplace_phone", kShort);
    person.mobile = text(in, "mobile", kShort);
    person.language = text(in, "language", kShort);
    person.needs_interpreter = Personal(in.optional_bool("needs_interpreter").value_or(false));
    return person;
}

EmergencyContact read_contact(ObjectReader& in)
{
    EmergencyContact contact{.id = read_entry_id(in)};
    contact.name = in.required_object("name", read_name);
    contact.relation = Personal(in.optional_enum<ContactRelation>("relation"));
    contact.address = text(in, "address", kLine);
    contact.phone = text(in, "phone", kShort);
    contact.has_agreed = Personal(in.optional_bool("has_agreed").value_or(false));
    return contact;
}

/// "09:30".
int read_minute(ObjectReader& in, std::string_view name)
{
    const std::string given = in.required_text(name, kShort);
    const auto digit = [&](std::size_t at) { return given[at] >= '0' && given[at] <= '9'; };
    const bool is_time = given.size() == 5 && digit(0) && digit(1) && given[2] == ':' && digit(3) && digit(4);
    const int hour = is_time ? (given[0] - '0') * 10 + (given[1] - '0') : 0;
    const int minute = is_time ? (given[3] - '0') * 10 + (given[4] - '0') : 0;
    if (!is_time || hour > 23 || minute >= kMinutesOfHour) in.add(name, "field.unreadable");
    return hour * kMinutesOfHour + minute;
}

ConvenientTime read_time(ObjectReader& in)
{
    ConvenientTime time;
    for (const std::int64_t day : in.required_ints("weekdays", kWeekdays, 1, kWeekdays))
        time.weekdays |= 1U << static_cast<unsigned>(day - 1);
    time.from_minute = read_minute(in, "from");
    time.to_minute = read_minute(in, "to");
    return time;
}

CardContent read_content(ObjectReader& in)
{
    CardContent content;
    content.address = in.required_personal("address", kLine);
    content.address_detail = text(in, "address_detail", kLine);
    content.home_phone = text(in, "home_phone", kShort);
    content.housing = Personal(in.optional_enum<HousingKind>("housing"));
    content.living_since = read_date_of(in, "living_since");
    content.persons = in.required_array("persons", kMostPersons, read_person);
    content.contacts =
        in.optional_array("contacts", kMostContacts, read_contact).value_or(std::vector<EmergencyContact>());
    content.requests = text(in, "requests", kWords, Lines::Many);
    content.convenient = Personal(
        in.optional_array("convenient", kMostTimes, read_time).value_or(std::vector<ConvenientTime>()));
    content.disaster_needs = text(in, "disaster_needs", kLine, Lines::Many);
    return content;
}

std::vector<app::ToldField> read_told(ObjectReader& in)
{
    const auto one = [](ObjectReader& each) {
        app::ToldField told;
        told.pointer = each.required_text("field", kShort);
        told.told_at = each.required_instant("told_at");
        told.how = each.required_enum<ToldHow>("how");
        told.agreed = each.required_bool("agreed");
        return told;
    };
    return in.optional_array("provenance", kMostTold, one).value_or(std::vector<app::ToldField>());
}

void field(JsonWriter& json, std::string_view name, const PersonalText& value)
{
    if (!value.reveal().empty()) json.field(name, value.reveal());
}

void field(JsonWriter& json, std::string_view name, const Personal<ToldDate>& told)
{
    if (told.reveal().date) json.field(name, told.reveal().date->str());
    if (!told.reveal().written.empty()) json.field(std::string(name) + kWritten, told.reveal().written);
}

template <domain::Coded E>
void field(JsonWriter& json, std::string_view name, const Personal<std::optional<E>>& value)
{
    if (value.reveal()) json.field(name, code_of(*value.reveal()));
}

void field(JsonWriter& json, std::string_view name, const Personal<bool>& value)
{
    if (value.reveal()) json.field(name, true);
}

void write_name_block(JsonWriter& json, const NameBlock& name)
{
    json.key("name").begin_object();
    field(json, "family", name.family);
    field(json, "given", name.given);
    field(json, "family_kana", name.family_kana);
    field(json, "given_kana", name.given_kana);
    field(json, "latin", name.latin);
    field(json, "alias", name.alias);
    field(json, "glyph_note", name.glyph_note);
    json.end_object();
}

void write_person(JsonWriter& json, const PersonEntry& person)
{
    json.begin_object().field("id", person.id.str());
    write_name_block(json, person.name);
    field(json, "relation", person.relation);
    field(json, "birth", person.birth);
    field(json, "workplace", person.workplace);
    field(json, "workplace_phone", person.workplace_phone);
    field(json, "mobile", person.mobile);
    field(json, "language", person.language);
    field(json, "needs_interpreter", person.needs_interpreter);
    json.end_object();
}

void write_contact(JsonWriter& json, const EmergencyContact& contact)
{
    json.begin_object().field("id", contact.id.str());
    write_name_block(json, contact.name);
    field(json, "relation", contact.relation);
    field(json, "address", contact.address);
    field(json, "phone", contact.phone);
    field(json, "has_agreed", contact.has_agreed);
    json.end_object();
}

std::string time_text(int minute)
{
    const auto two = [](int number) {
        return std::string{static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
    };
    return two(minute / kMinutesOfHour) + ":" + two(minute % kMinutesOfHour);
}

void write_times(JsonWriter& json, const std::vector<ConvenientTime>& times)
{
    if (times.empty()) return;
    json.key("convenient").begin_array();
    for (const ConvenientTime& time : times) {
        json.begin_object().key("weekdays").begin_array();
        for (int day = 1; day <= kWeekdays; ++day)
            if (((time.weekdays >> static_cast<unsigned>(day - 1)) & 1U) != 0) json.value(day);
        json.end_array();
        json.field("from", time_text(time.from_minute)).field("to", time_text(time.to_minute)).end_object();
    }
    json.end_array();
}

void write_content(JsonWriter& json, const CardContent& content)
{
    json.key("fields").begin_object();
    json.field("address", content.address.reveal());
    field(json, "address_detail", content.address_detail);
    field(json, "home_phone", content.home_phone);
    field(json, "housing", content.housing);
    field(json, "living_since", content.living_since);
    json.key("persons").begin_array();
    for (const PersonEntry& person : content.persons)
        write_person(json, person);
    json.end_array();
    if (!content.contacts.empty()) {
        json.key("contacts").begin_array();
        for (const EmergencyContact& contact : content.contacts)
            write_contact(json, contact);
        json.end_array();
    }
    field(json, "requests", content.requests);
    write_times(json, content.convenient.reveal());
    field(json, "disaster_needs", content.disaster_needs);
    json.end_object();
}

void write_provenance(JsonWriter& json, const HouseholdCard& card)
{
    if (card.provenance.empty()) return;
    std::map<FieldRef, std::string> pointers;
    for (const FieldValue& value : field_values(card.content))
        pointers.emplace(value.ref, value.pointer);
    json.key("provenance").begin_array();
    for (const Provenance& told : card.provenance) {
        json.begin_object().field("field", pointers.at(told.field)).field("told_at", told.told_at);
        json.field("how", code_of(told.how)).field("agreed", told.agreed).end_object();
    }
    json.end_array();
}

}  // namespace

app::CreateCard read_new_card(ObjectReader& in, domain::UnitId unit)
{
    app::CreateCard out{.unit = unit,
                        .route = in.required_enum<Route>("route"),
                        .visit = in.required_id<domain::VisitId>("visit_id"),
                        .notice_shown_at = in.required_instant("purpose_shown_at")};
    out.guide_language = in.optional_text("guide_language", kShort).value_or("");
    out.content = in.required_object("fields", read_content);
    out.told = read_told(in);
    return out;
}

app::CorrectCard read_correction(ObjectReader& in, domain::CardId card, std::int64_t seen_version)
{
    app::CorrectCard out{.card = card,
                         .seen_version = static_cast<int>(seen_version),
                         .visit = in.optional_id<domain::VisitId>("visit_id"),
                         .on = in.required_date("corrected_on")};
    out.with = in.required_enum<Cooperation>("corrected_with");
    out.how = in.required_enum<ToldHow>("how");
    out.content = in.required_object("fields", read_content);
    out.told = read_told(in);
    return out;
}

void write_card(JsonWriter& json, const app::CardView& view)
{
    const HouseholdCard& card = view.stored.card;
    json.begin_object().field("id", card.id.str()).field("card_no", card.number.str());
    json.field("unit_id", card.unit.str()).field("version", card.version).field("state", code_of(card.state));
    json.field("route", code_of(card.route)).field("form_version", code_of(card.form)).key("ruleset");
    if (view.rules != nullptr)
        write_ruleset(json, *view.rules);
    else
        json.begin_object().field("id", view.stored.ruleset).field("title", "").end_object();
    json.field("written_by", code_of(card.written_by)).field("purpose_shown_at", card.notice_shown_at);
    if (!card.guide_language.empty()) json.field("guide_language", card.guide_language);
    json.field("created_on", card.created_on).field("last_confirmed_on", view.stored.confirmed_on);
    json.field("retention_ends_on", view.stored.retention_ends_on);
    // 5-9(1): what was filled in by hand stays in the binder.
    json.field("paper_original", card.written_by == WrittenBy::Resident);
    json.field("officer", view.officer).field("site_name", view.beat.site_name).key("beat");
    write_beat(json, view.beat);
    write_content(json, card.content);
    write_provenance(json, card);
    json.key("may").begin_array();
    for (const auto operation : view.may)
        json.value(code_of(operation));
    json.end_array().end_object();
}

void write_version(JsonWriter& json, const app::VersionLine& line)
{
    json.begin_object().field("version", line.version).field("recorded_at", line.recorded_at);
    json.field("officer", line.officer);
    if (line.correction) {
        json.field("corrected_on", line.correction->on);
        json.field("corrected_with", code_of(line.correction->with));
    }
    json.key("changes").begin_array();
    for (std::size_t i = 0; i < line.fields.size(); ++i) {
        json.begin_object().field("field", line.fields[i]);
        field(json, "before", line.correction->changes[i].old_text);
        field(json, "after", line.correction->changes[i].new_text);
        json.end_object();
    }
    json.end_array().end_object();
}

void write_name(JsonWriter& json, const PersonalText& name, const PersonalText& kana)
{
    json.key("name").begin_object().field("text", name.reveal());
    field(json, "kana", kana);
    json.end_object();
}

}  // namespace junkai::http
