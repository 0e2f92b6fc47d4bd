// SPDX-License-Identifier: Apache-2.0
#include "app/ledger/keep_ledger.h"

#include "crypto/note.h"

namespace junkai::app {

namespace {

void keep_ledger(App& app, Station& station)
{
    const Uuid id = station.id().uuid();
    while (ledger::integrate(app.database, id) > 0) {
    }
    const auto sign = [&](std::uint64_t size, const crypto::Digest& root) {
        station.vault().note_checkpoint({size, root});
        const std::string origin = checkpoint_origin(station);
        crypto::SignedNote note{crypto::Checkpoint{origin, size, root, {}}.str(), {}};
        note.signatures.push_back(crypto::sign_note(origin, station.vault().signing_key(), note.text));
        return note.str();
    };
    ledger::sign_checkpoint(app.database, id, app.clock.now(), sign);
}

}  // namespace

void keep_ledgers(App& app)
{
    // A log that must not be signed, or a vault that is away, stops its own station's checkpoints and no
    // other's.
    std::exception_ptr first;
    for (const Uuid& id : ledger::list_pending_stations(app.database)) {
        try {
            keep_ledger(app, app.stations->get(domain::StationId(id)));
        } catch (const std::exception&) {
            if (!first) first = std::current_exception();
        }
    }
    if (first) std::rethrow_exception(first);
}

void sign_what_a_crash_left(App& app)
{
    for (const auto& station : app.stations->all())
        keep_ledger(app, *station);
}

std::string checkpoint_origin(const Station& station)
{
    return "junkai/" + station.place().code.str();
}

ledger::Verdict verify_ledger(App& app, Station& station, const std::function<void(std::uint64_t)>& progress)
{
    const crypto::NoteKey key{checkpoint_origin(station), station.vault().signing_key().public_key()};
    std::optional<ledger::Witness> witness;
    if (const auto noted = station.vault().last_checkpoint())
        witness = ledger::Witness{noted->size, noted->root};
    return ledger::verify(app.database, station.id().uuid(), key, witness, progress);
}

void remember_vaults(App& app)
{
    app.database.write([&](db::Transaction& transaction) {
        storage::Organisation organisation(transaction);
        for (const auto& station : app.stations->all())
            organisation.put_vault_position(station->id(), station->vault().position());
    });
}

}  // namespace junkai::app
