// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to server.cpp, the only file that pays for Asio.

#include "http/server/answer_writer.h"
#include "http/server/hop.h"
#include "http/server/hosts.h"
#include "http/server/request_reader.h"
#include "http/server/wire.h"

#include <functional>

namespace junkai::http {

/// Why a connection is turned away at once.
struct TurnedAway {
    int status;
    Literal code;
};

/// Counts a request as running until its answer has left or its connection broke.
class RunningCount {
public:
    RunningCount() = default;
    RunningCount(const RunningCount&) = delete;
    RunningCount& operator=(const RunningCount&) = delete;

    ~RunningCount() { end(); }

    void begin(LiveCounts& counts)
    {
        live_ = &counts;
        live_->running.fetch_add(1, std::memory_order_relaxed);
    }

    void end()
    {
        if (live_ != nullptr) live_->running.fetch_sub(1, std::memory_order_relaxed);
        live_ = nullptr;
    }

private:
    LiveCounts* live_ = nullptr;
};

/// One connection from handshake to close: a coroutine that reads a head, asks the service for a plan, reads
/// the body, has the request handled and writes the answer, in that order, so that pipelined requests are
/// answered in theirs.
template <class Stream>
class Connection final : public Tracked, public Job, public std::enable_shared_from_this<Connection<Stream>> {
public:
    template <class... Args>
    Connection(Shard& shard, std::string peer, std::optional<TurnedAway> turned_away, Args&&... args)
        : shard_(shard), core_(shard.core), wire_(core_, std::forward<Args>(args)...), reader_(core_, wire_),
          hop_(shard), writer_(shard, wire_, hop_), peer_(std::move(peer)), turned_away_(turned_away)
    {
    }

    /// The whole life; `leave` runs on the I/O thread at its end.
    static asio::awaitable<void> live(std::shared_ptr<Connection> self, std::function<void()> leave)
    {
        self->shard_.add(*self);
        try {
            co_await self->begin();
        } catch (const std::exception&) {
            // Out of memory, or a header value of ours with a line break: this connection ends, the others go
            // on.
            self->core_.counters.broken.add();
        }
        self->wire_.close();
        self->shard_.remove(*self);
        leave();
    }

    void check(SteadyTime now) override
    {
        if (wire_.deadline().expires(now)) wire_.cancel();
    }

    void begin_drain() override
    {
        if (wire_.deadline().phase() == Phase::Idle) check(SteadyTime::max());
    }

    void cut() override
    {
        wire_.deadline().expire_now();
        wire_.close();
    }

    /// On a worker: handles the request, or makes the next piece of a stream.
    void run(std::shared_ptr<Job> self) noexcept override
    {
        if (writer_.streaming()) {
            writer_.make_piece();
        } else {
            core_.live->queued.fetch_sub(1, std::memory_order_relaxed);
            response_ = core_.service.handle(request_, plan_);
            if (const Hold hold = std::exchange(response_.hold, nullptr))
                return hop_.back_when_released(hold, std::move(self));
        }
        hop_.back(std::move(self));
    }

    /// On any thread: no worker has time for the request.
    void turn_away(std::shared_ptr<Job> self) noexcept override
    {
        core_.live->queued.fetch_sub(1, std::memory_order_relaxed);
        core_.counters.queue_full.add();
        response_ = core_.service.refuse(503, Refusal{"server.busy", ""});
        hop_.back(std::move(self));
    }

private:
    /// No coroutine itself, and serve_tls() is one of its own: g++ 12 lays out the frame of a coroutine that
    /// begins with a discarded `if constexpr` wrongly and then jumps into nowhere.
    asio::awaitable<void> begin()
    {
        if constexpr (Wire<Stream>::kTls) {
            return serve_tls();
        } else {
            return serve();
        }
    }

    // Not `if (!co_await …) co_return;` behind another co_return: g++ 12 jumps into nowhere there as well.
    asio::awaitable<void> serve_tls()
    {
        // A handshake costs a hundred times an answer: who is over the caps does not get one.
        bool understood = !turned_away_;
        if (understood) understood = co_await wire_.shake_hands();
        if (understood) co_await serve();
    }

    asio::awaitable<void> serve()
    {
        if (turned_away_) {
            co_await answer_turned_away();
            co_return;
        }
        // The first request must come soon, the next ones may take their time.
        wire_.deadline().enter(Phase::Idle, wire_.limits().header);
        // Not `while (co_await serve_one())` with a break: g++ 12 lays out that frame wrongly and jumps into
        // nowhere.
        bool more = true;
        while (more) {
            more = co_await serve_one();
            more = more && !is_draining();
            wire_.deadline().enter(Phase::Idle, wire_.limits().idle);
        }
    }

