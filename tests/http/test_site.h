// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/errors.h"
#include "http/health.h"
#include "http/pipeline.h"
#include "http/server/server.h"
#include "raw_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace junkai::http::test {

/// Lets a handler wait until the test says go.
class Latch {
public:
    void open()
    {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

    void wait()
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

inline RouteOptions open_to_all(std::size_t body_limit = 64 * 1024)
{
    RouteOptions options;
    options.session = Session::NotNeeded;
    options.idempotency = Idempotency::NotNeeded;
    options.body_limit = body_limit;
    return options;
}

/// A server on a free loopback port with a few routes; deadlines are short. Change `options` and
/// `pipeline_options` and add routes before start().
struct TestSite {
    TestSite()
    {
        options.deadlines.idle = std::chrono::milliseconds(2000);
        options.deadlines.header = std::chrono::milliseconds(2000);
        options.deadlines.linger = std::chrono::milliseconds(300);
        options.deadlines.tick = std::chrono::milliseconds(5);
        options.workers = 4;
        const auto hello = [this](const Request& request, const PathParams&) -> Result<Response> {
            ++acted;
            return Response::json(200, "{\"path\":\"" + request.path + "\"}");
        };
        router.add({Method::Get, "/v1/hello", "hello", hello, open_to_all()});
        const auto echo = [this](const Request& request, const PathParams&) -> Result<Response> {
            ++acted;
            return Response::text(200, request.body);
        };
        router.add({Method::Post, "/v1/echo", "echo", echo, open_to_all(10'000)});
        const auto wait = [this](const Request&, const PathParams&) -> Result<Response> {
            ++waiting;
            latch.wait();
            return Response::text(200, "waited");
        };
        router.add({Method::Get, "/v1/wait", "wait", wait, open_to_all()});
    }

    ~TestSite()
    {
        latch.open();
        server.reset();
    }

    void start()
    {
        pipeline = std::make_unique<Pipeline>(router, files, locales, metrics, pipeline_options);
        server = std::make_unique<Server>(options, *pipeline, metrics, clock);
    }

    RawClient client() const { return RawClient(server->port()); }

    /// Sends one text on a fresh connection and reads until the server closes.
    std::string exchange(std::string_view bytes) const
    {
        RawClient raw(server->port());
        raw.send(bytes);
        return raw.read_to_end();
    }

    void wait_for(const std::function<bool()>& what) const
    {
        for (int i = 0; i < 1000 && !what(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        ASSERT_TRUE(what());
    }

    Latch latch;
    std::atomic<int> waiting{0};
    /// How often a handler of "hello" or "echo" ran.
    std::atomic<int> acted{0};
    Router router;
    StaticFiles files;
    Locales locales;
    Metrics metrics;
    SystemClock clock;
    ServerOptions options;
    PipelineOptions pipeline_options;
    std::unique_ptr<Pipeline> pipeline;
    std::unique_ptr<Server> server;
};

inline std::string get(std::string_view path, std::string_view more = "")
{
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}

inline std::string post(std::string_view path, std::string_view body, std::string_view more = "")
{
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n" +
           "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(more) + "\r\n" + std::string(body);
}

}  // namespace junkai::http::test
