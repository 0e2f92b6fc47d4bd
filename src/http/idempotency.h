// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "http/message.h"

namespace junkai::http {

/// The client's id of a write: a UUID in its usual form (quotes of RFC 8941 taken too).
/// "idempotency.key_missing" and "idempotency.key_unreadable" are 400. Whether the same key came with another
/// request ("request.key_used_for_another_body", 422) is judged where the first outcome is kept.
Result<Uuid> read_idempotency_key(const Request& request);

}  // namespace junkai::http
