// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/sha256.h"
#include "db/db.h"
#include "domain/ids.h"

#include <optional>

/// Acts that a client named once (Idempotency-Key), and the record that came of each.
namespace junkai::storage {

struct FirstOutcome {
    crypto::Digest body_hash{};
    Uuid subject;
};

class Requests {
public:
    Requests(db::Transaction& transaction, domain::StationId station, domain::OfficerId officer)
        : transaction_(transaction), station_(station), officer_(officer)
    {
    }

    std::optional<FirstOutcome> find(domain::RequestKey key);
    void add(domain::RequestKey key, const FirstOutcome& outcome, Instant now);

    /// A job: what is older than the days that clients may repeat.
    static void remove_before(db::Transaction& transaction, domain::StationId station, Instant before);

private:
    db::Transaction& transaction_;
    domain::StationId station_;
    domain::OfficerId officer_;
};

}  // namespace junkai::storage
