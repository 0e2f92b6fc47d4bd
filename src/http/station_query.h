// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "domain/ids.h"
#include "http/message.h"

#include <optional>

namespace junkai::http {

/// ?station= : of another station, for headquarters, whose people see all of them.
inline Result<std::optional<domain::StationId>> station_of(const Request& request)
{
    const auto text = request.query.find("station");
    if (!text) return std::optional<domain::StationId>();
    const auto id = domain::StationId::parse(*text);
    if (!id) return Refusal{"request.fields", "", {}, {{"/station", "field.not_an_id"}}};
    return id;
}

}  // namespace junkai::http
