// SPDX-License-Identifier: Apache-2.0
#include "app/cards/card_form.h"

#include "base/japan_time.h"
#include "base/wareki.h"
#include "domain/cards/fields.h"

#include <fmt/format.h>

#include <algorithm>

namespace junkai::app {

using domain::code_of;
using domain::ToldDate;
using domain::cards::Correction;
using domain::cards::Field;
using domain::cards::FieldChange;
using domain::cards::FieldRef;
using domain::cards::HouseholdCard;
using domain::cards::NameBlock;
using domain::forms::FieldDef;
using domain::forms::FormData;
using domain::forms::FormLayout;
using domain::forms::FormValue;

namespace {

constexpr std::string_view kWeekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::string_view kContactPrefix = "contact_";

const EraTable& eras_of(const CardView& view)
{
    return view.rules != nullptr ? view.rules->eras : default_eras();
}

std::string date_text(const ToldDate& told, const EraTable& eras)
{
    if (!told.written.empty()) return told.written;
    return told.date ? format_wareki(*told.date, eras) : std::string();
}

std::string time_text(int minute)
{
    return fmt::format("{}時{:02}分", minute / 60, minute % 60);
}

/// The name as a person writes it, with what he is also called.
PersonalText name_text(const NameBlock& name)
{
    std::string text = domain::cards::display_name(name).reveal();
    const std::string& alias = name.alias.reveal();
    if (!alias.empty() && alias != text) text += "（" + alias + "）";
    return PersonalText(std::move(text));
}

bool is_contact(Field field)
{
    return code_of(field).starts_with(kContactPrefix);
}

/// How the form calls a field of the card.
std::string form_name(Field field)
{
    if (field == Field::ConvenientTime) return "convenient_hours";
    std::string_view name = code_of(field);
    if (is_contact(field)) name.remove_prefix(kContactPrefix.size());
    return std::string(name);
}

class CardWriter {
public:
    CardWriter(const CardView& view, const FormLayout& layout)
        : view_(view), card_(view.stored.card), layout_(layout)
    {
    }

    FormData write(const storage::StoredStation& station)
    {
        out_ = blank_form(station);
        write_head(station);
        write_fields();
        write_persons();
        write_contacts();
        write_convenient();
        write_corrections();
        return std::move(out_);
    }

private:
    void write_head(const storage::StoredStation& station)
    {
        out_.set("card_no", card_.number.str());
        out_.set("station", station.station.name);
        out_.set("site", view_.beat.site_name);
        out_.set("beat", view_.beat.name);
        out_.set("created_on", format_wareki(card_.created_on, WarekiStyle::Long, eras_of(view_)));
        out_.set("route", std::string(code_of(card_.route)));
        out_.set("written_by", std::string(code_of(card_.written_by)));
        out_.set("officer", view_.officer);
        const Date shown = japan_date(card_.notice_shown_at);
        out_.set("notice_shown_at",
                 format_wareki(shown, WarekiStyle::Long, eras_of(view_)) + " " +
                     time_text(japan_minute_of_day(card_.notice_shown_at)));
        out_.set("guide_language", card_.guide_language);
    }

    void write_fields()
    {
        const auto& content = card_.content;
        put(out_, {Field::Address}, content.address);
        put(out_, {Field::AddressDetail}, content.address_detail);
        put(out_, {Field::HomePhone}, content.home_phone);
        put_code(out_, {Field::Housing}, content.housing.reveal());
        put_date(out_, {Field::LivingSince}, content.living_since);
        put(out_, {Field::Requests}, content.requests);
        put(out_, {Field::DisasterNeeds}, content.disaster_needs);
    }

    void write_persons()
    {
        for (const auto& person : card_.content.persons) {
            FormData row;
            put(row, {Field::Name, person.id}, name_text(person.name));
            put(row, {Field::Kana, person.id}, domain::cards::display_kana(person.name));
            put_code(row, {Field::Relation, person.id}, person.relation.reveal());
            put_date(row, {Field::Birth, person.id}, person.birth);
            put(row, {Field::Workplace, person.id}, person.workplace);
            put(row, {Field::WorkplacePhone, person.id}, person.workplace_phone);
            put(row, {Field::Mobile, person.id}, person.mobile);
            put(row, {Field::Language, person.id}, person.language);
            if (person.needs_interpreter.reveal()) row.set("needs_interpreter", "true");
            out_.rows["persons"].push_back(std::move(row));
        }
    }

