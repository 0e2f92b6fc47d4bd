// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to server.cpp, the only file that pays for Asio.

#include "http/message.h"
#include "http/server/shard.h"
#include "http/server/worker_pool.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <memory>
#include <utility>

namespace junkai::http {

/// Where the coroutine of one connection waits while another thread works for it, and how it comes back to
/// its own thread.
class Hop {
public:
    explicit Hop(Shard& shard) : shard_(shard) {}

    /// Starts something elsewhere and waits until back().
    template <class Start>
    asio::awaitable<void> away(Start start)
    {
        co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
            [this, &start](auto handler) {
                using Completion = decltype(handler);

                struct Waiting final : Suspended {
                    explicit Waiting(Completion h) : handler(std::move(h)) {}

                    void resume() override { std::move(handler)(); }

                    Completion handler;
                };

                suspended_ = std::make_unique<Waiting>(std::move(handler));
                start();
            },
            asio::use_awaitable);
    }

    /// From any thread. Both references travel with the message, so that nothing here dies on a worker.
    void back(std::shared_ptr<Job> self)
    {
        asio::post(shard_.io,
                   [waiting = std::move(suspended_), job = std::move(self)]() mutable { waiting->resume(); });
    }

    /// Comes back when `hold` is released. A release that is dropped uncalled counts as "not durable".
    void back_when_released(const Hold& hold, std::shared_ptr<Job> self)
    {
        auto gate = std::make_shared<Gate>(*this, std::move(self));
        try {
            hold([gate](bool durable) { gate->open(durable); });
        } catch (const std::exception&) {
            gate->open(false);
        }
    }

    /// True once after a hold that ended without a durable record.
    bool take_not_durable() { return not_durable_.exchange(false); }

private:
    /// A coroutine that waits for another thread.
    class Suspended {
    public:
        virtual ~Suspended() = default;
        virtual void resume() = 0;
    };

    struct Gate {
        Gate(Hop& h, std::shared_ptr<Job> j) : hop(h), job(std::move(j)) {}

        ~Gate() { open(false); }

        void open(bool durable)
        {
            if (used.exchange(true)) return;
            if (!durable) hop.not_durable_ = true;
            Hop& held = hop;
            held.back(std::move(job));
        }

        Hop& hop;
        std::shared_ptr<Job> job;
        std::atomic<bool> used{false};
    };

    Shard& shard_;
    std::unique_ptr<Suspended> suspended_;
    std::atomic<bool> not_durable_{false};
};

}  // namespace junkai::http
