// SPDX-License-Identifier: Apache-2.0
// What stands between the server and the handlers, asked without a socket.
#include "test_site.h"

#include "http/cookies.h"
#include "http/etag.h"
#include "http/idempotency.h"
#include "http/json_value.h"
#include "http/problem.h"
#include "http/same_origin.h"

namespace junkai::http::test {
namespace {

class Someone final : public Principal {
public:
    explicit Someone(bool ready) : ready_(ready) {}

    std::string rate_key() const override { return "someone"; }

    const Refusal* hindrance() const override { return ready_ ? nullptr : &why_; }

private:
    bool ready_;
    Refusal why_{"session.must_change_password", ""};
};

Request request(Method method,
                std::string path,
                std::initializer_list<std::pair<const char*, const char*>> headers = {})
{
    Request made;
    made.method = method;
    made.path = std::move(path);
    made.headers.add("host", "localhost");
    for (const auto& [name, value] : headers)
        made.headers.set(name, value);
    made.trace_id = "trace";
    return made;
}

struct Asked {
    int status;
    std::string body;
    Headers headers;
};

struct Desk {
    Desk()
    {
        pipeline_options.authenticate = [](const Request& asked) -> Result<std::shared_ptr<const Principal>> {
            const auto cookie = find_cookie(asked, kSessionCookie);
            if (cookie != "good" && cookie != "unready") return Refusal{"session.none", ""};
            return std::shared_ptr<const Principal>(std::make_shared<Someone>(cookie == "good"));
        };
    }

    void add(Method method,
             std::string_view pattern,
             std::string_view id,
             Handler handler,
             RouteOptions options = {})
    {
        router.add({method, pattern, id, std::move(handler), options});
    }

    Asked ask(Request asked)
    {
        if (!pipeline)
            pipeline = std::make_unique<Pipeline>(router, files, locales, metrics, pipeline_options);
        Plan plan = pipeline->plan(asked);
        Response response = plan.answer ? std::move(*plan.answer) : pipeline->handle(asked, plan);
        return {response.status, std::string(response.body_view()), std::move(response.headers)};
    }

