// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "ledger/log.h"
#include "ledger/verify.h"

namespace junkai::app {

/// One round of the integrator, for every station: positions for what waits, then a checkpoint, its size and
/// root first noted in the vault. Run at least once a second.
void keep_ledgers(App& app);

/// Once, at the start: a crash between positions and checkpoint leaves leaves that nobody has signed, and in
/// a station where nothing happens nobody would.
void sign_what_a_crash_left(App& app);

/// The origin line of a station's checkpoints and the name of its note key.
std::string checkpoint_origin(const Station& station);

/// Proves the whole ledger of a station against its key and the vault's note (ledger::verify).
ledger::Verdict
verify_ledger(App& app, Station& station, const std::function<void(std::uint64_t)>& progress = nullptr);

/// Writes down how far each vault has come, so that an older copy is refused at the next start.
void remember_vaults(App& app);

}  // namespace junkai::app
