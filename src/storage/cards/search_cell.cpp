// SPDX-License-Identifier: Apache-2.0
#include "storage/cards/search_cell.h"

#include "base/text/fold.h"
#include "domain/cards/fields.h"
#include "storage/cards/packing.h"

namespace junkai::storage::cards {

using domain::CardNo;
using domain::cards::HouseholdCard;
using domain::cards::NameBlock;
using domain::cards::PersonEntry;

namespace {

constexpr std::uint64_t kVersion = 1;

struct OwnedKey {
    PersonalText written;
    PersonalText key;
};

void add_name(std::vector<OwnedKey>& names, const std::string& written)
{
    const std::string key = fold_search_key(written);
    if (!key.empty()) names.push_back({PersonalText(written), PersonalText(key)});
}

void add_key(std::vector<PersonalText>& keys, std::string key)
{
    if (!key.empty()) keys.emplace_back(std::move(key));
}

/// 通称 and the Latin name have equal rank with the name.
void add_names(std::vector<OwnedKey>& names, const NameBlock& name)
{
    add_name(names, name.family.reveal() + name.given.reveal());
    add_name(names, name.alias.reveal());
    add_name(names, name.latin.reveal());
}

}  // namespace

Personal<Bytes> encode_search_cell(const HouseholdCard& card)
{
    std::vector<OwnedKey> names;
    std::vector<PersonalText> readings;
    std::vector<PersonalText> phones;
    add_key(phones, phone_digits(card.content.home_phone.reveal()));
    for (const PersonEntry& person : card.content.persons) {
        add_names(names, person.name);
        const std::string given = fold_kana_key(person.name.given_kana.reveal());
        add_key(readings, fold_kana_key(person.name.family_kana.reveal()) + given);
        if (!person.name.family_kana.reveal().empty()) add_key(readings, given);
        add_key(phones, phone_digits(person.mobile.reveal()));
    }
    const PersonEntry* head = domain::cards::find_head(card.content);
    invariant(head != nullptr, "a card without a person reached the index");
    Packer out;
    out.number(kVersion);
    out.number(card.number.serial());
    out.text(domain::cards::display_name(head->name));
    out.text(domain::cards::display_kana(head->name));
    out.number(names.size());
    for (const OwnedKey& name : names) {
        out.text(name.written);
        out.text(name.key);
    }
    out.number(readings.size());
    for (const PersonalText& reading : readings)
        out.text(reading);
    out.number(phones.size());
    for (const PersonalText& phone : phones)
        out.text(phone);
    return out.take();
}

void decode_search_cell(BytesView bytes, SearchCell& cell)
{
    Unpacker in(bytes);
    if (in.number() != kVersion) throw StorageError("a search cell has a version that is not known");
    cell.serial = static_cast<std::uint32_t>(in.small(CardNo::kMaxSerial));
    cell.name = in.view();
    cell.kana = in.view();
    cell.names.clear();
    for (std::size_t left = in.count(); left > 0; --left) {
        const std::string_view written = in.view();
        cell.names.push_back({written, in.view()});
    }
    cell.readings.clear();
    for (std::size_t left = in.count(); left > 0; --left)
        cell.readings.push_back(in.view());
    cell.phones.clear();
    for (std::size_t left = in.count(); left > 0; --left)
        cell.phones.push_back(in.view());
    in.finish();
}

}  // namespace junkai::storage::cards
