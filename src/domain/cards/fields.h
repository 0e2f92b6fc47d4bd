// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cards/types.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::domain::cards {

/// One field of a card as it stands there.
struct FieldValue {
    FieldRef ref;
    /// RFC 6901 pointer into the content: "/home_phone", "/persons/0/birth"; "/persons/0/name" is the whole
    /// written name and "/persons/0/kana" its reading.
    std::string pointer;
    /// For a reader; empty when the field is. Choices stand by their code, dates as PartialDate::str().
    PersonalText text;
    /// Equal exactly when the field is equal.
    PersonalText key;
};

/// All fields in the order of the form, empty ones too.
std::vector<FieldValue> field_values(const CardContent& content);

/// The field at a pointer of such a content; empty for any other text.
std::optional<FieldRef> find_field(const CardContent& content, std::string_view pointer);

/// What a correction changed, in the order of the form: fields of persons who left or came included.
std::vector<FieldChange> changes_between(const CardContent& before, const CardContent& after);

/// 氏名 as one line: family and given name, or the Latin name, or the alias.
PersonalText display_name(const NameBlock& name);

/// The reading as one line; empty when none was told.
PersonalText display_kana(const NameBlock& name);

/// 世帯主, or the first person of the card.
const PersonEntry* find_head(const CardContent& content);

}  // namespace junkai::domain::cards
