// SPDX-License-Identifier: Apache-2.0
#include "storage/requests/requests.h"

#include "sql/requests.h"
#include "storage/rows.h"

#include <algorithm>

namespace junkai::storage {

std::optional<FirstOutcome> Requests::find(domain::RequestKey key)
{
    return transaction_.find(sql::requests::kFindOutcome, {station_, officer_, key}, [](const db::Row& row) {
        FirstOutcome out{{}, row.uuid(1)};
        const BytesView hash = row.bytes(0);
        if (hash.size() != out.body_hash.size())
            throw StorageError("a stored request hash has the wrong length");
        std::ranges::copy(hash, out.body_hash.begin());
        return out;
    });
}

void Requests::add(domain::RequestKey key, const FirstOutcome& outcome, Instant now)
{
    transaction_.execute(sql::requests::kInsertOutcome,
                         {station_, officer_, key, BytesView(outcome.body_hash), outcome.subject, now});
}

void Requests::remove_before(db::Transaction& transaction, domain::StationId station, Instant before)
{
    transaction.execute(sql::requests::kDeleteOutcomesBefore, {station, before});
}

}  // namespace junkai::storage