    void write_contacts()
    {
        for (const auto& contact : card_.content.contacts) {
            FormData row;
            put(row, {Field::ContactName, contact.id}, name_text(contact.name));
            put_code(row, {Field::ContactRelation, contact.id}, contact.relation.reveal());
            put(row, {Field::ContactAddress, contact.id}, contact.address);
            put(row, {Field::ContactPhone, contact.id}, contact.phone);
            if (contact.has_agreed.reveal()) row.set("has_agreed", "true");
            out_.rows["contacts"].push_back(std::move(row));
        }
    }

    void write_convenient()
    {
        unsigned days = 0;
        std::string hours;
        for (const auto& time : card_.content.convenient.reveal()) {
            days |= time.weekdays;
            if (!hours.empty()) hours += "、";
            hours += time_text(time.from_minute) + "から" + time_text(time.to_minute) + "まで";
        }
        std::string names;
        for (unsigned day = 0; day < std::size(kWeekdays); ++day) {
            if (((days >> day) & 1U) == 0) continue;
            if (!names.empty()) names += ' ';
            names += kWeekdays[day];
        }
        if (days != 0) out_.set("convenient_days", names);
        if (!hours.empty()) out_.set("convenient_hours", hours);
    }

    void write_corrections()
    {
        for (const Correction& correction : card_.corrections) {
            for (const FieldChange& change : correction.changes) {
                FormData row;
                row.set("date", format_wareki(correction.on, WarekiStyle::Long, eras_of(view_)));
                row.set("field", label_of(change.field.field));
                FormValue value{shown(change.field.field, change.new_text)};
                if (!change.old_text.reveal().empty())
                    value.struck.push_back(shown(change.field.field, change.old_text));
                row.values["change"] = std::move(value);
                row.set("with", std::string(code_of(correction.with)));
                out_.rows["corrections"].push_back(std::move(row));
            }
        }
    }

    /// 二重線: earlier values, the oldest first.
    std::vector<PersonalText> struck(const FieldRef& ref) const
    {
        std::vector<PersonalText> out;
        for (const Correction& correction : card_.corrections)
            for (const FieldChange& change : correction.changes)
                if (change.field == ref && !change.old_text.reveal().empty())
                    out.push_back(shown(ref.field, change.old_text));
        return out;
    }

    void put(FormData& into, const FieldRef& ref, const PersonalText& text)
    {
        auto old = struck(ref);
        if (text.reveal().empty() && old.empty()) return;
        into.values[form_name(ref.field)] = {text, std::move(old)};
    }

    template <class E>
    void put_code(FormData& into, const FieldRef& ref, const std::optional<E>& value)
    {
        // A choice is a tick: what was ticked before stands in the list of corrections.
        if (value) into.set(form_name(ref.field), std::string(code_of(*value)));
    }

    void put_date(FormData& into, const FieldRef& ref, const Personal<ToldDate>& told)
    {
        put(into, ref, PersonalText(date_text(told.reveal(), eras_of(view_))));
    }

    const FieldDef* def_of(Field field) const
    {
        const auto* def = domain::forms::find_field(layout_.fields, form_name(field));
        const bool of_contact = is_contact(field);
        if (def != nullptr && !of_contact) return def;
        const auto* rows = domain::forms::find_field(layout_.fields, of_contact ? "contacts" : "persons");
        return rows == nullptr ? nullptr : domain::forms::find_field(rows->fields, form_name(field));
    }

    std::string label_of(Field field) const
    {
        const FieldDef* def = def_of(field);
        return def == nullptr ? std::string(code_of(field)) : def->label;
    }

    /// A text of the history as the form writes it: choices by their labels, dates in Japanese eras.
    PersonalText shown(Field field, const PersonalText& text) const
    {
        const FieldDef* def = def_of(field);
        if (def != nullptr) {
            for (const auto& option : def->options)
                if (option.code == text.reveal()) return PersonalText(option.label);
            if (def->type == domain::forms::FieldType::Date)
                if (const auto date = PartialDate::parse(text.reveal()))
                    return PersonalText(format_wareki(*date, eras_of(view_)));
        }
        return text;
    }

    const CardView& view_;
    const HouseholdCard& card_;
    const FormLayout& layout_;
    FormData out_;
};

}  // namespace

FormData card_form(const CardView& view, const storage::StoredStation& station, const FormLayout& layout)
{
    return CardWriter(view, layout).write(station);
}

FormData blank_form(const storage::StoredStation& station)
{
    FormData out;
    out.set("contact", station.station.name + "　" + station.station.phone);
    return out;
}

}  // namespace junkai::app
