// SPDX-License-Identifier: Apache-2.0
// Many at once, slow ones, rude ones: whoever behaves is served all the while, and nobody waits for ever.
#include "test_site.h"

#include "http/cookies.h"

#include <sys/resource.h>

namespace junkai::http::test {
namespace {

using namespace std::chrono_literals;

using Clients = std::vector<std::unique_ptr<RawClient>>;

Clients connect(const TestSite& site, int count)
{
    Clients clients;
    for (int i = 0; i < count; ++i)
        clients.push_back(std::make_unique<RawClient>(site.server->port()));
    return clients;
}

/// A session "north-7" belongs to the station "north".
class Officer final : public Principal {
public:
    explicit Officer(std::string session) : session_(std::move(session)) {}

    std::string rate_key() const override { return session_; }

    std::string share_key() const override { return session_.substr(0, session_.find('-')); }

private:
    std::string session_;
};

/// A site with two stations. /v1/block of a session waits for the latch.
struct Stations : TestSite {
    Stations()
    {
        options.workers = 4;
        pipeline_options.authenticate = [](const Request& asked) -> Result<std::shared_ptr<const Principal>> {
            const auto cookie = find_cookie(asked, kSessionCookie);
            if (!cookie) return Refusal{"session.none", ""};
            return std::shared_ptr<const Principal>(std::make_shared<Officer>(std::string(*cookie)));
        };
        RouteOptions with_session;
        with_session.idempotency = Idempotency::NotNeeded;
        const auto quick = [](const Request& request, const PathParams&) -> Result<Response> {
            return Response::text(200, request.principal->rate_key());
        };
        const auto block = [this](const Request&, const PathParams&) -> Result<Response> {
            ++waiting;
            latch.wait();
            return Response::text(200, "blocked");
        };
        router.add({Method::Get, "/v1/quick", "quick", quick, with_session});
        router.add({Method::Get, "/v1/block", "block", block, with_session});
    }

