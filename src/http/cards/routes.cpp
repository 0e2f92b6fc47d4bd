// SPDX-License-Identifier: Apache-2.0
#include "app/cards/list_card_index.h"
#include "app/cards/print_card.h"
#include "app/cards/search_cards.h"
#include "http/api.h"
#include "http/caller.h"
#include "http/cards/json.h"
#include "http/etag.h"
#include "http/paging.h"

namespace junkai::http {
namespace {

using domain::CardId;
using domain::code_of;
using storage::directory::Why;

constexpr std::size_t kLongestSearch = 200;

/// The domain names fields within the content; in the body they stand under /fields.
Refusal in_body(Refusal why)
{
    if (!why.code.view().starts_with("cards.")) return why;
    for (FieldProblem& problem : why.fields)
        problem.pointer.insert(0, "/fields");
    return why;
}

Response card_response(int status, const app::CardView& view)
{
    JsonWriter json;
    write_card(json, view);
    Response response = Response::json(status, json.take());
    response.headers.add("etag", etag_of(view.stored.card.version));
    return response;
}

Result<Response> create_card(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto unit = JUNKAI_TRY(params.id<domain::UnitId>("unit"));
    const app::CreateCard command =
        JUNKAI_TRY(read_body(request, [&](ObjectReader& in) { return read_new_card(in, unit); }));
    const auto card = app::create_card(api.app, caller, command);
    if (!card) return in_body(card.error());
    return card_response(201, *card);
}

Result<Response> get_card(const Api& api, app::Caller caller, const Request&, const PathParams& params)
{
    const auto card = JUNKAI_TRY(params.id<CardId>("card"));
    return card_response(200, JUNKAI_TRY(app::get_card(api.app, caller, card)));
}

/// Both sides' values, for the person to merge: the writer has his own, the answer brings the station's.
Response stale(const Api& api, app::Caller caller, CardId id, const Refusal& why)
{
    caller.purpose = domain::Purpose::Correction;
    caller.one_time.reset();
    const auto current = app::get_card(api.app, caller, id);
    if (!current) return problem(current.error(), api.locales);
    JsonWriter json;
    write_card(json, *current);
    Response response = problem(412, why, api.locales, "\"current\":" + json.take());
    response.headers.add("etag", etag_of(current->stored.card.version));
    return response;
}

Result<Response> correct_card(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto id = JUNKAI_TRY(params.id<CardId>("card"));
    const auto version = JUNKAI_TRY(if_match(request));
    const app::CorrectCard command =
        JUNKAI_TRY(read_body(request, [&](ObjectReader& in) { return read_correction(in, id, version); }));
    const auto card = app::correct_card(api.app, caller, command);
    if (card) return card_response(200, *card);
    if (card.error().code.view() == "cards.stale_version") return stale(api, caller, id, card.error());
    return in_body(card.error());
}

Result<Response> list_card_versions(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto card = JUNKAI_TRY(params.id<CardId>("card"));
    const auto lines = JUNKAI_TRY(app::list_card_versions(api.app, caller, card));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const app::VersionLine& line : lines)
        write_version(json, line);
    json.end_array().end_object();
    return Response::json(200, json.take());
}

void write_index_row(JsonWriter& json, std::size_t no, const storage::StoredIndexRow& row)
{
    json.begin_object().field("no", static_cast<std::int64_t>(no)).field("card_id", row.card.str());
    json.field("unit_id", row.unit.str()).field("card_no", row.number.str());
    json.field("town", row.town).field("address", row.address);
    if (!row.room.empty()) json.field("room", row.room);
    write_name(json, row.name, row.kana);
    json.field("binder_class", code_of(row.binder)).field("form_version", code_of(row.form));
    json.field("entered_on", row.entered_on).field("corrected_on", row.corrected_on).end_object();
}

Result<Response> list_card_index(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto beat = JUNKAI_TRY(params.id<domain::BeatId>("beat"));
    const Page page = JUNKAI_TRY(page_of(request));
    const std::string_view sort = request.query.find("sort").value_or("ADDRESS");
    if (sort != "ADDRESS" && sort != "KANA")
        return Refusal{"request.fields", "", {}, {{"/sort", "field.not_in_list"}}};
    std::optional<CardId> after;
    if (!page.cursor.empty()) {
        after = CardId::parse(page.cursor);
        if (!after) return bad_cursor();
    }
    const auto order = sort == "KANA" ? storage::IndexOrder::Kana : storage::IndexOrder::Address;
    const auto rows = JUNKAI_TRY(app::list_card_index(api.app, caller, beat, order, after, page.limit));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (std::size_t i = 0; i < rows.rows.size(); ++i)
        write_index_row(json, rows.first_no + i, rows.rows[i]);
    json.end_array();
    if (!rows.is_last) json.field("next", rows.rows.back().card.str());
    json.end_object();
    return Response::json(200, json.take());
}

std::string_view why_word(Why why)
{
    switch (why) {
    case Why::Name:
        return "name";
    case Why::Variant:
        return "variant";
    case Why::Kana:
        return "kana";
    case Why::Address:
        return "address";
    case Why::Phone:
        return "phone";
    case Why::CardNo:
        return "card_no";
    }
    throw InvariantError("a reason of a hit has no word");
}

void write_hit(JsonWriter& json, const app::FoundCard& found)
{
    const storage::SearchHit& hit = found.hit;
    json.begin_object().field("unit_id", hit.unit.str()).field("card_id", hit.card.str());
    write_name(json, hit.name, hit.kana);
    json.field("town", hit.town).field("address", hit.address);
    if (!hit.room.empty()) json.field("room", hit.room);
    json.field("beat_name", found.beat_name).key("why").begin_array();
    for (const auto& reason : hit.why) {
        json.begin_object().field("kind", why_word(reason.kind));
        if (!reason.note.reveal().empty()) json.field("note", reason.note.reveal());
        json.end_object();
    }
    json.end_array().end_object();
}

/// Words travel in the body: a URL is written down in too many places.
Result<Response> search_cards(const Api& api, app::Caller caller, const Request& request, const PathParams&)
{
    // A search changes nothing and is asked anew each time.
    caller.one_time.reset();
    const PersonalText words = JUNKAI_TRY(read_body(request, [&](ObjectReader& in) {
        caller.purpose = in.required_enum<domain::Purpose>("purpose");
        return in.required_personal("words", kLongestSearch);
    }));
    const app::SearchAnswer answer = JUNKAI_TRY(app::search_cards(api.app, caller, words));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const app::FoundCard& found : answer.items)
        write_hit(json, found);
    json.end_array().field("more", answer.more).end_object();
    return Response::json(200, json.take());
}

