// SPDX-License-Identifier: Apache-2.0
#include "main/named_places.h"

#include "base/japan_time.h"
#include "storage/roster/roster.h"

#include <algorithm>

namespace junkai {
namespace {

template <class Place>
auto find_by_code(const std::vector<Place>& places, const std::string& code) -> Result<decltype(Place::id)>
{
    const auto at = std::ranges::find_if(places, [&](const Place& one) { return one.code.str() == code; });
    if (at == places.end()) return unknown_word(code);
    return at->id;
}

}  // namespace

Refusal unknown_word(const std::string& word)
{
    return Refusal{"cli.unknown_word", "", {{"word", word}}};
}

Result<app::Station*> find_station(const AtWork& at, const std::string& code)
{
    if (code.empty()) return at.app.stations->find(at.who.station);
    const auto all = at.app.stations->all();
    const auto found =
        std::ranges::find_if(all, [&](const auto* station) { return station->place().code.str() == code; });
    if (found == all.end()) return unknown_word(code);
    return *found;
}

Result<domain::BlockId> find_block(const app::Station& station, const std::string& code)
{
    return find_by_code(station.frame()->blocks, code);
}

Result<domain::SiteId> find_site(const app::Station& station, const std::string& code)
{
    return find_by_code(station.frame()->sites, code);
}

Result<domain::BeatId> find_beat(const app::Station& station, const std::string& code)
{
    return find_by_code(station.frame()->beats, code);
}

Result<storage::StoredOfficer> find_officer(const AtWork& at, const std::string& number)
{
    const auto parsed = domain::OfficerNo::parse(number);
    std::optional<storage::StoredOfficer> officer;
    if (parsed)
        at.app.database.read([&](db::Transaction& transaction) {
            officer = storage::Roster(transaction).find_officer(*parsed);
        });
    if (!officer) return unknown_word(number);
    return *officer;
}

Result<std::optional<Instant>> read_when(const std::string& text)
{
    if (text.empty()) return std::optional<Instant>();
    if (const auto day = parse_date(text)) return std::optional(japan_instant(*day, 0));
    const auto at = parse_instant(text);
    if (!at) return unknown_word(text);
    return at;
}

Result<std::optional<Date>> read_day(const std::string& text)
{
    if (text.empty()) return std::optional<Date>();
    const auto day = parse_date(text);
    if (!day) return unknown_word(text);
    return day;
}

}  // namespace junkai
