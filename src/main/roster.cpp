// SPDX-License-Identifier: Apache-2.0
// People and their duties, from the command line.
#include "app/roster/assignments.h"
#include "app/roster/designations.h"
#include "app/roster/officers.h"
#include "main/commands.h"
#include "main/named_places.h"

#include <cstdio>

namespace junkai {
namespace {

using domain::AssignmentId;
using domain::DesignationId;
using domain::roster::AssignmentKind;
using domain::roster::Post;
using domain::roster::Role;

constexpr int kPage = 500;

void say_created(const app::CreatedOfficer& created)
{
    const auto& officer = created.officer.officer;
    std::printf("%s\t%s", officer.number.str().c_str(), officer.name.c_str());
    // Kept nowhere: whoever loses it gets another one.
    if (created.first_password) std::printf("\t%s", created.first_password->reveal().c_str());
    std::printf("\n");
}

void say_interval(const domain::Interval& in_force)
{
    std::printf("%s\t%s",
                format_instant(in_force.from).c_str(),
                in_force.to ? format_instant(*in_force.to).c_str() : "");
}

void say(const app::DesignationView& view)
{
    std::printf("指定\t%s\t%s\t%s\t",
                view.officer.officer.number.str().c_str(),
                std::string(domain::code_of(view.designation.role)).c_str(),
                view.scope.c_str());
    say_interval(view.designation.in_force);
    std::printf("\t%s\n", view.designation.id.str().c_str());
}

void say(const app::AssignmentView& view)
{
    std::printf("受持ち\t%s\t%s\t%s\t",
                view.officer.officer.number.str().c_str(),
                std::string(domain::code_of(view.assignment.kind)).c_str(),
                view.beat.name.c_str());
    say_interval(view.assignment.in_force);
    std::printf("\t%s\n", view.assignment.id.str().c_str());
}

/// Page by page to the end: `list(after)` gives a page, `id_of` where it ended.
template <class List, class IdOf>
Result<int> say_pages(List list, IdOf id_of)
{
    app::RosterPage page{.limit = kPage};
    while (true) {
        const auto views = JUNKAI_TRY(list(page));
        for (const auto& view : views)
            say(view);
        if (views.size() < static_cast<std::size_t>(kPage)) return 0;
        page.after = id_of(views.back());
    }
}

template <class AnId>
Result<AnId> read_id(const std::string& text)
{
    const auto id = AnId::parse(text);
    if (!id) return unknown_word(text);
    return *id;
}

}  // namespace

int run(const cli::ChangePassword& command)
{
    const auto change = [&](const AtWork& at) -> Result<int> {
        const PersonalText current = ask_secret("今のパスワード (もう一度)");
        const PersonalText fresh = ask_secret("新しいパスワード");
        JUNKAI_TRY(at.app.sessions.change_password(at.who, current.reveal(), fresh.reveal()));
        std::printf("変更しました\n");
        return 0;
    };
    return as_officer(command, change, FirstPassword::Suffices);
}

int run(const cli::OfficerAdd& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const auto number = domain::OfficerNo::parse(command.number);
        if (!number) return Refusal{"field.not_an_officer_no", ""};
        const app::CreateOfficer wanted{.number = *number,
                                        .name = command.name,
                                        .name_kana = command.kana,
                                        .rank = command.rank,
                                        .post = JUNKAI_TRY(read_word<Post>(command.post)),
                                        .is_community_officer = !command.no_community_officer,
                                        .station = JUNKAI_TRY(find_station(at, command.station))->id()};
        say_created(JUNKAI_TRY(app::create_officer(at.app, at.once(), wanted)));
        return 0;
    });
}

int run(const cli::PasswordReset& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const auto officer = JUNKAI_TRY(find_officer(at, command.number)).officer.id;
        say_created(JUNKAI_TRY(app::reset_password(at.app, at.once(), officer)));
        return 0;
    });
}

int run(const cli::RosterList& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const auto station = JUNKAI_TRY(find_station(at, command.station))->id();
        std::string after;
        while (true) {
            const auto page = JUNKAI_TRY(app::list_officers(at.app, at.caller(), station, after, kPage));
            for (const auto& one : page)
                std::printf("職員\t%s\t%s\t%s\n",
                            one.officer.number.str().c_str(),
                            one.officer.name.c_str(),
                            std::string(domain::code_of(one.officer.post)).c_str());
            if (page.size() < static_cast<std::size_t>(kPage)) break;
            after = page.back().officer.number.str();
        }
        JUNKAI_TRY(say_pages(
            [&](app::RosterPage page) {
                page.station = station;
                return app::list_designations(at.app, at.caller(), page);
            },
            [](const app::DesignationView& view) { return view.designation.id.uuid(); }));
        return say_pages(
            [&](app::RosterPage page) {
                page.station = station;
                return app::list_assignments(at.app, at.caller(), page);
            },
            [](const app::AssignmentView& view) { return view.assignment.id.uuid(); });
    });
}

int run(const cli::DesignationAdd& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const auto officer = JUNKAI_TRY(find_officer(at, command.number)).officer;
        if (!officer.station) return unknown_word(command.number);
        const app::Station& station = at.app.stations->get(*officer.station);
        app::Designate wanted{.officer = officer.id,
                              .role = JUNKAI_TRY(read_word<Role>(command.role)),
                              .from = JUNKAI_TRY(read_when(command.from)),
                              .to = JUNKAI_TRY(read_when(command.to)),
                              .shift_group = command.shift_group,
                              .acting = command.acting,
                              .reason = command.reason};
        for (const std::string& code : command.blocks)
            wanted.blocks.push_back(JUNKAI_TRY(find_block(station, code)));
        if (!command.site.empty()) wanted.site = JUNKAI_TRY(find_site(station, command.site));
        for (const std::string& code : command.beats)
            wanted.beats.push_back(JUNKAI_TRY(find_beat(station, code)));
        say(JUNKAI_TRY(app::create_designation(at.app, at.once(), wanted)));
        return 0;
    });
}

int run(const cli::DesignationEnd& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const auto id = JUNKAI_TRY(read_id<DesignationId>(command.id));
        const auto when = JUNKAI_TRY(read_when(command.at));
        say(JUNKAI_TRY(app::end_designation(at.app, at.once(), id, when)));
        return 0;
    });
}

int run(const cli::AssignmentAdd& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const app::Station& station = at.app.stations->get(at.who.station);
        const app::AssignABeat wanted{.officer = JUNKAI_TRY(find_officer(at, command.number)).officer.id,
                                      .beat = JUNKAI_TRY(find_beat(station, command.beat)),
                                      .kind = JUNKAI_TRY(read_word<AssignmentKind>(command.kind)),
                                      .from = JUNKAI_TRY(read_when(command.from)),
                                      .to = JUNKAI_TRY(read_when(command.to)),
                                      .reason = command.reason};
        say(JUNKAI_TRY(app::create_assignment(at.app, at.once(), wanted)));
        return 0;
    });
}

int run(const cli::AssignmentEnd& command)
{
    return as_officer(command, [&](const AtWork& at) -> Result<int> {
        const auto id = JUNKAI_TRY(read_id<AssignmentId>(command.id));
        const auto when = JUNKAI_TRY(read_when(command.at));
        say(JUNKAI_TRY(app::end_assignment(at.app, at.once(), id, when)));
        return 0;
    });
}

}  // namespace junkai
