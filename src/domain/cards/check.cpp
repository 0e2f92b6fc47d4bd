// SPDX-License-Identifier: Apache-2.0
#include "domain/cards/check.h"

#include "domain/cards/fields.h"

#include "base/text/check.h"
#include "base/text/fold.h"
#include "base/text/normalize.h"

#include <algorithm>
#include <set>
#include <string>

namespace junkai::domain::cards {

namespace {

/// Nobody on a card was born before 明治.
const Date kOldest = std::chrono::year(1868) / 1 / 1;

constexpr std::string_view kMarks[] = {
    "不明",
    "拒否",
    "回答拒否",
    "記入拒否",
    "無回答",
    "未回答",
    "回答なし",
    "回答せず",
    "非協力",
    "?",
    "-",
};

bool is_mark(std::string_view text)
{
    const std::string plain = nfkc_casefold(text);
    return std::find(std::begin(kMarks), std::end(kMarks), plain) != std::end(kMarks);
}

class Checker {
public:
    Checker(const CardRules& rules, Date today) : rules_(rules), today_(today) {}

    void text(const std::string& at, const PersonalText& value, std::size_t max, Lines lines = Lines::One)
    {
        if (value.reveal().empty()) return;
        if (const auto problem = check_required_text(value.reveal(), max, lines)) add(at, *problem);
        // 4-7(3): empty is empty; a word that stands for silence would be a mark.
        else if (is_mark(value.reveal()))
            add(at, "cards.empty_means_empty");
    }

    void phone(const std::string& at, const PersonalText& value)
    {
        if (value.reveal().empty()) return;
        const std::size_t before = out_.size();
        text(at, value, rules_.phone_max);
        if (out_.size() != before) return;
        const std::string plain = nfkc_casefold(value.reveal());
        const std::size_t digits = phone_digits(value.reveal()).size();
        const bool fits = digits >= 3 && digits <= 20 && is_dialled(plain);
        if (!fits) add(at, "cards.phone_unreadable");
    }

    void kana(const std::string& at, const PersonalText& value)
    {
        if (value.reveal().empty()) return;
        const std::size_t before = out_.size();
        text(at, value, rules_.name_max);
        if (out_.size() == before && !is_kana(value.reveal())) add(at, "cards.kana_expected");
    }

    void name(const std::string& at, const NameBlock& name)
    {
        text(at + "/family", name.family, rules_.name_max);
        text(at + "/given", name.given, rules_.name_max);
        kana(at + "/family_kana", name.family_kana);
        kana(at + "/given_kana", name.given_kana);
        text(at + "/latin", name.latin, rules_.name_max);
        text(at + "/alias", name.alias, rules_.name_max);
        text(at + "/glyph_note", name.glyph_note, rules_.name_max);
    }

    void date(const std::string& at, const Personal<ToldDate>& value)
    {
        const ToldDate& told = value.reveal();
        if (told.is_blank()) return;
        if (!told.written.empty())
            if (const auto problem = check_text(told.written, rules_.detail_max)) return add(at, *problem);
        if (!told.date) return;
        if (told.date->earliest() > today_) add(at, "cards.date_in_future");
        if (told.date->latest() < kOldest) add(at, "cards.date_too_old");
    }

    void add(const std::string& at, Literal code) { out_.push_back({at, code}); }

    std::vector<FieldProblem> take() { return std::move(out_); }

    const CardRules& rules() const { return rules_; }

private:
    /// Digits with what people put between them, and an extension.
    static bool is_dialled(std::string plain)
    {
        const std::string extension = "内線";
        if (const auto at = plain.find(extension); at != std::string::npos) plain.erase(at, extension.size());
        return plain.find_first_not_of("0123456789+-() .#") == std::string::npos;
    }

