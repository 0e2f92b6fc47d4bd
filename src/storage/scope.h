// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "db/db.h"
#include "domain/ids.h"
#include "storage/sealer.h"

namespace junkai::storage {

/// What a store of one station works in: one transaction, one station, that station's keys. A use-case gets
/// it from its unit of work, and only after a permit.
struct Scope {
    db::Transaction& transaction;
    domain::StationId station;
    Sealer& sealer;
    RandomSource& random;
    Instant now;
};

}  // namespace junkai::storage
