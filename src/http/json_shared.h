// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sessions/describe.h"
#include "base/json_writer.h"
#include "profile/profile.h"

/// Shapes that several chapters write: api/schemas/session.yaml, rules.yaml.
namespace junkai::http {

inline void write_beat(JsonWriter& json, const app::BeatRef& beat)
{
    json.begin_object();
    json.field("id", beat.id.str())
        .field("code", beat.code)
        .field("name", beat.name)
        .field("site_name", beat.site_name);
    json.end_object();
}

inline void write_ruleset(JsonWriter& json, const profile::Profile& rules)
{
    json.begin_object();
    json.field("id", rules.id).field("title", rules.title).field("in_force_from", rules.in_force_from);
    json.end_object();
}

}  // namespace junkai::http