    const CardRules& rules_;
    Date today_;
    std::vector<FieldProblem> out_;
};

void check_person(Checker& check, const PersonEntry& person, const std::string& at)
{
    check.name(at + "/name", person.name);
    check.date(at + "/birth", person.birth);
    if (person.sex.reveal() && !check.rules().has_sex_field) check.add(at + "/sex", "cards.field_not_in_use");
    check.text(at + "/workplace", person.workplace, check.rules().workplace_max);
    check.phone(at + "/workplace_phone", person.workplace_phone);
    check.phone(at + "/mobile", person.mobile);
    check.text(at + "/language", person.language, check.rules().language_max);
}

void check_contact(Checker& check, const EmergencyContact& contact, const std::string& at)
{
    check.name(at + "/name", contact.name);
    check.text(at + "/address", contact.address, check.rules().address_max);
    check.phone(at + "/phone", contact.phone);
    // A contact is somebody to be called: without a name it is nobody.
    if (display_name(contact.name).reveal().empty()) check.add(at + "/name", "cards.name_missing");
}

bool is_blank(const std::vector<FieldValue>& values, const PersonEntryId& entry)
{
    return std::all_of(values.begin(), values.end(), [&](const FieldValue& one) {
        return one.ref.entry != entry || one.key.reveal().empty();
    });
}

void check_persons(Checker& check, const CardContent& content)
{
    // 4.1, 2.1.1: the first person's name is what makes a card a card.
    if (content.persons.empty())
        check.add("/persons", "cards.person_missing");
    else if (display_name(content.persons.front().name).reveal().empty())
        check.add("/persons/0/name", "cards.name_missing");
    if (content.persons.size() > check.rules().max_persons) check.add("/persons", "cards.too_many");
    if (content.contacts.size() > check.rules().max_contacts) check.add("/contacts", "cards.too_many");

    const std::vector<FieldValue> values = field_values(content);
    std::set<PersonEntryId> seen;
    for (std::size_t i = 0; i < content.persons.size(); ++i) {
        const PersonEntry& person = content.persons[i];
        const std::string at = "/persons/" + std::to_string(i);
        check_person(check, person, at);
        if (!seen.insert(person.id).second) check.add(at, "cards.entry_twice");
        if (i > 0 && is_blank(values, person.id)) check.add(at, "cards.entry_empty");
    }
    for (std::size_t i = 0; i < content.contacts.size(); ++i) {
        const std::string at = "/contacts/" + std::to_string(i);
        check_contact(check, content.contacts[i], at);
        if (!seen.insert(content.contacts[i].id).second) check.add(at, "cards.entry_twice");
    }
}

void check_convenient(Checker& check, const CardContent& content)
{
    const std::vector<ConvenientTime>& times = content.convenient.reveal();
    if (times.size() > check.rules().max_convenient_times) check.add("/convenient", "cards.too_many");
    for (std::size_t i = 0; i < times.size(); ++i) {
        const ConvenientTime& time = times[i];
        const bool fits = time.weekdays >= 1 && time.weekdays <= 127 && time.from_minute >= 0 &&
                          time.from_minute < time.to_minute && time.to_minute <= 24 * 60;
        if (!fits) check.add("/convenient/" + std::to_string(i), "cards.time_impossible");
    }
}

}  // namespace

std::vector<FieldProblem> check_content(const CardContent& content, const CardRules& rules, Date today)
{
    Checker check(rules, today);
    // 4.1, 1.1: the address is the other mandatory field.
    if (content.address.reveal().empty()) check.add("/address", "text.required");
    check.text("/address", content.address, rules.address_max);
    check.text("/address_detail", content.address_detail, rules.detail_max);
    check.phone("/home_phone", content.home_phone);
    check.date("/living_since", content.living_since);
    check_persons(check, content);
    check.text("/requests", content.requests, rules.requests_max, Lines::Many);
    check_convenient(check, content);
    check.text("/disaster_needs", content.disaster_needs, rules.disaster_max, Lines::Many);
    return check.take();
}

}  // namespace junkai::domain::cards
