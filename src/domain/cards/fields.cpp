// SPDX-License-Identifier: Apache-2.0
#include "domain/cards/fields.h"

#include <algorithm>
#include <initializer_list>

namespace junkai::domain::cards {

namespace {

/// Between the parts of a key; no kept text can hold a control character.
constexpr char kSeparator = '\x1f';

struct Texts {
    std::string text;
    std::string key;
};

std::string joined(std::initializer_list<std::string_view> parts, std::string_view between)
{
    std::string out;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

Texts texts_of(const PersonalText& value)
{
    return {value.reveal(), value.reveal()};
}

Texts texts_of(const Personal<bool>& value)
{
    const std::string text = value.reveal() ? "true" : "";
    return {text, text};
}

Texts texts_of(const Personal<ToldDate>& value)
{
    const ToldDate& told = value.reveal();
    const std::string read = told.date ? told.date->str() : "";
    const std::string key = told.is_blank() ? "" : read + kSeparator + told.written;
    return {told.date ? read : told.written, key};
}

template <Coded E>
Texts texts_of(const Personal<std::optional<E>>& value)
{
    const std::string text(value.reveal() ? code_of(*value.reveal()) : "");
    return {text, text};
}

Texts texts_of(const Personal<std::vector<ConvenientTime>>& value)
{
    std::string text;
    for (const ConvenientTime& time : value.reveal()) {
        if (!text.empty()) text += ' ';
        for (unsigned day = 0; day < 7; ++day)
            if ((time.weekdays >> day) & 1U) text += static_cast<char>('1' + day);
        text += '@' + std::to_string(time.from_minute) + '-' + std::to_string(time.to_minute);
    }
    return {text, text};
}

Texts written_name_of(const NameBlock& name)
{
    const auto parts = {&name.family, &name.given, &name.latin, &name.alias, &name.glyph_note};
    std::string key;
    bool is_blank = true;
    for (const PersonalText* part : parts) {
        key += part->reveal() + kSeparator;
        is_blank &= part->reveal().empty();
    }
    if (is_blank) return {};
    const std::string own = joined({name.family.reveal(), name.given.reveal()}, " ");
    return {joined({own, name.latin.reveal(), name.alias.reveal(), name.glyph_note.reveal()}, " / "), key};
}

Texts kana_of(const NameBlock& name)
{
    const std::string text = joined({name.family_kana.reveal(), name.given_kana.reveal()}, " ");
    if (text.empty()) return {};
    return {text, name.family_kana.reveal() + kSeparator + name.given_kana.reveal()};
}

class Collector {
public:
    void add(Field field, std::string pointer, const std::optional<PersonEntryId>& entry, Texts texts)
    {
        out_.push_back({
            {field, entry},
            std::move(pointer),
            PersonalText(std::move(texts.text)),
            PersonalText(std::move(texts.key))
        });
    }

    std::vector<FieldValue> take() { return std::move(out_); }

private:
    std::vector<FieldValue> out_;
};

void collect_person(Collector& out, const PersonEntry& person, const std::string& at)
{
    out.add(Field::Name, at + "/name", person.id, written_name_of(person.name));
    out.add(Field::Kana, at + "/kana", person.id, kana_of(person.name));
    out.add(Field::Relation, at + "/relation", person.id, texts_of(person.relation));
    out.add(Field::Birth, at + "/birth", person.id, texts_of(person.birth));
    out.add(Field::Sex, at + "/sex", person.id, texts_of(person.sex));
    out.add(Field::Workplace, at + "/workplace", person.id, texts_of(person.workplace));
    out.add(Field::WorkplacePhone, at + "/workplace_phone", person.id, texts_of(person.workplace_phone));
    out.add(Field::Mobile, at + "/mobile", person.id, texts_of(person.mobile));
    out.add(Field::Language, at + "/language", person.id, texts_of(person.language));
    out.add(
        Field::NeedsInterpreter, at + "/needs_interpreter", person.id, texts_of(person.needs_interpreter));
}

void collect_contact(Collector& out, const EmergencyContact& contact, const std::string& at)
{
    Texts name = written_name_of(contact.name);
    const Texts kana = kana_of(contact.name);
    if (!kana.key.empty()) {
        name.text = joined({name.text, kana.text}, " / ");
        name.key += kana.key;
    }
    out.add(Field::ContactName, at + "/name", contact.id, std::move(name));
    out.add(Field::ContactRelation, at + "/relation", contact.id, texts_of(contact.relation));
    out.add(Field::ContactAddress, at + "/address", contact.id, texts_of(contact.address));
    out.add(Field::ContactPhone, at + "/phone", contact.id, texts_of(contact.phone));
    out.add(Field::ContactAgreed, at + "/has_agreed", contact.id, texts_of(contact.has_agreed));
}

}  // namespace

std::vector<FieldValue> field_values(const CardContent& content)
{
    Collector out;
    const auto card = [&](Field field, const char* pointer, const auto& value) {
        out.add(field, pointer, std::nullopt, texts_of(value));
    };
    card(Field::Address, "/address", content.address);
    card(Field::AddressDetail, "/address_detail", content.address_detail);
    card(Field::HomePhone, "/home_phone", content.home_phone);
    card(Field::Housing, "/housing", content.housing);
    card(Field::LivingSince, "/living_since", content.living_since);
    for (std::size_t i = 0; i < content.persons.size(); ++i)
        collect_person(out, content.persons[i], "/persons/" + std::to_string(i));
    for (std::size_t i = 0; i < content.contacts.size(); ++i)
        collect_contact(out, content.contacts[i], "/contacts/" + std::to_string(i));
    card(Field::Requests, "/requests", content.requests);
    card(Field::ConvenientTime, "/convenient", content.convenient);
    card(Field::DisasterNeeds, "/disaster_needs", content.disaster_needs);
    return out.take();
}

std::optional<FieldRef> find_field(const CardContent& content, std::string_view pointer)
{
    for (const FieldValue& value : field_values(content))
        if (value.pointer == pointer) return value.ref;
    return std::nullopt;
}

std::vector<FieldChange> changes_between(const CardContent& before, const CardContent& after)
{
    const std::vector<FieldValue> old_values = field_values(before);
    const std::vector<FieldValue> new_values = field_values(after);
    const auto find = [](const std::vector<FieldValue>& values, const FieldRef& ref) {
        return std::find_if(
            values.begin(), values.end(), [&](const FieldValue& one) { return one.ref == ref; });
    };
    std::vector<FieldChange> out;
    for (const FieldValue& now : new_values) {
        const auto was = find(old_values, now.ref);
        const bool is_new = was == old_values.end();
        const bool is_same = is_new ? now.key.reveal().empty() : now.key.same_as(was->key);
        if (!is_same) out.push_back({now.ref, is_new ? PersonalText() : was->text, now.text});
    }
    for (const FieldValue& was : old_values)
        if (!was.key.reveal().empty() && find(new_values, was.ref) == new_values.end())
            out.push_back({was.ref, was.text, PersonalText()});
    return out;
}

PersonalText display_name(const NameBlock& name)
{
    const std::string own = joined({name.family.reveal(), name.given.reveal()}, " ");
    if (!own.empty()) return PersonalText(own);
    return name.latin.reveal().empty() ? name.alias : name.latin;
}

PersonalText display_kana(const NameBlock& name)
{
    return PersonalText(kana_of(name).text);
}

const PersonEntry* find_head(const CardContent& content)
{
    for (const PersonEntry& person : content.persons)
        if (person.relation.reveal() == Relation::Head) return &person;
    return content.persons.empty() ? nullptr : &content.persons.front();
}

}  // namespace junkai::domain::cards
