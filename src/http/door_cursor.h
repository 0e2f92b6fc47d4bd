// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/places/read_places.h"
#include "base/text/utf8.h"
#include "http/paging.h"

namespace junkai::http {

/// A cursor of doors: the unit's id and its walking key, both as base64url, since the key may hold any
/// letter.
inline std::string cursor_of(const storage::Door& door)
{
    return to_base64url(door.unit.id.uuid().bytes) + "." + to_base64url(bytes_of(door.walk_order));
}

inline Result<storage::DoorCursor> door_cursor(const std::string& text)
{
    if (text.empty()) return storage::DoorCursor{};
    const auto dot = text.find('.');
    if (dot == std::string::npos) return bad_cursor();
    const auto unit = from_base64url(std::string_view(text).substr(0, dot));
    const auto key = from_base64url(std::string_view(text).substr(dot + 1));
    const auto id = unit ? Uuid::from_bytes(*unit) : std::nullopt;
    if (!id || !key || !is_valid_utf8(text_of(*key))) return bad_cursor();
    return storage::DoorCursor{std::string(text_of(*key)), *id};
}

}  // namespace junkai::http
