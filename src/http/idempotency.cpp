// SPDX-License-Identifier: Apache-2.0
#include "http/idempotency.h"

namespace junkai::http {

Result<Uuid> read_idempotency_key(const Request& request)
{
    const auto header = request.headers.find("idempotency-key");
    if (!header) return Refusal{"idempotency.key_missing", ""};
    std::string_view text = *header;
    if (text.size() > 2 && text.starts_with('"') && text.ends_with('"'))
        text = text.substr(1, text.size() - 2);
    const auto key = Uuid::parse(text);
    if (!key || *key == Uuid{}) return Refusal{"idempotency.key_unreadable", ""};
    return *key;
}

}  // namespace junkai::http
