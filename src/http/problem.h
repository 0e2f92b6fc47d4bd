// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "http/locales.h"
#include "http/message.h"

#include <string>
#include <string_view>

namespace junkai::http {

/// The status a refusal is answered with: 400 unreadable, 401 who are you, 403 not permitted, 404 neutral,
/// 405, 412 stale, 413, 415, 422 fields or a used idempotency key, 428, 429, 503; a rule that says no is 409.
int status_of(const Refusal& why);

/// RFC 9457 problem+json: type, title (the sentence of the code), status, code, clause, facts, errors.
/// `extra` is raw JSON members without the comma before them. 429 and 503 carry Retry-After.
Response problem(const Refusal& why, const Locales& locales, std::string_view extra = "");
Response problem(int status, const Refusal& why, const Locales& locales, std::string_view extra = "");

/// The machine failed or we erred: the number under which the log tells more, and nothing else.
Response incident(int status, std::string_view number, const Locales& locales);

/// 503 for an act of which nobody knows whether it was done: a repeat under the same key tells.
Response outcome_unknown(std::string_view number, const Locales& locales);

}  // namespace junkai::http
