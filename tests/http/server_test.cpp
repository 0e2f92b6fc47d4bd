// SPDX-License-Identifier: Apache-2.0
// What a connection may do, what it may cost, and how it ends.
#include "test_site.h"

namespace junkai::http::test {
namespace {

using namespace std::chrono_literals;

TEST(Server, AnswersPipelinedRequestsInTheirOrder)
{
    TestSite site;
    site.start();
    RawClient client = site.client();
    client.send(post("/v1/echo", "first") + get("/v1/hello") + get("/v1/none") + post("/v1/echo", "last"));
    EXPECT_NE(client.read_answer().find("first"), std::string::npos);
    EXPECT_NE(client.read_answer().find("/v1/hello"), std::string::npos);
    EXPECT_EQ(status_in(client.read_answer()), 404);
    EXPECT_NE(client.read_answer().find("last"), std::string::npos);
}

TEST(Server, StopsReadingThePipelineAfterClose)
{
    TestSite site;
    site.start();
    const std::string all = site.exchange(get("/v1/hello", "Connection: close\r\n") + get("/v1/hello"));
    EXPECT_EQ(status_in(all), 200);
    EXPECT_EQ(all.find("HTTP/1.1", 9), std::string::npos) << all;
}

TEST(Server, SendsTheSecurityHeadersAndNoStoreOnEveryAnswer)
{
    TestSite site;
    site.start();
    for (const char* path : {"/v1/hello", "/v1/none", "/none"}) {
        RawClient client = site.client();
        client.send(get(path));
        const std::string answer = client.read_answer();
        for (const char* line :
             {"Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src "
              "'self'; "
              "img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri "
              "'none'; "
              "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types "
              "svelte-trusted-html junkai-sw\r\n",
              "Cross-Origin-Opener-Policy: same-origin\r\n",
              "X-Content-Type-Options: nosniff\r\n",
              "Referrer-Policy: no-referrer\r\n",
              "Permissions-Policy: geolocation=(self)\r\n",
              "cache-control: no-store\r\n"})
            EXPECT_NE(answer.find(line), std::string::npos) << path << ": " << line;
    }
}

TEST(Server, HeadHasTheHeadersOfGetAndNoBody)
{
    TestSite site;
    site.start();
    RawClient client = site.client();
    client.send("HEAD /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n" + get("/v1/hello"));
    const std::string head = client.read_answer(true);
    EXPECT_NE(head.find("Content-Length: 20\r\n"), std::string::npos) << head;
    EXPECT_NE(client.read_answer().find("{\"path\":\"/v1/hello\"}"), std::string::npos);
}

TEST(Server, TellsWhichMethodsAPathHas)
{
    TestSite site;
    site.start();
    RawClient client = site.client();
    client.send("DELETE /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string answer = client.read_answer();
    EXPECT_EQ(status_in(answer), 405);
    EXPECT_NE(answer.find("allow: GET, HEAD\r\n"), std::string::npos) << answer;
}

TEST(Server, ClosesAnIdleConnectionWithoutAWord)
{
    TestSite site;
    site.options.deadlines.idle = 60ms;
    site.start();
    RawClient client = site.client();
    client.send(get("/v1/hello"));
    client.read_answer();
    EXPECT_EQ(client.read_to_end(), "");
}

TEST(Server, TellsASlowHeaderThatItIsTooSlow)
{
    TestSite site;
    site.options.deadlines.header = 80ms;
    site.start();
    RawClient client = site.client();
    // Each byte comes soon after the last one: the whole head has one deadline, the drip does not move it.
    for (const char byte : std::string("GET /v1/hello HTTP/1.1\r\nHost: loc")) {
        if (!client.send(std::string(1, byte))) break;
        std::this_thread::sleep_for(5ms);
    }
    const std::string answer = client.read_to_end();
    EXPECT_EQ(status_in(answer), 408) << answer;
    EXPECT_NE(answer.find("\"what\":\"header\""), std::string::npos);
}

TEST(Server, ClosesAConnectionThatNeverSpeaks)
{
    TestSite site;
    site.options.deadlines.header = 60ms;
    site.start();
    RawClient client = site.client();
    EXPECT_EQ(client.read_to_end(), "");
}

TEST(Server, TellsASlowBodyThatItIsTooSlow)
{
    for (const char* framing : {"Content-Length: 5000\r\n", "Transfer-Encoding: chunked\r\n"}) {
        TestSite site;
        site.options.deadlines.body_grace = 80ms;
        site.options.deadlines.body_rate = 100'000;
        site.start();
        RawClient client = site.client();
        client.send("POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: "
                    "application/json\r\n" +
                    std::string(framing) + "\r\n");
        if (std::string(framing).starts_with("T")) client.send("1388\r\n");
        for (int i = 0; i < 60 && client.send("a"); ++i)
            std::this_thread::sleep_for(5ms);
        const std::string answer = client.read_to_end();
        EXPECT_EQ(status_in(answer), 408) << answer;
        EXPECT_NE(answer.find("\"what\":\"body\""), std::string::npos);
    }
}

TEST(Server, GivesABodyThatMovesItsTime)
{
    TestSite site;
    site.options.deadlines.body_grace = 100ms;
    site.options.deadlines.body_rate = 1000;
    site.start();
    RawClient client = site.client();
    const std::string body(2000, 'b');
    const std::string request = post("/v1/echo", body);
    const std::size_t head = request.size() - body.size();
    client.send(request.substr(0, head));
    // 2,000 bytes in 300 ms: beyond the grace, and well above the rate.
    for (std::size_t at = 0; at < body.size(); at += 200) {
        client.send(std::string_view(body).substr(at, 200));
        std::this_thread::sleep_for(30ms);
    }
    EXPECT_EQ(status_in(client.read_answer()), 200);
}

TEST(Server, CutsAReaderThatDoesNotRead)
{
    TestSite site;
    site.options.deadlines.write_grace = 100ms;
    site.options.deadlines.write_rate = 100'000'000;
    const auto large = [](const Request&, const PathParams&) -> Result<Response> {
        return Response::text(200, std::string(32'000'000, 'x'));
    };
    site.router.add({Method::Get, "/v1/large", "large", large, open_to_all()});
    site.start();
    RawClient client(site.server->port(), 4096);
    client.send(get("/v1/large"));
    site.wait_for([&] { return site.metrics.render().find("phase=\"write\"} 1") != std::string::npos; });
    site.wait_for([&] { return site.server->connections() == 0; });
    EXPECT_LT(client.read_to_end().size(), 32'000'000U);
}

TEST(Server, StreamsWithoutHoldingTheWhole)
{
    TestSite site;
    std::atomic<int> made{0};
    const auto stream = [&](const Request&, const PathParams&) -> Result<Response> {
        Response response = Response::text(200, "");
        response.stream = [&made, n = 0](std::string& piece) mutable {
            piece = "piece " + std::to_string(n) + "\n";
            ++made;
            return ++n < 3;
        };
        return response;
    };
    const auto broken = [](const Request&, const PathParams&) -> Result<Response> {
        Response response = Response::text(200, "");
        response.stream = [n = 0](std::string& piece) mutable -> bool {
            if (n++ == 1) throw StorageError("the disk is gone");
            piece = "one";
            return true;
        };
        return response;
    };
    site.router.add({Method::Get, "/v1/stream", "stream", stream, open_to_all()});
    site.router.add({Method::Get, "/v1/broken", "broken", broken, open_to_all()});
    site.start();
    const std::string whole = site.exchange(get("/v1/stream", "Connection: close\r\n"));
    EXPECT_NE(whole.find("Transfer-Encoding: chunked\r\n"), std::string::npos);
    EXPECT_TRUE(whole.ends_with("8\r\npiece 0\n\r\n8\r\npiece 1\n\r\n8\r\npiece 2\n\r\n0\r\n\r\n")) << whole;
    EXPECT_EQ(made, 3);
    // A body that broke is never ended, so nobody takes it for whole.
    const std::string cut = site.exchange(get("/v1/broken"));
    EXPECT_TRUE(cut.ends_with("3\r\none\r\n")) << cut;
}

TEST(Server, KeepsTheConnectionAfterAStream)
{
    TestSite site;
    const auto stream = [](const Request&, const PathParams&) -> Result<Response> {
        Response response = Response::text(200, "");
        response.stream = [](std::string& piece) {
            piece = "x";
            return false;
        };
        return response;
    };
    site.router.add({Method::Get, "/v1/stream", "stream", stream, open_to_all()});
    site.start();
    const std::string both = site.exchange(get("/v1/stream") + get("/v1/hello", "Connection: close\r\n"));
    EXPECT_NE(both.find("1\r\nx\r\n0\r\n\r\nHTTP/1.1 200 OK"), std::string::npos) << both;
}

TEST(Server, HoldsAnAnswerUntilItsRecordIsDurable)
{
    TestSite site;
    std::mutex mutex;
    std::function<void(bool)> release;
    const auto held = [&](const Request&, const PathParams&) -> Result<Response> {
        Response response = Response::text(200, "recorded");
        response.hold = [&](std::function<void(bool)> go) {
            const std::lock_guard lock(mutex);
            release = std::move(go);
        };
        return response;
    };
    const auto dropped = [](const Request&, const PathParams&) -> Result<Response> {
        Response response = Response::text(200, "never recorded");
        response.hold = [](const std::function<void(bool)>&) {};
        return response;
    };
    site.router.add({Method::Get, "/v1/held", "held", held, open_to_all()});
    site.router.add({Method::Get, "/v1/dropped", "dropped", dropped, open_to_all()});
    site.start();
    const auto release_with = [&](bool durable) {
        site.wait_for([&] {
            const std::lock_guard lock(mutex);
            return release != nullptr;
        });
        const std::lock_guard lock(mutex);
        std::exchange(release, nullptr)(durable);
    };
    RawClient client = site.client();
    client.send(get("/v1/held"));
    release_with(true);
    EXPECT_NE(client.read_answer().find("recorded"), std::string::npos);
    client.send(get("/v1/held"));
    release_with(false);
    EXPECT_EQ(status_in(client.read_answer()), 503);
    client.send(get("/v1/dropped"));
    EXPECT_EQ(status_in(client.read_answer()), 503);
}

TEST(Server, RefusesWhatDoesNotFitInTheQueue)
{
    TestSite site;
    site.options.workers = 1;
    site.options.caps.queue = 1;
    site.start();
    RawClient running = site.client();
    running.send(get("/v1/wait"));
    site.wait_for([&] { return site.waiting == 1; });
    RawClient queued = site.client();
    queued.send(get("/v1/wait"));
    site.wait_for(
        [&] { return site.metrics.render().find("junkai_http_queue_depth 1\n") != std::string::npos; });
    RawClient refused = site.client();
    refused.send(get("/v1/hello"));
    const std::string answer = refused.read_answer();
    EXPECT_EQ(status_in(answer), 503);
    EXPECT_NE(answer.find("retry-after: 1\r\n"), std::string::npos) << answer;
    EXPECT_NE(answer.find("\"code\":\"server.busy\""), std::string::npos);
    site.latch.open();
    EXPECT_NE(running.read_answer().find("waited"), std::string::npos);
    EXPECT_NE(queued.read_answer().find("waited"), std::string::npos);
    // The one that was refused may try again on the same connection.
    refused.send(get("/v1/hello"));
    EXPECT_EQ(status_in(refused.read_answer()), 200);
}

TEST(Server, CapsTheConnectionsOfAnAddress)
{
    TestSite site;
    site.options.caps.connections_per_address = 2;
    site.start();
    auto first = std::make_unique<RawClient>(site.server->port());
    RawClient second = site.client();
    for (RawClient* client : {first.get(), &second}) {
        client->send(get("/v1/hello"));
        EXPECT_EQ(status_in(client->read_answer()), 200);
    }
    const std::string answer = site.exchange(get("/v1/hello"));
    EXPECT_EQ(status_in(answer), 429);
    EXPECT_NE(answer.find("retry-after:"), std::string::npos);
    first.reset();
    site.wait_for([&] { return site.server->connections() == 1; });
    RawClient third = site.client();
    third.send(get("/v1/hello"));
    EXPECT_EQ(status_in(third.read_answer()), 200);
}

TEST(Server, CapsAllConnections)
{
    TestSite site;
    site.options.caps.connections = 1;
    site.start();
    RawClient first = site.client();
    first.send(get("/v1/hello"));
    EXPECT_EQ(status_in(first.read_answer()), 200);
    EXPECT_EQ(status_in(site.exchange(get("/v1/hello"))), 503);
}

TEST(Server, LimitsTheRateOfAnAddress)
{
    TestSite site;
    site.pipeline_options.per_address = {0.001, 2};
    site.start();
    RawClient client = site.client();
    for (const int status : {200, 200, 429}) {
        client.send(get("/v1/hello"));
        EXPECT_EQ(status_in(client.read_answer()), status);
    }
}

TEST(Server, DrainLetsTheRunningEndAndRefusesTheNew)
{
    TestSite site;
    site.start();
    RawClient idle = site.client();
    idle.send(get("/v1/hello"));
    EXPECT_EQ(status_in(idle.read_answer()), 200);
    RawClient running = site.client();
    running.send(get("/v1/wait"));
    site.wait_for([&] { return site.waiting == 1; });
    RawClient half = site.client();
    half.send("GET /v1/hello HTTP/1.1\r\nHost: ");
    site.wait_for([&] { return site.server->connections() == 3; });
    std::this_thread::sleep_for(30ms);

    bool clean = false;
    std::thread drain([&] { clean = site.server->drain(5s); });
    EXPECT_TRUE(idle.is_closed());
    half.send("localhost\r\n\r\n");
    const std::string refused = half.read_to_end();
    EXPECT_EQ(status_in(refused), 503) << refused;
    EXPECT_NE(refused.find("server.draining"), std::string::npos);
    EXPECT_THROW(RawClient(site.server->port()), std::runtime_error);
    EXPECT_EQ(site.server->running(), 1U);
    site.latch.open();
    const std::string answer = running.read_to_end();
    EXPECT_NE(answer.find("waited"), std::string::npos);
    EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
    drain.join();
    EXPECT_TRUE(clean);
}

TEST(Server, DrainCutsWhatDoesNotEndInTime)
{
    TestSite site;
    site.start();
    RawClient running = site.client();
    running.send(get("/v1/wait"));
    site.wait_for([&] { return site.waiting == 1; });
    const auto began = std::chrono::steady_clock::now();
    EXPECT_FALSE(site.server->drain(50ms));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
    EXPECT_EQ(running.read_to_end(), "");
}

TEST(Server, EndsWithRequestsUnderWay)
{
    TestSite site;
    site.start();
    RawClient running = site.client();
    running.send(get("/v1/wait"));
    site.wait_for([&] { return site.waiting == 1; });
    site.latch.open();
    site.server.reset();
    running.read_to_end();
}

TEST(Server, ServesManyAtOnce)
{
    TestSite site;
    site.options.caps.connections_per_address = 300;
    site.start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i)
        clients.push_back(std::make_unique<RawClient>(site.server->port()));
    for (int round = 0; round < 3; ++round) {
        for (std::size_t i = 0; i < clients.size(); ++i)
            clients[i]->send(post("/v1/echo", std::to_string(i)));
        for (std::size_t i = 0; i < clients.size(); ++i)
            EXPECT_TRUE(clients[i]->read_answer().ends_with("\r\n\r\n" + std::to_string(i)));
    }
}

TEST(Server, SaysWhyItCannotListen)
{
    using Why = ListenError::Why;
    TestSite first;
    first.start();

    struct Row {
        const char* name;
        const char* address;
        std::uint16_t port;
        Why why;
    };

    const Row rows[] = {
        {"another server of ours is there", "127.0.0.1",    first.server->port(), Why::InUse       },
        {"plain HTTP to the outside",       "0.0.0.0",      0,                    Why::PlainOutside},
        {"plain HTTP to the outside, IPv6", "::",           0,                    Why::PlainOutside},
        {"a name",                          "localhost",    0,                    Why::Unreadable  },
        {"a port with it",                  "127.0.0.1:80", 0,                    Why::Unreadable  },
        {"nothing",                         "",             0,                    Why::Unreadable  },
    };
    for (const Row& row : rows) {
        TestSite site;
        site.options.address = row.address;
        site.options.port = row.port;
        try {
            site.start();
            ADD_FAILURE() << row.name << " was listened on";
        } catch (const ListenError& failure) {
            EXPECT_EQ(failure.why(), row.why) << row.name << ": " << failure.what();
            EXPECT_EQ(failure.address(), row.address);
            EXPECT_EQ(failure.port(), row.port);
        }
    }
    // The one that was there goes on.
    EXPECT_EQ(status_in(first.exchange(get("/v1/hello", "Connection: close\r\n"))), 200);
}

TEST(Server, ListensAgainAtOnceWhereItsPredecessorHadConnections)
{
    std::uint16_t port = 0;
    for (int i = 0; i < 3; ++i) {
        TestSite site;
        site.options.port = port;
        site.start();
        port = site.server->port();
        RawClient client = site.client();
        client.send(get("/v1/hello"));
        EXPECT_EQ(status_in(client.read_answer()), 200);
        site.server->drain(1s);
    }
}

TEST(Server, CountsWhatItDoes)
{
    TestSite site;
    site.router.add(health_routes(site.metrics, [] { return std::string(); }));
    site.start();
    RawClient client = site.client();
    client.send(get("/v1/hello"));
    client.read_answer();
    site.exchange("nonsense\r\n\r\n");
    client.send(get("/metrics"));
    const std::string text = client.read_answer();
    for (const char* line : {"junkai_http_request_seconds_count{operation=\"hello\"} 1\n",
                             "junkai_http_faults_total 1\n",
                             "junkai_http_connections_accepted_total 2\n",
                             "# TYPE junkai_http_request_seconds histogram\n",
                             "junkai_http_requests_running 1\n"})
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
}

TEST(Server, SaysWhetherItIsReady)
{
    TestSite site;
    std::atomic<bool> missing{true};
    site.router.add(health_routes(site.metrics, [&] { return std::string(missing ? "vault" : ""); }));
    site.start();
    RawClient client = site.client();
    client.send(get("/readyz"));
    const std::string answer = client.read_answer();
    EXPECT_EQ(status_in(answer), 503);
    EXPECT_TRUE(answer.ends_with("\r\n\r\nvault\n"));
    missing = false;
    client.send(get("/readyz") + get("/healthz"));
    EXPECT_EQ(status_in(client.read_answer()), 200);
    EXPECT_EQ(status_in(client.read_answer()), 200);
}

}  // namespace
}  // namespace junkai::http::test