    /// False when the connection is to be closed; everything has been said then.
    asio::awaitable<bool> serve_one()
    {
        const auto found = co_await reader_.find_head();
        if (std::holds_alternative<Gone>(found)) co_return false;
        if (const auto* fault = std::get_if<FramingFault>(&found)) {
            co_await answer_fault(*fault);
            co_return false;
        }
        const SteadyTime started = std::chrono::steady_clock::now();
        auto parsed = reader_.take_head(std::get<std::size_t>(found));
        if (const auto* fault = std::get_if<FramingFault>(&parsed)) {
            co_await answer_fault(*fault);
            co_return false;
        }
        Head& head = std::get<Head>(parsed);
        if (!is_among(core_.options.hosts, *head.headers.find("host"))) {
            co_await answer_misdirected();
            co_return false;
        }
        if (is_draining()) {
            co_await answer_draining();
            co_return false;
        }
        const bool has_body = head.chunked || head.content_length > 0;
        const std::uint64_t content_length = head.content_length;
        const bool chunked = head.chunked;
        bool keep = head.keep_alive;
        RunningCount running;
        make_request(head);
        plan_ = core_.service.plan(request_);
        if (plan_.answer) {
            response_ = std::move(*plan_.answer);
            plan_.answer.reset();
            // An unread body cannot be skipped without reading it.
            keep = keep && !has_body;
        } else {
            if (has_body) {
                const BodyRead body =
                    co_await reader_.read_body(content_length, chunked, plan_.body_limit, request_.body);
                if (std::holds_alternative<Gone>(body)) co_return false;
                if (const auto* fault = std::get_if<FramingFault>(&body)) {
                    co_await answer_fault(*fault);
                    co_return false;
                }
            }
            running.begin(*core_.live);
            co_await handle();
        }
        const int status = response_.status;
        keep = keep && !is_draining();
        const bool written = co_await write_response(keep);
        const auto took = std::chrono::steady_clock::now() - started;
        core_.service.finished(request_,
                               plan_,
                               status,
                               writer_.sent(),
                               std::chrono::duration_cast<std::chrono::microseconds>(took));
        running.end();
        wipe(request_.body);
        wipe(response_.body);
        request_ = Request();
        response_ = Response();
        if (written && !keep) co_await wire_.linger();
        co_return written&& keep;
    }

    void make_request(Head& head)
    {
        request_.method = head.method;
        request_.path = std::move(head.path);
        request_.query = std::move(head.query);
        request_.headers = std::move(head.headers);
        request_.peer = peer_;
        request_.secure = Wire<Stream>::kTls;
        request_.arrived = core_.clock.now();
        request_.trace_id = shard_.trace_id();
    }

    bool is_draining() const { return core_.draining.load(std::memory_order_relaxed); }

    asio::awaitable<void> handle()
    {
        wire_.deadline().enter_without_limit(Phase::Running);
        if (plan_.run_on == RunOn::IoThread) {
            response_ = core_.service.handle(request_, plan_);
            invariant(!response_.hold, "a held answer comes from a worker");
            co_return;
        }
        co_await hop_.away([this] {
            core_.live->queued.fetch_add(1, std::memory_order_relaxed);
            core_.pool.submit(plan_.lane, this->shared_from_this());
        });
        if (hop_.take_not_durable())
            response_ = core_.service.refuse(503, Refusal{"server.not_recorded", ""});
    }

    asio::awaitable<bool> write_response(bool keep)
    {
        return writer_.write(
            response_, request_.method == Method::Head, keep, plan_.lane, this->shared_from_this());
    }

    // These are no coroutines: g++ 12 cannot make an initializer list inside one.
    asio::awaitable<void> answer_fault(const FramingFault& fault)
    {
        core_.counters.faults.add();
        Facts facts{{"what", std::string(fault.what)}};
        return answer_and_close(fault.status, Refusal{fault.code, "", std::move(facts)});
    }

    asio::awaitable<void> answer_turned_away()
    {
        return answer_and_close(turned_away_->status, Refusal{turned_away_->code, ""});
    }

    asio::awaitable<void> answer_misdirected()
    {
        return answer_and_close(421, Refusal{"request.misdirected", ""});
    }

    asio::awaitable<void> answer_draining() { return answer_and_close(503, Refusal{"server.draining", ""}); }

    asio::awaitable<void> answer_and_close(int status, Refusal why)
    {
        // The reader that expired was cancelled; the writer gets time of its own.
        wire_.deadline().forgive();
        response_ = core_.service.refuse(status, why);
        request_.method = Method::Get;
        const bool written = co_await write_response(false);
        if (written) co_await wire_.linger();
    }

    Shard& shard_;
    Core& core_;
    Wire<Stream> wire_;
    RequestReader<Stream> reader_;
    Hop hop_;
    AnswerWriter<Stream> writer_;
    const std::string peer_;
    const std::optional<TurnedAway> turned_away_;

    Request request_;
    Plan plan_;
    Response response_;
};

}  // namespace junkai::http
