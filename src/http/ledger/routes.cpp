// SPDX-License-Identifier: Apache-2.0
#include "app/ledger/list_entries.h"
#include "base/json_writer.h"
#include "http/api.h"
#include "http/caller.h"
#include "http/paging.h"

namespace junkai::http {
namespace {

std::string_view outcome_word(ledger::Outcome outcome)
{
    switch (outcome) {
    case ledger::Outcome::Done:
        return "DONE";
    case ledger::Outcome::Refused:
        return "REFUSED";
    case ledger::Outcome::Neutral:
        return "NEUTRAL";
    }
    fail_invariant("an outcome of the ledger has no word", std::source_location::current());
}

void write_line(JsonWriter& json, const app::LedgerLine& read)
{
    const ledger::Line& line = read.line;
    const ledger::Entry& entry = line.entry;
    json.begin_object();
    json.field("position", line.position).field("entry_id", entry.id.str()).field("at", entry.at);
    json.field("actor", read.actor).field("role", entry.role).field("action", entry.action);
    json.field("outcome", outcome_word(entry.outcome))
        .field("clause", entry.clause)
        .field("purpose", entry.purpose);
    if (!entry.refusal.empty()) json.field("refusal", entry.refusal);
    json.key("tags").begin_array();
    for (const Uuid& tag : entry.tags)
        json.value(to_hex(tag.bytes));
    json.end_array();
    if (line.leaf) json.field("leaf_hash", to_hex(*line.leaf));
    json.end_object();
}

Result<Response> list_ledger_entries(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const Page page = JUNKAI_TRY(page_of(request));
    std::optional<Uuid> before;
    if (!page.cursor.empty()) {
        before = Uuid::parse(page.cursor);
        if (!before) return bad_cursor();
    }
    const auto lines = JUNKAI_TRY(app::list_entries(api.app, caller, before, page.limit));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const app::LedgerLine& line : lines)
        write_line(json, line);
    json.end_array();
    if (lines.size() == static_cast<std::size_t>(page.limit))
        json.field("next", lines.back().line.entry.id.str());
    json.end_object();
    return Response::json(200, json.take());
}

/// The signed tree head: hashes and a count, nothing that needs a permit beyond being logged in.
Result<Response> get_checkpoint(const Api& api, const Request& request, const PathParams&)
{
    const auto checkpoint = ledger::find_last_checkpoint(api.app.database, who_of(request).station.uuid());
    if (!checkpoint) return Refusal{"request.not_found", ""};
    JsonWriter json;
    json.begin_object().field("size", checkpoint->size).field("root", to_hex(checkpoint->root));
    json.field("note", checkpoint->note).field("at", checkpoint->signed_at).end_object();
    return Response::json(200, json.take());
}

}  // namespace

std::vector<Route> ledger_routes(const Api& api)
{
    return {
        {Method::Get, "/v1/ledger/entries", "list_ledger_entries", answering(api, list_ledger_entries)},
        {Method::Get, "/v1/ledger/checkpoint", "get_checkpoint", answering(api, get_checkpoint)},
    };
}

}  // namespace junkai::http
