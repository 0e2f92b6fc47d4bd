// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "main/officer.h"

#include <string>

/// What people type (codes, numbers, days) as what the use-cases take. What is not there is said by name.
namespace junkai {

/// The officer's own station for an empty code.
Result<app::Station*> find_station(const AtWork& at, const std::string& code);

Result<domain::BlockId> find_block(const app::Station& station, const std::string& code);
Result<domain::SiteId> find_site(const app::Station& station, const std::string& code);
Result<domain::BeatId> find_beat(const app::Station& station, const std::string& code);

Result<storage::StoredOfficer> find_officer(const AtWork& at, const std::string& number);

/// "" is none; else a day (its beginning in Japan) or an ISO instant.
Result<std::optional<Instant>> read_when(const std::string& text);
Result<std::optional<Date>> read_day(const std::string& text);

/// A refusal of a word on the command line that no list has.
Refusal unknown_word(const std::string& word);

template <domain::Coded E>
Result<E> read_word(const std::string& word)
{
    const auto value = domain::from_code<E>(word);
    if (!value) return unknown_word(word);
    return *value;
}

}  // namespace junkai
