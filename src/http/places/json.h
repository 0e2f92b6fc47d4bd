// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json_writer.h"
#include "domain/places/types.h"

/// api/schemas/places.yaml: the organisation of a station.
namespace junkai::http {

template <class Place>
void write_place_head(JsonWriter& json, const Place& place)
{
    json.begin_object().field("id", place.id.str()).field("code", place.code.str()).field("name", place.name);
    if (place.since) json.field("since", *place.since);
}

inline void write_block(JsonWriter& json, const domain::places::Block& block)
{
    write_place_head(json, block);
    json.end_object();
}

inline void write_site(JsonWriter& json, const domain::places::Site& site)
{
    write_place_head(json, site);
    json.field("kind", domain::code_of(site.kind));
    if (site.block) json.field("block_id", site.block->str());
    json.end_object();
}

/// `officer`: its main officer now; "" when the beat is vacant.
inline void write_beat(JsonWriter& json, const domain::places::Beat& beat, std::string_view officer)
{
    write_place_head(json, beat);
    json.field("site_id", beat.site.str());
    if (!officer.empty()) json.field("officer_name", officer);
    json.end_object();
}

}  // namespace junkai::http
