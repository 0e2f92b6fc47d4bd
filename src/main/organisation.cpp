// SPDX-License-Identifier: Apache-2.0
// Stations and how they are laid out, from the command line.
#include "app/places/create_station.h"
#include "app/places/lay_out.h"
#include "app/places/read_places.h"
#include "main/commands.h"
#include "main/named_places.h"

#include <cstdio>

namespace junkai {
namespace {

template <class Code>
Result<Code> read_code(const std::string& text)
{
    const auto code = Code::parse(text);
    if (!code) return unknown_word(text);
    return *code;
}

Result<app::NewPlace> new_place(const cli::BlockAdd& command, const app::Station& station)
{
    return app::NewPlace{.station = station.id(),
                         .code = JUNKAI_TRY(read_code<domain::PlaceCode>(command.code)),
                         .name = command.name,
                         .since = JUNKAI_TRY(read_day(command.since))};
}

template <class Place>
int say(const Place& place)
{
    std::printf("%s\t%s\t%s\n", place.code.str().c_str(), place.name.c_str(), place.id.str().c_str());
    return 0;
}

template <class Place>
void say_all(const char* title, const std::vector<Place>& places)
{
    for (const Place& place : places)
        std::printf("%s\t%s\t%s\t%s\n",
                    title,
                    place.code.str().c_str(),
                    place.name.c_str(),
                    place.since ? format_date(*place.since).c_str() : "");
}

}  // namespace

int run(const cli::StationAdd& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const app::CreateStation wanted{.code = JUNKAI_TRY(read_code<domain::StationCode>(command.code)),
                                        .name = command.name,
                                        .has_chiiki_kacho = !command.no_chiiki_kacho,
                                        .latitude = command.latitude,
                                        .longitude = command.longitude,
                                        .phone = command.phone};
        return say(JUNKAI_TRY(app::create_station(at.app, at.once(), wanted)).station);
    });
}

int run(const cli::StationList& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        for (const auto& stored : JUNKAI_TRY(app::list_stations(at.app, at.caller())))
            say(stored.station);
        return 0;
    });
}

int run(const cli::StationShow& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const app::Station* station = JUNKAI_TRY(find_station(at, command.station));
        const auto view = JUNKAI_TRY(app::get_places(at.app, at.caller(), station->id()));
        say_all("ブロック", view.frame->blocks);
        say_all("交番等", view.frame->sites);
        say_all("巡連区", view.frame->beats);
        return 0;
    });
}

int run(const cli::BlockAdd& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const app::Station* station = JUNKAI_TRY(find_station(at, command.station));
        const auto place = JUNKAI_TRY(new_place(command, *station));
        return say(JUNKAI_TRY(app::add_block(at.app, at.once(), place)));
    });
}

int run(const cli::SiteAdd& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const app::Station* station = JUNKAI_TRY(find_station(at, command.station));
        const auto place = JUNKAI_TRY(new_place(command, *station));
        const auto kind = JUNKAI_TRY(read_word<domain::places::SiteKind>(command.kind));
        std::optional<domain::BlockId> block;
        if (!command.block.empty()) block = JUNKAI_TRY(find_block(*station, command.block));
        return say(JUNKAI_TRY(app::add_site(at.app, at.once(), place, kind, block)));
    });
}

int run(const cli::BeatAdd& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const app::Station* station = JUNKAI_TRY(find_station(at, command.station));
        const auto place = JUNKAI_TRY(new_place(command, *station));
        const auto site = JUNKAI_TRY(find_site(*station, command.site));
        return say(JUNKAI_TRY(app::add_beat(at.app, at.once(), place, site)));
    });
}

}  // namespace junkai
