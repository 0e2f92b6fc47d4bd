// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"

namespace junkai {

/// Proves one station's ledger and prints a line about it; true when it is whole.
bool verify_one(app::App& app, app::Station& station);

}  // namespace junkai
