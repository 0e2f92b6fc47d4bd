// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/sha256.h"
#include "domain/duty/types.h"
#include "domain/ids.h"

#include <initializer_list>
#include <optional>
#include <string_view>

namespace junkai::app {

class Receipt;

/// The act that a client named once (Idempotency-Key): a repeat answers from the first outcome, another body
/// under the same key is refused.
struct OneTime {
    domain::RequestKey key;
    crypto::Digest body_hash{};
};

/// What makes two requests the same act is in `parts`, in order.
OneTime one_time(domain::RequestKey key, std::initializer_list<std::string_view> parts);

/// Who asks: the officer with all dated appointments, and the station in which the act takes place.
struct Caller {
    domain::duty::Actor actor;
    domain::StationId station;
    /// None for reads, and for acts of this machine itself.
    std::optional<OneTime> one_time = {};
    /// Why personal data is read (6-6); mandatory for the operations that open it, see duty::permit.
    std::optional<domain::Purpose> purpose = {};
    /// Null: a read returns when its ledger entry is durable. Else it leaves the entry there (receipt.h).
    Receipt* receipt = nullptr;
};

}  // namespace junkai::app
