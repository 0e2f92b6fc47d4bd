// SPDX-License-Identifier: Apache-2.0
#include "storage/cards/content_cell.h"

#include "storage/cards/packing.h"

#include <limits>

namespace junkai::storage::cards {

using namespace domain::cards;  // NOLINT(google-build-using-namespace): the chapter's own types, one by one.
using domain::CorrectionId;
using domain::OfficerId;
using domain::PersonEntryId;
using domain::ToldDate;
using domain::VisitId;

namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::uint64_t kMinutesOfDay = 24 * 60;
constexpr std::uint64_t kAllWeekdays = 0x7f;

void write(Packer& out, const NameBlock& name)
{
    for (const PersonalText* part : {&name.family,
                                     &name.given,
                                     &name.family_kana,
                                     &name.given_kana,
                                     &name.alias,
                                     &name.latin,
                                     &name.glyph_note})
        out.text(*part);
}

void write(Packer& out, const Personal<ToldDate>& told)
{
    const ToldDate& value = told.reveal();
    out.text(value.date ? value.date->str() : std::string());
    out.text(value.written);
}

void write(Packer& out, const PersonEntry& person)
{
    out.id(person.id.uuid());
    write(out, person.name);
    out.code(person.relation.reveal());
    write(out, person.birth);
    out.code(person.sex.reveal());
    out.text(person.workplace);
    out.text(person.workplace_phone);
    out.text(person.mobile);
    out.text(person.language);
    out.flag(person.needs_interpreter.reveal());
}

void write(Packer& out, const EmergencyContact& contact)
{
    out.id(contact.id.uuid());
    write(out, contact.name);
    out.code(contact.relation.reveal());
    out.text(contact.address);
    out.text(contact.phone);
    out.flag(contact.has_agreed.reveal());
}

void write(Packer& out, const ConvenientTime& time)
{
    out.number(time.weekdays);
    out.number(static_cast<std::uint64_t>(time.from_minute));
    out.number(static_cast<std::uint64_t>(time.to_minute));
}

void write(Packer& out, const FieldRef& ref)
{
    out.code(ref.field);
    out.flag(ref.entry.has_value());
    if (ref.entry) out.id(ref.entry->uuid());
}

void write(Packer& out, const Provenance& told)
{
    write(out, told.field);
    out.instant(told.told_at);
    out.code(told.how);
    out.flag(told.agreed);
}

void write(Packer& out, const FieldChange& change)
{
    write(out, change.field);
    out.text(change.old_text);
    out.text(change.new_text);
}

void write_list(Packer& out, const auto& list)
{
    out.number(list.size());
    for (const auto& one : list)
        write(out, one);
}

void write(Packer& out, const Correction& correction)
{
    out.id(correction.id.uuid());
    out.number(static_cast<std::uint64_t>(correction.version));
    out.text(format_date(correction.on));
    out.code(correction.with);
    out.code(correction.how);
    out.flag(correction.visit.has_value());
    if (correction.visit) out.id(correction.visit->uuid());
    out.id(correction.by.uuid());
    out.instant(correction.recorded_at);
    write_list(out, correction.changes);
}

void write(Packer& out, const CardContent& content)
{
    out.text(content.address);
    out.text(content.address_detail);
    out.text(content.home_phone);
    out.code(content.housing.reveal());
    write(out, content.living_since);
    write_list(out, content.persons);
    write_list(out, content.contacts);
    out.text(content.requests);
    write_list(out, content.convenient.reveal());
    out.text(content.disaster_needs);
}

// The other way, in the same order.

template <class T, class Read>
std::vector<T> read_list(Unpacker& in, Read read)
{
    std::vector<T> out;
    for (std::size_t left = in.count(); left > 0; --left)
        out.push_back(read(in));
    return out;
}

NameBlock read_name(Unpacker& in)
{
    NameBlock name;
    for (PersonalText* part : {&name.family,
                               &name.given,
                               &name.family_kana,
                               &name.given_kana,
                               &name.alias,
                               &name.latin,
                               &name.glyph_note})
        *part = in.personal();
    return name;
}

Personal<ToldDate> read_told_date(Unpacker& in)
{
    ToldDate told;
    const std::string_view date = in.view();
    if (!date.empty()) {
        told.date = PartialDate::parse(date);
        if (!told.date) throw StorageError("a date in a stored cell does not exist");
    }
    told.written = in.view();
    return Personal<ToldDate>(std::move(told));
}

PersonEntry read_person(Unpacker& in)
{
    PersonEntry person{.id = PersonEntryId(in.id())};
    person.name = read_name(in);
    person.relation = Personal(in.maybe_code<Relation>());
    person.birth = read_told_date(in);
    person.sex = Personal(in.maybe_code<Sex>());
    person.workplace = in.personal();
    person.workplace_phone = in.personal();
    person.mobile = in.personal();
    person.language = in.personal();
    person.needs_interpreter = Personal(in.flag());
    return person;
}

EmergencyContact read_contact(Unpacker& in)
{
    EmergencyContact contact{.id = PersonEntryId(in.id())};
    contact.name = read_name(in);
    contact.relation = Personal(in.maybe_code<ContactRelation>());
    contact.address = in.personal();
    contact.phone = in.personal();
    contact.has_agreed = Personal(in.flag());
    return contact;
}

ConvenientTime read_time(Unpacker& in)
{
    ConvenientTime time;
    time.weekdays = static_cast<unsigned>(in.small(kAllWeekdays));
    time.from_minute = in.small(kMinutesOfDay);
    time.to_minute = in.small(kMinutesOfDay);
    return time;
}

FieldRef read_field(Unpacker& in)
{
    FieldRef ref{.field = in.code<Field>()};
    if (in.flag()) ref.entry = PersonEntryId(in.id());
    return ref;
}

Provenance read_provenance(Unpacker& in)
{
    Provenance told{.field = read_field(in), .told_at = in.instant()};
    told.how = in.code<ToldHow>();
    told.agreed = in.flag();
    return told;
}

FieldChange read_change(Unpacker& in)
{
    FieldChange change{.field = read_field(in)};
    change.old_text = in.personal();
    change.new_text = in.personal();
    return change;
}

Correction read_correction(Unpacker& in)
{
    const CorrectionId id(in.id());
    const int version = in.small(std::numeric_limits<int>::max());
    const Date on = in.date();
    const auto with = in.code<Cooperation>();
    const auto how = in.code<ToldHow>();
    std::optional<VisitId> visit;
    if (in.flag()) visit = VisitId(in.id());
    const OfficerId by(in.id());
    const Instant recorded_at = in.instant();
    return {.id = id,
            .version = version,
            .on = on,
            .with = with,
            .how = how,
            .visit = visit,
            .by = by,
            .recorded_at = recorded_at,
            .changes = read_list<FieldChange>(in, read_change)};
}

CardContent read_content(Unpacker& in)
{
    CardContent content;
    content.address = in.personal();
    content.address_detail = in.personal();
    content.home_phone = in.personal();
    content.housing = Personal(in.maybe_code<HousingKind>());
    content.living_since = read_told_date(in);
    content.persons = read_list<PersonEntry>(in, read_person);
    content.contacts = read_list<EmergencyContact>(in, read_contact);
    content.requests = in.personal();
    content.convenient = Personal(read_list<ConvenientTime>(in, read_time));
    content.disaster_needs = in.personal();
    return content;
}

}  // namespace

Personal<Bytes> encode(const CardContentCell& cell)
{
    Packer out;
    out.number(kVersion);
    out.number(static_cast<std::uint64_t>(cell.version));
    write(out, cell.content);
    write_list(out, cell.provenance);
    out.number(cell.corrections.size());
    for (const Correction& correction : cell.corrections)
        write(out, correction);
    return out.take();
}

CardContentCell decode_card_content(BytesView bytes)
{
    Unpacker in(bytes);
    if (in.number() != kVersion) throw StorageError("the content of a card has a version that is not known");
    CardContentCell cell;
    cell.version = in.small(std::numeric_limits<int>::max());
    cell.content = read_content(in);
    cell.provenance = read_list<Provenance>(in, read_provenance);
    cell.corrections = read_list<Correction>(in, read_correction);
    in.finish();
    return cell;
}

}  // namespace junkai::storage::cards
