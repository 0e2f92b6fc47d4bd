// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/errors.h"

namespace junkai::app {

/// The database vanished while an act was being committed: it is done or it is not, and a repeat under the
/// same key tells.
using OutcomeUnknown = db::OutcomeUnknown;

}  // namespace junkai::app