    static std::string as(const std::string& session, const char* path)
    {
        return get(path, "Cookie: __Host-sid=" + session + "\r\n");
    }
};

/// Whether `answer` is one of being busy, with the moment to come back.
bool is_busy(const std::string& answer)
{
    return status_in(answer) == 503 && answer.find("server.busy") != std::string::npos &&
           answer.find("retry-after: 1\r\n") != std::string::npos;
}

TEST(Crowd, AStationThatFillsTheServerSlowsOnlyItself)
{
    Stations site;
    site.options.caps.queue = 8;
    site.start();
    Clients north = connect(site, 20);
    Clients south = connect(site, 2);
    // Each is known from its first request on.
    for (std::size_t i = 0; i < north.size(); ++i) {
        north[i]->send(Stations::as("north-" + std::to_string(i), "/v1/quick"));
        EXPECT_EQ(status_in(north[i]->read_answer()), 200);
    }
    for (const auto& client : south) {
        for (int again = 0; again < 2; ++again) {
            client->send(Stations::as("south-1", "/v1/quick"));
            EXPECT_EQ(status_in(client->read_answer()), 200);
        }
    }
    // Three workers of four, eight places to wait, nine that find none.
    for (std::size_t i = 0; i < north.size(); ++i) {
        // Not all at once: who is refused before a worker looks up would make the numbers a matter of luck.
        if (i == 3) site.wait_for([&] { return site.waiting == 3; });
        north[i]->send(Stations::as("north-" + std::to_string(i), "/v1/block"));
    }
    site.wait_for([&] { return site.metrics.render().find("queue_full_total 9\n") != std::string::npos; });
    for (int i = 0; i < 20; ++i) {
        for (const auto& client : south) {
            client->send(Stations::as("south-1", "/v1/quick"));
            EXPECT_TRUE(client->read_answer().ends_with("south-1"));
        }
    }
    EXPECT_EQ(site.waiting, 3);
    site.latch.open();
    int served = 0;
    int busy = 0;
    for (const auto& client : north) {
        const std::string answer = client->read_answer();
        served += status_in(answer) == 200 ? 1 : 0;
        busy += is_busy(answer) ? 1 : 0;
    }
    EXPECT_EQ(served + busy, 20);
    EXPECT_GE(busy, 9);
    EXPECT_GE(served, 3);
    // Whoever was turned away tries again on the same connection.
    north.back()->send(Stations::as("north-19", "/v1/quick"));
    EXPECT_EQ(status_in(north.back()->read_answer()), 200);
}

TEST(Crowd, CookiesThatAreInventedGainNothing)
{
    Stations site;
    site.pipeline_options.authenticate = [](const Request&) -> Result<std::shared_ptr<const Principal>> {
        return Refusal{"session.none", ""};
    };
    site.options.caps.queue = 4;
    site.start();
    Clients strangers = connect(site, 7);
    for (std::size_t i = 0; i < strangers.size(); ++i) {
        if (i == 3) site.wait_for([&] { return site.waiting == 3; });
        strangers[i]->send(get("/v1/wait"));
    }
    site.wait_for([&] { return site.metrics.render().find("queue_depth 4\n") != std::string::npos; });
    for (int i = 0; i < 30; ++i) {
        RawClient client = site.client();
        client.send(Stations::as("made-up-" + std::to_string(i), "/v1/quick"));
        const std::string answer = client.read_answer();
        EXPECT_TRUE(is_busy(answer)) << answer;
    }
    site.latch.open();
    for (const auto& client : strangers)
        EXPECT_EQ(status_in(client->read_answer()), 200);
}

TEST(Crowd, AFloodFromOneAddressGetsNoMoreThanItsPlaces)
{
    TestSite site;
    site.options.caps.connections_per_address = 50;
    site.options.deadlines.linger = 100ms;
    site.start();
    Clients honest = connect(site, 50);
    for (const auto& client : honest) {
        client->send(get("/v1/hello"));
        ASSERT_EQ(status_in(client->read_answer()), 200);
    }
    int told = 0;
    int closed = 0;
    Clients flood = connect(site, 400);
    for (const auto& client : flood) {
        client->send(get("/v1/hello"));
        const std::string answer = client->read_to_end();
        EXPECT_EQ(answer.find("TIMEOUT"), std::string::npos);
        if (status_in(answer) == 429) {
            EXPECT_NE(answer.find("client.too_many_connections"), std::string::npos);
            EXPECT_NE(answer.find("retry-after: 1\r\n"), std::string::npos);
            ++told;
        } else {
            EXPECT_EQ(status_in(answer), 0) << answer;
            ++closed;
        }
    }
    EXPECT_EQ(told + closed, 400);
    EXPECT_GT(told, 0);
    for (const auto& client : honest) {
        client->send(get("/v1/hello"));
        EXPECT_EQ(status_in(client->read_answer()), 200);
    }
    EXPECT_EQ(site.server->connections(), 50U);
}

TEST(Crowd, HeadsAndBodiesThatNeverEndHoldNoWorker)
{
    TestSite site;
    site.options.workers = 1;
    site.options.deadlines.idle = 60s;
    site.options.deadlines.header = 1s;
    site.options.deadlines.body_grace = 1s;
    site.start();
    Clients slow = connect(site, 100);
    for (std::size_t i = 0; i < slow.size(); ++i) {
        const std::string whole = post("/v1/echo", "0123456789");
        slow[i]->send(std::string_view(whole).substr(0, i % 2 == 0 ? whole.size() - 5 : 30));
    }
    RawClient quick = site.client();
    for (int i = 0; i < 20; ++i) {
        quick.send(get("/v1/hello"));
        EXPECT_EQ(status_in(quick.read_answer()), 200);
    }
    for (const auto& client : slow)
        EXPECT_EQ(status_in(client->read_to_end()), 408);
    EXPECT_EQ(site.acted, 20);
    site.wait_for([&] { return site.server->connections() == 1; });
}

TEST(Crowd, ReadersThatDoNotReadHoldNoWorker)
{
    TestSite site;
    site.options.workers = 1;
    site.options.deadlines.idle = 60s;
    site.options.deadlines.write_grace = 1s;
    site.options.deadlines.write_rate = 100'000'000;
    std::atomic<int> pieces{0};
    const auto endless = [&](const Request&, const PathParams&) -> Result<Response> {
        Response response = Response::text(200, "");
        response.stream = [&](std::string& piece) {
            piece.assign(64 * 1024, 'x');
            ++pieces;
            return true;
        };
        return response;
    };
    site.router.add({Method::Get, "/v1/endless", "endless", endless, open_to_all()});
    site.start();
    Clients readers;
    for (int i = 0; i < 20; ++i) {
        readers.push_back(std::make_unique<RawClient>(site.server->port(), 4096));
        readers.back()->send(get("/v1/endless"));
    }
    RawClient quick = site.client();
    for (int i = 0; i < 20; ++i) {
        quick.send(get("/v1/hello"));
        EXPECT_EQ(status_in(quick.read_answer()), 200);
    }
    // The network's buffers take some megabytes of each; what nobody takes is not made.
    site.wait_for([&] { return site.server->connections() == 1; });
    EXPECT_LT(pieces, 20 * 400);
    EXPECT_NE(site.metrics.render().find("phase=\"write\"} 20\n"), std::string::npos);
}

TEST(Crowd, WhoHasSaidAllAndListensIsAnswered)
{
    TestSite site;
    site.start();
    RawClient client = site.client();
    client.send(get("/v1/wait"));
    client.finish_sending();
    site.wait_for([&] { return site.waiting == 1; });
    site.latch.open();
    EXPECT_NE(client.read_to_end().find("waited"), std::string::npos);
}

TEST(Crowd, WhoHangsUpInTheMiddleLeavesNothingBehind)
{
    TestSite site;
    site.start();
    for (const bool at_work : {true, false}) {
        Clients rude = connect(site, 20);
        for (const auto& client : rude) {
            client->send(at_work ? get("/v1/wait") : post("/v1/echo", "half").substr(0, 100));
            // The connection ends with a reset, as when a machine is pulled off the wall.
            const linger hard{1, 0};
            ::setsockopt(client->descriptor(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        }
        if (at_work) site.wait_for([&] { return site.waiting >= 3; });
        rude.clear();
        site.latch.open();
        site.wait_for([&] { return site.server->connections() == 0 && site.server->running() == 0; });
    }
    EXPECT_EQ(status_in(site.exchange(get("/v1/hello", "Connection: close\r\n"))), 200);
}

TEST(Crowd, APipelineOfFiveHundredIsAnsweredInOrderFromOnePlaceInTheQueue)
{
    TestSite site;
    site.options.caps.queue = 1;
    site.start();
    RawClient client = site.client();
    std::string all;
    for (int i = 0; i < 500; ++i)
        all += post("/v1/echo", std::to_string(i));
    std::thread sender([&] { client.send(all); });
    for (int i = 0; i < 500; ++i)
        ASSERT_TRUE(client.read_answer().ends_with("\r\n\r\n" + std::to_string(i))) << i;
    sender.join();
}

TEST(Crowd, TwoThousandStayConnectedWhileTwoHundredWork)
{
    constexpr std::size_t kAll = 2000;
    constexpr std::size_t kActive = 200;
    rlimit limit{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    // Both ends of each connection are ours.
    if (limit.rlim_cur < 2 * kAll + 200) GTEST_SKIP() << "only " << limit.rlim_cur << " descriptors";

    TestSite site;
    site.options.caps.connections_per_address = kAll;
    site.options.deadlines.idle = 60s;
    site.options.deadlines.header = 60s;
    site.start();
    Clients clients = connect(site, kAll);
    site.wait_for([&] { return site.server->connections() == kAll; });
    for (int round = 0; round < 5; ++round) {
        // Every tenth, another tenth each round; the others are idle and stay.
        const std::size_t first = static_cast<std::size_t>(round);
        for (std::size_t i = first; i < kAll; i += kAll / kActive)
            clients[i]->send(post("/v1/echo", std::to_string(i)));
        for (std::size_t i = first; i < kAll; i += kAll / kActive)
            ASSERT_TRUE(clients[i]->read_answer().ends_with("\r\n\r\n" + std::to_string(i)));
    }
    for (std::size_t i = 0; i < kAll; i += 97) {
        clients[i]->send(get("/v1/hello"));
        EXPECT_EQ(status_in(clients[i]->read_answer()), 200) << i;
    }
    EXPECT_EQ(site.server->connections(), kAll);
    EXPECT_EQ(site.acted, 5 * static_cast<int>(kActive) + 21);
}

}  // namespace
}  // namespace junkai::http::test
