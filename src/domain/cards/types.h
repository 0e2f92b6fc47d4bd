// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cards/codes.h"
#include "domain/ids.h"
#include "domain/told_date.h"

#include "base/personal.h"
#include "base/time.h"

#include <compare>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace junkai::domain::cards {

/// 氏名. Kept exactly as entered, IVS included; no part is derived from another. A person with one name has
/// only one part; 通称 (alias) has equal rank in searches.
struct NameBlock {
    PersonalText family = {};
    PersonalText given = {};
    PersonalText family_kana = {};
    PersonalText given_kana = {};
    PersonalText alias = {};
    PersonalText latin = {};
    /// Words that describe a glyph no font has (〓).
    PersonalText glyph_note = {};
};

/// 日時帯: convenient weekdays (bit 0 is Monday) and minutes of the day.
struct ConvenientTime {
    unsigned weekdays = 0;
    int from_minute = 0;
    int to_minute = 0;

    bool operator==(const ConvenientTime&) const = default;
};

/// 家族等の一行 (4.1, 2.n). Everything in it is voluntary; the first person's name is what makes a card a
/// card.
struct PersonEntry {
    PersonEntryId id;
    NameBlock name = {};
    Personal<std::optional<Relation>> relation = {};
    Personal<ToldDate> birth = {};
    /// Only where the profile has the field.
    Personal<std::optional<Sex>> sex = {};
    PersonalText workplace = {};
    PersonalText workplace_phone = {};
    PersonalText mobile = {};
    PersonalText language = {};
    Personal<bool> needs_interpreter = {};
};

/// 緊急連絡先. A third person who may know nothing of the card.
struct EmergencyContact {
    PersonEntryId id;
    NameBlock name = {};
    Personal<std::optional<ContactRelation>> relation = {};
    PersonalText address = {};
    PersonalText phone = {};
    /// "The contact person has agreed to be written" (4.1, 3.9).
    Personal<bool> has_agreed = {};
};

/// What the resident gave. Persons and contacts stand in the order of the card.
struct CardContent {
    PersonalText address = {};
    /// 方書: building, room, c/o.
    PersonalText address_detail = {};
    PersonalText home_phone = {};
    Personal<std::optional<HousingKind>> housing = {};
    Personal<ToldDate> living_since = {};
    std::vector<PersonEntry> persons = {};
    std::vector<EmergencyContact> contacts = {};
    PersonalText requests = {};
    Personal<std::vector<ConvenientTime>> convenient = {};
    PersonalText disaster_needs = {};
};

/// One field of one card: which, and of which person or contact.
struct FieldRef {
    Field field = Field::Address;
    std::optional<PersonEntryId> entry = {};

    auto operator<=>(const FieldRef&) const = default;
};

/// 聞き取りと同意 (4-7(3)): of a field that the officer wrote, when and how it was told, and that it may be
/// written.
struct Provenance {
    FieldRef field;
    Instant told_at;
    ToldHow how = ToldHow::AtTheDoor;
    bool agreed = false;

    bool operator==(const Provenance&) const = default;
};

/// One field of a correction (補正): what stood there, struck through on the print, and what stands now.
struct FieldChange {
    FieldRef field;
    PersonalText old_text = {};
    PersonalText new_text = {};
};

/// 補正 (5-5(1)). The card stays the same card; the old value stays until the card is destroyed.
struct Correction {
    CorrectionId id;
    /// The version that this correction made.
    int version = 0;
    Date on;
    Cooperation with = Cooperation::Self;
    ToldHow how = ToldHow::AtTheDoor;
    std::optional<VisitId> visit = {};
    OfficerId by;
    Instant recorded_at;
    std::vector<FieldChange> changes = {};
};

/// 巡回連絡カード（世帯用）.
struct HouseholdCard {
    CardId id;
    StationId station;
    UnitId unit;
    CardNo number;
    FormVersion form = FormVersion::New;
    CardState state = CardState::Live;
    /// 1 when created; each correction adds one.
    int version = 1;
    Route route = Route::SelfFilled;
    WrittenBy written_by = WrittenBy::Resident;
    /// 利用目的の明示 (個人情報保護法62条): when the notice was shown.
    Instant notice_shown_at;
    std::optional<VisitId> visit = {};
    Date created_on;
    Instant created_at;
    OfficerId created_by;
    /// Language of the fill-in guide that was used; empty for none.
    std::string guide_language = {};
    CardContent content = {};
    std::vector<Provenance> provenance = {};
    std::vector<Correction> corrections = {};
};

/// 索引の一行 (5-3). Derived from the card, never typed.
struct IndexRow {
    CardId card;
    CardNo number;
    UnitId unit;
    BinderClass binder = BinderClass::OwnerOccupied;
    FormVersion form = FormVersion::New;
    /// 世帯主 or first person.
    PersonalText head_name = {};
    /// 50音 key of the reading; without one the key sorts behind all readings, since a reading is never
    /// guessed.
    PersonalText kana_key = {};
    /// 番地順 key of the dwelling's address.
    std::string address_key = {};
    Date entered_on;
    std::optional<Date> corrected_on = {};
};

}  // namespace junkai::domain::cards
