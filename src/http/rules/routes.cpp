// SPDX-License-Identifier: Apache-2.0
#include "base/japan_time.h"
#include "base/json_writer.h"
#include "http/api.h"
#include "http/caller.h"

namespace junkai::http {
namespace {

/// 0 (通達): every version of the rules with its day, the one in force marked.
Result<Response> list_rulesets(const Api& api, const Request& request, const PathParams&)
{
    const app::Station& station = api.app.stations->get(who_of(request).station);
    const profile::Profile& now = station.rules_now(japan_date(api.app.clock.now()));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const profile::RuleSet& set : station.profiles().rule_sets()) {
        json.begin_object();
        if (!set.id.empty()) json.field("id", set.id);
        json.field("title", set.title).field("in_force_from", set.in_force_from);
        json.field("implemented", set.implemented).field("current", set.implemented && set.id == now.id);
        json.end_object();
    }
    json.end_array().end_object();
    return Response::json(200, json.take());
}

/// 2: the words of the prefecture's own regulation (用語).
Result<Response> list_terms(const Api& api, const Request& request, const PathParams&)
{
    const app::Station& station = api.app.stations->get(who_of(request).station);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const profile::Term& term : station.rules_now(japan_date(api.app.clock.now())).terms) {
        json.begin_object().field("key", term.key).field("term", term.term);
        if (!term.reading.empty()) json.field("reading", term.reading);
        json.field("meaning", term.meaning);
        if (!term.clause.empty()) json.field("clause", term.clause);
        json.end_object();
    }
    json.end_array().end_object();
    return Response::json(200, json.take());
}

}  // namespace

std::vector<Route> rules_routes(const Api& api)
{
    return {
        {Method::Get, "/v1/rulesets", "list_rulesets", answering(api, list_rulesets)},
        {Method::Get, "/v1/glossary", "list_terms", answering(api, list_terms)},
    };
}

}  // namespace junkai::http
