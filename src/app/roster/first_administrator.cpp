// SPDX-License-Identifier: Apache-2.0
#include "app/roster/first_administrator.h"

#include "app/roster/support.h"
#include "ledger/log.h"

namespace junkai::app {

using domain::Action;
using domain::DesignationId;
using domain::OfficerId;
using domain::roster::Designation;
using domain::roster::Officer;
using domain::roster::Post;
using domain::roster::Role;

namespace {

ledger::Entry entry_of(Action action, Instant now, RandomSource& random)
{
    ledger::Entry entry;
    entry.id = make_uuid(now, random);
    entry.at = now;
    entry.action = domain::code_of(action);
    return entry;
}

}  // namespace

Result<PersonalText>
create_first_administrator(App& app, const domain::OfficerNo& number, const std::string& name)
{
    const PersonalText password = make_password(app.random);
    const std::string hash = app.sessions.hash(password.reveal());
    const domain::StationId home = app.stations->home();
    bool is_first = false;
    // No unit of work: nobody is there yet whose right to it could be judged.
    app.database.write([&](db::Transaction& transaction) {
        storage::Roster roster(transaction);
        is_first = roster.count_officers() == 0;
        if (!is_first) return;
        const Instant now = app.clock.now();
        const Officer officer{.id = OfficerId::make(now, app.random),
                              .number = number,
                              .station = home,
                              .name = name,
                              .post = Post::SystemStaff,
                              .is_community_officer = false};
        roster.add(officer, now);
        storage::Sessions(transaction).put_credential(officer.id, hash, now, true);
        roster.add(Designation{.id = DesignationId::make(now, app.random),
                               .officer = officer.id,
                               .role = Role::SystemAdministrator,
                               .post = officer.post,
                               .in_force = {now, std::nullopt},
                               .by = officer.id},
                   now);
        for (const Action action : {Action::OfficerRecorded, Action::DesignationMade})
            ledger::append(transaction, home.uuid(), entry_of(action, now, app.random));
    });
    if (!is_first) return Refusal{"roster.not_the_first", ""};
    return password;
}

}  // namespace junkai::app
