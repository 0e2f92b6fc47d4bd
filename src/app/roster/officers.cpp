// SPDX-License-Identifier: Apache-2.0
#include "app/roster/officers.h"

#include "app/roster/support.h"

namespace junkai::app {

using domain::Action;
using domain::OfficerId;
using domain::StationId;
using domain::duty::Operation;
using domain::duty::Subject;
using domain::roster::Officer;
using storage::StoredOfficer;

namespace {

/// No session has it: all sessions of the officer are others.
constexpr crypto::Digest kNoSession{};

StoredOfficer first_outcome(storage::Roster& roster, const Uuid& made)
{
    const auto first = roster.find_officer(OfficerId(made));
    invariant(first.has_value(), "the officer that a one-time act made is gone");
    return *first;
}

}  // namespace

Result<std::vector<StoredOfficer>> list_officers(App& app,
                                                 const Caller& caller,
                                                 const std::optional<StationId>& station,
                                                 std::string_view after,
                                                 int limit)
{
    using Officers = std::vector<StoredOfficer>;
    return app.work.read(caller, Action::RosterRead, [&](UnitOfWork& work) -> Result<Officers> {
        const StationId of = station.value_or(caller.station);
        Subject subject;
        subject.station = of;
        JUNKAI_TRY(work.permit(Operation::ReadRoster, subject));
        return storage::Roster(work.scope().transaction).list_officers(of, after, limit);
    });
}

Result<CreatedOfficer> create_officer(App& app, const Caller& caller, const CreateOfficer& command)
{
    // Hashed before the transaction: it takes a tenth of a second that no other writer should wait for.
    const PersonalText password = make_password(app.random);
    const std::string hash = app.sessions.hash(password.reveal());
    return app.work.write(caller, Action::OfficerRecorded, [&](UnitOfWork& work) -> Result<CreatedOfficer> {
        const StationId station = command.station.value_or(caller.station);
        Subject subject;
        subject.station = station;
        JUNKAI_TRY(work.permit(Operation::ManagePersonnel, subject));
        storage::Roster roster(work.scope().transaction);
        if (work.first_outcome())
            return CreatedOfficer{first_outcome(roster, *work.first_outcome()), std::nullopt};
        if (app.stations->find(station) == nullptr) return domain::duty::neutral_refusal();
        if (roster.find_officer(command.number)) return Refusal{"roster.number_taken", ""};
        const Officer officer{.id = work.make_id<OfficerId>(),
                              .number = command.number,
                              .station = station,
                              .name = command.name,
                              .name_kana = command.name_kana,
                              .rank = command.rank,
                              .post = command.post,
                              .is_community_officer = command.is_community_officer};
        roster.add(officer, work.now());
        storage::Sessions(work.scope().transaction).put_credential(officer.id, hash, work.now(), true);
        work.made(officer.id.uuid());
        return CreatedOfficer{{officer, true}, password};
    });
}

Result<CreatedOfficer> reset_password(App& app, const Caller& caller, OfficerId officer)
{
    const PersonalText password = make_password(app.random);
    const std::string hash = app.sessions.hash(password.reveal());
    return app.work.write(caller, Action::PasswordChanged, [&](UnitOfWork& work) -> Result<CreatedOfficer> {
        const auto known = storage::Roster(work.places_only()).find_officer(officer);
        if (!known) return domain::duty::neutral_refusal();
        Subject subject;
        subject.station = known->officer.station;
        JUNKAI_TRY(work.permit(Operation::ManagePersonnel, subject));
        if (work.first_outcome()) return CreatedOfficer{*known, std::nullopt};
        storage::Sessions sessions(work.scope().transaction);
        sessions.put_credential(officer, hash, work.now(), true);
        sessions.remove_others(officer, kNoSession);
        work.scope().transaction.after_commit([&app] { app.sessions.forget_cached(); });
        work.made(officer.uuid());
        return CreatedOfficer{*known, password};
    });
}

}  // namespace junkai::app
