// SPDX-License-Identifier: Apache-2.0
#include "app/ledger/list_entries.h"

#include "storage/roster/roster.h"

#include <map>

namespace junkai::app {

using domain::OfficerId;
using domain::duty::Operation;
using domain::duty::Subject;

Result<std::vector<LedgerLine>>
list_entries(App& app, const Caller& caller, const std::optional<Uuid>& before, int limit)
{
    return app.work.read(
        caller, domain::Action::LedgerRead, [&](UnitOfWork& work) -> Result<std::vector<LedgerLine>> {
            Subject everybodys;
            everybodys.station = caller.station;
            Subject own = everybodys;
            own.acts_of = caller.actor.officer;
            const bool whole = work.permit(Operation::ReadLedger, everybodys).has_value();
            if (!whole) JUNKAI_TRY(work.permit(Operation::ReadLedger, own));
            db::Transaction& transaction = work.scope().transaction;
            const std::optional<Uuid> actor =
                whole ? std::nullopt : std::optional<Uuid>(caller.actor.officer.uuid());
            std::vector<LedgerLine> lines;
            for (ledger::Line& line :
                 ledger::list_entries(transaction, caller.station.uuid(), before, actor, limit))
                lines.push_back({std::move(line), ""});
            std::map<Uuid, std::string> names;
            storage::Roster roster(transaction);
            for (LedgerLine& line : lines) {
                if (!line.line.entry.actor) continue;
                auto [at, fresh] = names.try_emplace(*line.line.entry.actor);
                if (fresh)
                    if (const auto officer = roster.find_officer(OfficerId(*line.line.entry.actor)))
                        at->second = officer->officer.name + " (" + officer->officer.number.str() + ")";
                line.actor = at->second;
            }
            return lines;
        });
}

}  // namespace junkai::app