    Router router;
    StaticFiles files;
    Locales locales;
    Metrics metrics;
    PipelineOptions pipeline_options;
    std::unique_ptr<Pipeline> pipeline;
};

Result<Response> done(const Request&, const PathParams&)
{
    return Response::json(200, "{}");
}

constexpr const char* kKey = "018f3c3e-7b1a-7c3d-9e2f-0123456789ab";

TEST(Pipeline, AsksForTheSessionTheOriginTheKeyAndTheMediaType)
{
    Desk desk;
    desk.add(Method::Post, "/v1/cards", "createCard", done);
    desk.add(Method::Get, "/v1/cards", "listCards", done);

    struct Row {
        const char* name;
        Method method;
        std::initializer_list<std::pair<const char*, const char*>> headers;
        int status;
        const char* code;
    };

    const Row rows[] = {
        {"a read in a session",             Method::Get, {{"cookie", "__Host-sid=good"}},               200, ""                          },
        {"a read without one",              Method::Get, {},                                            401, "session.none"              },
        {"a read from another site",
         Method::Get,
         {{"sec-fetch-site", "cross-site"}},
         403,                                                                                                "request.cross_site"        },
        {"a write",
         Method::Post,
         {{"cookie", "__Host-sid=good"}, {"sec-fetch-site", "same-origin"}, {"idempotency-key", kKey}},
         200,                                                                                                ""                          },
        {"a write without a key",
         Method::Post,
         {{"cookie", "__Host-sid=good"}, {"sec-fetch-site", "same-origin"}},
         400,                                                                                                "idempotency.key_missing"   },
        {"a write with a key that is none",
         Method::Post,
         {{"cookie", "__Host-sid=good"}, {"sec-fetch-site", "same-origin"}, {"idempotency-key", "1"}},
         400,                                                                                                "idempotency.key_unreadable"},
        {"a write without an origin",
         Method::Post,
         {{"cookie", "__Host-sid=good"}},
         403,                                                                                                "request.cross_site"        },
        {"a write as a form",
         Method::Post,
         {{"origin", "http://localhost"},
          {"content-length", "3"},
          {"content-type", "application/x-www-form-urlencoded"}},
         415,                                                                                                "request.media_type"        },
        {"a write with a body of no type",
         Method::Post,
         {{"origin", "http://localhost"}, {"content-length", "3"}},
         415,                                                                                                "request.media_type"        },
        {"JSON with a charset",
         Method::Post,
         {{"origin", "http://localhost"},
          {"content-length", "3"},
          {"content-type", "application/json; charset=utf-8"},
          {"cookie", "__Host-sid=good"},
          {"idempotency-key", kKey}},
         200,                                                                                                ""                          },
    };
    for (const Row& row : rows) {
        const Asked answer = desk.ask(request(row.method, "/v1/cards", row.headers));
        EXPECT_EQ(answer.status, row.status) << row.name << answer.body;
        EXPECT_NE(answer.body.find(row.code), std::string::npos) << row.name;
    }
}

TEST(Pipeline, ASessionThatIsNotReadyDoesOnlyWhatReadiesIt)
{
    Desk desk;
    const auto fine = [](const Request&, const PathParams&) -> Result<Response> {
        return Response::no_content();
    };
    desk.add(Method::Get, "/v1/cards", "get_cards", fine);
    desk.add(Method::Get, "/v1/ready", "get_ready", fine, {.session = Session::ReadyOrNot});
    desk.add(Method::Get, "/v1/open", "get_open", fine, {.session = Session::NotNeeded});

    struct Row {
        const char* what;
        const char* path;
        const char* cookie;
        int status;
    };

    const Row rows[] = {
        {"anything else",               "/v1/cards", "__Host-sid=unready", 403},
        {"what readies it",             "/v1/ready", "__Host-sid=unready", 204},
        {"what readies it, when ready", "/v1/ready", "__Host-sid=good",    204},
        {"what readies it, for nobody", "/v1/ready", "__Host-sid=other",   401},
        {"what needs no session",       "/v1/open",  "__Host-sid=unready", 204},
        {"anything else, when ready",   "/v1/cards", "__Host-sid=good",    204},
    };
    for (const Row& row : rows) {
        const Asked asked = desk.ask(request(Method::Get,
                                             row.path,
                                             {
                                                 {"cookie", row.cookie}
        }));
        EXPECT_EQ(asked.status, row.status) << row.what;
        EXPECT_EQ(asked.body.find("session.must_change_password") != std::string::npos, row.status == 403)
            << row.what;
    }
}

TEST(Pipeline, TurnsARefusalIntoAProblem)
{
    Desk desk;
    desk.add(Method::Get, "/v1/a", "a", [](const Request&, const PathParams&) -> Result<Response> {
        return Refusal{"duty.not_permitted", "3-1", {{"duty", "OPEN"}}};
    });
    desk.add(Method::Get, "/v1/b", "b", [](const Request&, const PathParams&) -> Result<Response> {
        return Response::refused(Refusal{"cards.stale", ""}, "\"current\":{\"version\":3}");
    });
    const Asked refused = desk.ask(request(Method::Get,
                                           "/v1/a",
                                           {
                                               {"cookie", "__Host-sid=good"}
    }));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.body,
              "{\"type\":\"about:blank\",\"title\":\"duty.not_permitted\",\"status\":403,\"code\":\"duty.not_"
              "permitted\","
              "\"clause\":\"3-1\",\"facts\":{\"duty\":\"OPEN\"}}");
    EXPECT_EQ(refused.headers.find("content-type"), "application/problem+json");
    EXPECT_EQ(refused.headers.find("request-id"), "trace");
    const Asked stale = desk.ask(request(Method::Get,
                                         "/v1/b",
                                         {
                                             {"cookie", "__Host-sid=good"}
    }));
    EXPECT_EQ(stale.status, 412);
    EXPECT_NE(stale.body.find("\"code\":\"cards.stale\",\"current\":{\"version\":3}}"), std::string::npos)
        << stale.body;
}

TEST(Pipeline, TellsAFailureByItsNumberAndNothingElse)
{
    struct Row {
        const char* path;
        int status;
        const char* kind;
        const char* logged;
    };

    const Row rows[] = {
        {"/v1/storage", 500, "storage",     "the table of the cards"},
        {"/v1/busy",    503, "unavailable", "disk full"             },
        {"/v1/crypto",  500, "crypto",      "cell"                  },
        {"/v1/bug",     500, "invariant",   "never"                 },
        {"/v1/other",   500, "exception",   "out_of_range"          },
        {"/v1/int",     500, "exception",   "not a std::exception"  },
    };
    Desk desk;
    std::string kind;
    std::string what;
    std::string number;
    desk.pipeline_options.log_incident = [&](const IncidentRecord& record) {
        kind = record.kind;
        what = record.what;
        number = record.number;
    };
    const auto throwing = [](auto error) {
        return [error](const Request&, const PathParams&) -> Result<Response> { throw error; };
    };
    RouteOptions open = open_to_all();
    desk.add(Method::Get, "/v1/storage", "1", throwing(StorageError("the table of the cards")), open);
    desk.add(Method::Get, "/v1/busy", "2", throwing(StorageUnavailable("disk full")), open);
    desk.add(Method::Get, "/v1/crypto", "3", throwing(CryptoError("cell")), open);
    desk.add(Method::Get, "/v1/bug", "4", throwing(InvariantError("never")), open);
    desk.add(Method::Get, "/v1/other", "5", throwing(std::out_of_range("見本太郎")), open);
    desk.add(Method::Get, "/v1/int", "6", throwing(7), open);
    for (const Row& row : rows) {
        const Asked answer = desk.ask(request(Method::Get, row.path));
        EXPECT_EQ(answer.status, row.status) << row.path;
        EXPECT_EQ(kind, row.kind) << row.path;
        EXPECT_NE(what.find(row.logged), std::string::npos) << row.path << what;
        EXPECT_EQ(what.find("見本"), std::string::npos);
        EXPECT_NE(answer.body.find("\"facts\":{\"incident\":\"" + number + "\"}"), std::string::npos)
            << answer.body;
        EXPECT_EQ(answer.body.find(row.logged), std::string::npos) << answer.body;
    }
}

TEST(Pipeline, LimitsTheRateOfASession)
{
    Desk desk;
    desk.pipeline_options.per_session = {0.5, 1};
    desk.add(Method::Get, "/v1/cards", "listCards", done);
    EXPECT_EQ(desk.ask(request(Method::Get,
                               "/v1/cards",
                               {
                                   {"cookie", "__Host-sid=good"}
    }))
                  .status,
              200);
    const Asked second = desk.ask(request(Method::Get,
                                          "/v1/cards",
                                          {
                                              {"cookie", "__Host-sid=good"}
    }));
    EXPECT_EQ(second.status, 429);
    EXPECT_EQ(second.headers.find("retry-after"), "2");
}

TEST(Problem, EachKindOfRefusalHasItsStatus)
{
    const auto status = [](Refusal why) { return status_of(why); };
    EXPECT_EQ(status(Refusal{"request.unreadable", ""}), 400);
    EXPECT_EQ(status(Refusal{"session.none", ""}), 401);
    EXPECT_EQ(status(Refusal{"session.throttled", ""}), 429);
    EXPECT_EQ(status(Refusal{"session.busy", ""}), 503);
    EXPECT_EQ(status(Refusal{"duty.not_permitted", "6-1"}), 403);
    EXPECT_EQ(status(Refusal{"duty.not_found", ""}), 404);
    EXPECT_EQ(status(Refusal{"request.not_found", ""}), 404);
    EXPECT_EQ(status(Refusal{"disposal.no_ground", "6-5(1)a"}), 409);
    EXPECT_EQ(status(Refusal{"cards.stale", ""}), 412);
    EXPECT_EQ(status(Refusal{"request.fields", "", {}, {{"/a", "field.required"}}}), 422);
    EXPECT_EQ(status(Refusal{"visits.wrong", "", {}, {{"/a", "field.required"}}}), 422);
    EXPECT_EQ(status(Refusal{"request.key_used_for_another_body", ""}), 422);
    EXPECT_EQ(status(Refusal{"precondition.missing", ""}), 428);
    EXPECT_EQ(status(Refusal{"request.too_many", ""}), 429);
    EXPECT_EQ(status(Refusal{"server.busy", ""}), 503);
}

TEST(Problem, NamesEachWrongField)
{
    const Refusal why{
        "request.fields", "", {                             },
          { {"/name", "field.required"}, {"/born", "field.not_a_date"}}
    };
    const Response made = problem(why, Locales());
    EXPECT_NE(
        std::string(made.body).find("\"errors\":[{\"pointer\":\"/name\",\"code\":\"field.required\",\"text\":"
                                    "\"field.required\"},{\"pointer\":\"/born\","),
        std::string::npos)
        << made.body;
    EXPECT_TRUE(parse_json(made.body).has_value());
}

TEST(Problem, EveryCodeOfThisLibraryHasATextInBothLanguages)
{
    const std::filesystem::path root = JUNKAI_SOURCE_DIR;
    const Locales ja = Locales::load(root / "locales/ja.json");
    const Locales en = Locales::load(root / "locales/en.json");
    const char* codes[] = {"request.malformed",
                           "request.version_not_supported",
                           "request.method_unknown",
                           "request.method_not_allowed",
                           "request.target_too_long",
                           "request.head_too_large",
                           "request.body_too_large",
                           "request.encoding_unknown",
                           "request.expectation",
                           "request.misdirected",
                           "request.too_slow",
                           "request.too_many",
                           "request.not_found",
                           "request.media_type",
                           "request.cross_site",
                           "request.unreadable",
                           "request.fields",
                           "idempotency.key_missing",
                           "idempotency.key_unreadable",
                           "precondition.missing",
                           "precondition.unreadable",
                           "client.too_many_connections",
                           "server.too_many_connections",
                           "server.busy",
                           "server.draining",
                           "server.not_recorded",
                           "server.unavailable",
                           "server.failed",
                           "field.required",
                           "field.unknown",
                           "field.not_an_object",
                           "field.not_a_text",
                           "field.not_a_number",
                           "field.not_a_boolean",
                           "field.not_a_date",
                           "field.not_an_instant",
                           "field.not_an_id",
                           "field.not_in_list",
                           "field.not_a_list",
                           "field.out_of_range",
                           "field.too_many",
                           "text.too_long",
                           "text.control_character"};
    for (const char* code : codes) {
        EXPECT_TRUE(ja.has(code)) << code;
        EXPECT_TRUE(en.has(code)) << code;
    }
    EXPECT_EQ(ja.text("nobody.wrote_this"), "nobody.wrote_this");
}

TEST(ETag, OnlyOneVersionCanBeMeant)
{
    EXPECT_EQ(etag_of(12), "\"v12\"");

    struct Row {
        const char* header;
        std::int64_t version;
        const char* code;
    };

    const Row rows[] = {
        {"\"v12\"",                   12, ""                       },
        {"\"v0\"",                    0,  ""                       },
        {nullptr,                     0,  "precondition.missing"   },
        {"*",                         0,  "precondition.unreadable"},
        {"W/\"v12\"",                 0,  "precondition.unreadable"},
        {"\"v12\", \"v13\"",          0,  "precondition.unreadable"},
        {"v12",                       0,  "precondition.unreadable"},
        {"\"v012\"",                  0,  "precondition.unreadable"},
        {"\"v-1\"",                   0,  "precondition.unreadable"},
        {"\"v\"",                     0,  "precondition.unreadable"},
        {"\"v99999999999999999999\"", 0,  "precondition.unreadable"},
    };
    for (const Row& row : rows) {
        Request made = request(Method::Put, "/");
        if (row.header != nullptr) made.headers.add("if-match", row.header);
        const auto version = if_match(made);
        EXPECT_EQ(version ? "" : version.error().code.view(), row.code) << (row.header ? row.header : "none");
        EXPECT_EQ(version ? *version : 0, row.version);
    }
}

TEST(Cookies, AreFoundByTheirWholeNameOnce)
{
    struct Row {
        const char* header;
        const char* value;
    };

    const Row rows[] = {
        {"__Host-sid=abc",                 "abc"  },
        {"a=1; __Host-sid=abc; b=2",       "abc"  },
        {"a=1;__Host-sid=abc",             "abc"  },
        {"x__Host-sid=abc",                nullptr},
        {"__host-sid=abc",                 nullptr},
        {"__Host-sid=abc; __Host-sid=def", nullptr},
        {"__Host-sid",                     nullptr},
        {"",                               nullptr},
        {";;;",                            nullptr},
    };
    for (const Row& row : rows) {
        const Request made = request(Method::Get,
                                     "/",
                                     {
                                         {"cookie", row.header}
        });
        const auto value = find_cookie(made, kSessionCookie);
        EXPECT_EQ(value, row.value != nullptr ? std::optional<std::string_view>(row.value) : std::nullopt)
            << row.header;
    }
    EXPECT_EQ(set_session_cookie("abc", std::chrono::seconds(60)),
              "__Host-sid=abc; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=60");
    EXPECT_THROW(set_session_cookie("a; Domain=evil", std::chrono::seconds(60)), InvariantError);
}

TEST(SameOrigin, BelievesTheBrowserFirstThenTheOrigin)
{
    struct Row {
        const char* name;
        Method method;
        std::initializer_list<std::pair<const char*, const char*>> headers;
        bool passes;
    };

    const Row rows[] = {
        {"same-origin write",          Method::Post,   {{"sec-fetch-site", "same-origin"}},   true },
        {"typed by the user, read",    Method::Get,    {{"sec-fetch-site", "none"}},          true },
        {"typed by the user, write",   Method::Post,   {{"sec-fetch-site", "none"}},          false},
        {"same site, other host",      Method::Get,    {{"sec-fetch-site", "same-site"}},     false},
        {"cross site with our origin",
         Method::Post,
         {{"sec-fetch-site", "cross-site"}, {"origin", "http://localhost"}},
         false                                                                                     },
        {"old browser, our origin",    Method::Post,   {{"origin", "http://localhost"}},      true },
        {"behind a proxy with TLS",    Method::Post,   {{"origin", "https://localhost"}},     true },
        {"old browser, other origin",  Method::Post,   {{"origin", "http://evil"}},           false},
        {"other port",                 Method::Post,   {{"origin", "http://localhost:81"}},   false},
        {"sandboxed page",             Method::Post,   {{"origin", "null"}},                  false},
        {"prefix of our name",         Method::Post,   {{"origin", "http://localhost.evil"}}, false},
        {"neither, read",              Method::Get,    {},                                    true },
        {"neither, write",             Method::Post,   {},                                    false},
        {"neither, delete",            Method::Delete, {},                                    false},
    };
    for (const Row& row : rows)
        EXPECT_EQ(check_same_origin(request(row.method, "/", row.headers)).has_value(), row.passes)
            << row.name;
}

TEST(RateLimiter, RefillsAndForgets)
{
    RateLimiter limiter({2, 3}, 32);
    const auto start = std::chrono::steady_clock::now();
    const auto at = [&](int ms) { return start + std::chrono::milliseconds(ms); };
    for (int i = 0; i < 3; ++i)
        EXPECT_FALSE(limiter.take("a", at(0)));
    EXPECT_EQ(limiter.take("a", at(0)), std::chrono::seconds(1));
    EXPECT_FALSE(limiter.take("b", at(0)));
    EXPECT_TRUE(limiter.take("a", at(499)));
    EXPECT_FALSE(limiter.take("a", at(500)));
    EXPECT_TRUE(limiter.take("a", at(500)));
    // Time that runs backwards gives nothing away.
    EXPECT_TRUE(limiter.take("a", at(100)));
    for (int i = 0; i < 1000; ++i)
        EXPECT_FALSE(limiter.take("k" + std::to_string(i), at(600)));
    EXPECT_LE(limiter.keys(), 32U);
    RateLimiter off({0, 0});
    for (int i = 0; i < 100; ++i)
        EXPECT_FALSE(off.take("a", at(0)));
}

TEST(Router, PrefersWordsToNamesAndFindsItsWayBack)
{
    Router router;
    const auto handler = [](const Request&, const PathParams&) -> Result<Response> { return Response(200); };
    router.add({Method::Get, "/v1/cards/{card}", "getCard", handler});
    router.add({Method::Get, "/v1/cards/index", "getIndex", handler});
    router.add({Method::Get, "/v1/cards/{card}/versions/{version}", "getVersion", handler});
    router.add({Method::Put, "/v1/cards/{card}", "putCard", handler});
    router.add({Method::Get, "/v1/cards/index/pages", "getPages", handler});
    const auto found = [&](Method method, std::string_view path) -> std::string {
        const auto result = router.find(method, path);
        if (const auto* match = std::get_if<RouteMatch>(&result))
            return std::string(match->route->operation_id);
        if (const auto* wrong = std::get_if<MethodNotAllowed>(&result)) return wrong->allow;
        return "";
    };
    EXPECT_EQ(found(Method::Get, "/v1/cards/7"), "getCard");
    EXPECT_EQ(found(Method::Head, "/v1/cards/7"), "getCard");
    EXPECT_EQ(found(Method::Put, "/v1/cards/7"), "putCard");
    EXPECT_EQ(found(Method::Get, "/v1/cards/index"), "getIndex");
    EXPECT_EQ(found(Method::Get, "/v1/cards/index/pages"), "getPages");
    EXPECT_EQ(found(Method::Get, "/v1/cards/index/versions/2"), "getVersion");
    EXPECT_EQ(found(Method::Delete, "/v1/cards/7"), "GET, HEAD, PUT");
    for (const char* nowhere :
         {"/", "/v1", "/v1/cards", "/v1/cards/", "/v1/cards/7/", "/v1/cards/7/versions", "/v2/cards/7"})
        EXPECT_EQ(found(Method::Get, nowhere), "") << nowhere;
    const auto match = std::get<RouteMatch>(router.find(Method::Get, "/v1/cards/7/versions/8"));
    EXPECT_EQ(match.params.text("card"), "7");
    EXPECT_EQ(match.params.text("version"), "8");
    EXPECT_THROW(match.params.text("beat"), InvariantError);
    EXPECT_EQ(match.params.id<Id<struct CardTag>>("card").error().code.view(), "request.not_found");
    EXPECT_THROW(router.add({Method::Get, "/v1/other", "getCard", handler}), InvariantError);
    EXPECT_THROW(router.add({Method::Get, "/v1/cards/{other}", "getOther", handler}), InvariantError);
    EXPECT_EQ(router.operation_ids().size(), 5U);
}

}  // namespace
}  // namespace junkai::http::test