Response pdf_response(const app::PrintedSheet& sheet)
{
    Response response(201);
    response.headers.add("content-type", "application/pdf");
    response.headers.add("cache-control", "no-store");
    response.headers.add("junkai-print-serial", sheet.serial);
    response.body = std::string(text_of(sheet.pdf.reveal()));
    return response;
}

/// 利用目的 in the words of the screens.
auto purpose_text(const Api& api)
{
    return [&api](domain::Purpose purpose) {
        return std::string(api.locales.purpose(domain::code_of(purpose)));
    };
}

Result<Response> print_card(const Api& api, const Request& request, const PathParams& params)
{
    app::Caller caller = JUNKAI_TRY(caller_of(request));
    const auto card = JUNKAI_TRY(params.id<CardId>("card"));
    caller.purpose = JUNKAI_TRY(
        read_body(request, [](ObjectReader& in) { return in.required_enum<domain::Purpose>("purpose"); }));
    return pdf_response(JUNKAI_TRY(app::print_card(api.app, caller, card, purpose_text(api))));
}

Result<Response> print_blank(const Api& api, const Request& request, const PathParams& params)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    // One serial, one sheet: more copies are more acts.
    JUNKAI_TRY(read_body(request, [](ObjectReader& in) { return in.optional_int("count", 1, 1); }));
    return pdf_response(
        JUNKAI_TRY(app::print_blank(api.app, caller, params.text("form"), purpose_text(api))));
}

Result<Response> list_forms(const Api& api, const Request& request, const PathParams&)
{
    const app::Caller caller = JUNKAI_TRY(caller_of(request));
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const app::FormLine& form : app::list_forms(api.app, caller)) {
        json.begin_object().field("id", form.id).field("name", form.title).field("version", form.version);
        json.field("clause", form.clause).field("blank", true).end_object();
    }
    json.end_array().end_object();
    return Response::json(200, json.take());
}

}  // namespace

std::vector<Route> cards_routes(const Api& api)
{
    return {
        {Method::Post, "/v1/units/{unit}/cards", "create_card", answering(api, create_card)},
        {Method::Get, "/v1/cards/{card}", "get_card", reading(api, get_card)},
        {Method::Put, "/v1/cards/{card}", "correct_card", answering(api, correct_card)},
        {Method::Get, "/v1/cards/{card}/versions", "list_card_versions", answering(api, list_card_versions)},
        {Method::Post, "/v1/cards/{card}/prints", "print_card", answering(api, print_card)},
        {Method::Post, "/v1/forms/{form}/blanks", "print_blank", answering(api, print_blank)},
        {Method::Get, "/v1/forms", "list_forms", answering(api, list_forms)},
        {Method::Get, "/v1/beats/{beat}/index", "list_card_index", answering(api, list_card_index)},
        {Method::Post,
         "/v1/searches",
         "search_cards",
         reading(api, search_cards),
         {.idempotency = Idempotency::NotNeeded}},
    };
}

}  // namespace junkai::http
