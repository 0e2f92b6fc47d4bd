// SPDX-License-Identifier: Apache-2.0
#include "http/problem.h"

#include "base/json_writer.h"

namespace junkai::http {
namespace {

struct CodeStatus {
    std::string_view code;
    int status;
};

constexpr CodeStatus kExact[] = {
    {"request.malformed", 400},
    {"request.unreadable", 400},
    {"idempotency.key_missing", 400},
    {"idempotency.key_unreadable", 400},
    {"precondition.unreadable", 400},
    {"request.cross_site", 403},
    {"request.method_not_allowed", 405},
    {"request.body_too_large", 413},
    {"request.media_type", 415},
    {"request.fields", 422},
    {"request.key_used_for_another_body", 422},
    {"session.must_change_password", 403},
    {"session.password_not_new", 422},
    {"session.password_too_short", 422},
    {"session.password_has_number", 422},
    {"precondition.missing", 428},
    {"request.too_many", 429},
    {"session.throttled", 429},
    {"session.busy", 503},
};

// Families: every code of a chapter, or every code with the same ending in any chapter.
constexpr CodeStatus kPrefixes[] = {{"session.", 401}, {"duty.", 403}, {"server.", 503}};
constexpr CodeStatus kSuffixes[] = {{".not_found", 404}, {".not_permitted", 403}, {".stale", 412}};

void write_facts(JsonWriter& out, const Facts& facts)
{
    if (facts.empty()) return;
    out.key("facts").begin_object();
    for (const auto& [name, value] : facts)
        out.field(name, value);
    out.end_object();
}

void write_errors(JsonWriter& out, const Refusal& why, const Locales& locales)
{
    if (why.fields.empty()) return;
    out.key("errors").begin_array();
    for (const FieldProblem& field : why.fields) {
        out.begin_object();
        out.field("pointer", field.pointer);
        out.field("code", field.code.view());
        out.field("text", locales.text(field.code.view()));
        out.end_object();
    }
    out.end_array();
}

Response with_type(int status, std::string body)
{
    Response response(status);
    response.headers.add("content-type", "application/problem+json");
    response.headers.add("cache-control", "no-store");
    if (status == 429 || status == 503) response.headers.add("retry-after", "1");
    response.body = std::move(body);
    return response;
}

}  // namespace

int status_of(const Refusal& why)
{
    const std::string_view code = why.code.view();
    for (const CodeStatus& entry : kExact)
        if (code == entry.code) return entry.status;
    for (const CodeStatus& entry : kSuffixes)
        if (code.ends_with(entry.code)) return entry.status;
    for (const CodeStatus& entry : kPrefixes)
        if (code.starts_with(entry.code)) return entry.status;
    return why.fields.empty() ? 409 : 422;
}

Response problem(const Refusal& why, const Locales& locales, std::string_view extra)
{
    return problem(status_of(why), why, locales, extra);
}

Response problem(int status, const Refusal& why, const Locales& locales, std::string_view extra)
{
    JsonWriter out;
    out.begin_object();
    out.field("type", "about:blank");
    out.field("title", locales.text(why.code.view()));
    out.field("status", status);
    out.field("code", why.code.view());
    if (!why.clause.view().empty()) out.field("clause", why.clause.view());
    write_facts(out, why.facts);
    write_errors(out, why, locales);
    out.end_object();
    std::string body = out.take();
    if (!extra.empty()) {
        body.back() = ',';
        body += extra;
        body += '}';
    }
    return with_type(status, std::move(body));
}

Response incident(int status, std::string_view number, const Locales& locales)
{
    const Refusal why = status == 503 ? Refusal{"server.unavailable", ""} : Refusal{"server.failed", ""};
    return problem(status, Refusal{why.code, "", {{"incident", std::string(number)}}}, locales);
}

Response outcome_unknown(std::string_view number, const Locales& locales)
{
    return problem(503, Refusal{"server.outcome_unknown", "", {{"incident", std::string(number)}}}, locales);
}

}  // namespace junkai::http
