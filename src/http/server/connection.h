// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to server.cpp, the only file that pays for Asio.

#include "http/server/chunked.h"
#include "http/server/shard.h"
#include "http/target.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <cstdio>
#include <cstring>
#include <type_traits>

namespace junkai::http {

using ErrorCode = boost::system::error_code;
using TlsStream = asio::ssl::stream<tcp::socket>;

/// A coroutine that waits for another thread.
class Suspended {
public:
    virtual ~Suspended() = default;
    virtual void resume() = 0;
};

/// Why a connection is turned away at once.
struct TurnedAway {
    int status;
    Literal code;
};

/// One connection from handshake to close: a coroutine that reads a head, asks the service for a plan, reads
/// the body, has the request handled and writes the answer, in that order, so that pipelined requests are
/// answered in theirs.
template <class Stream>
class Connection final : public Tracked, public Job, public std::enable_shared_from_this<Connection<Stream>> {
public:
    static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

    template <class... Args>
    Connection(Shard& shard, std::string peer, std::optional<TurnedAway> turned_away, Args&&... args)
        : shard_(shard), core_(shard.core), stream_(std::forward<Args>(args)...), peer_(std::move(peer)),
          turned_away_(turned_away), scanner_(core_.options.head)
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
        ErrorCode ignored;
        self->socket().close(ignored);
        self->shard_.remove(*self);
        leave();
    }

    void check(SteadyTime now) override
    {
        if (now < deadline_ || expired_) return;
        expired_ = true;
        cancel();
    }

    void begin_drain() override
    {
        if (phase_ == Phase::Idle) check(SteadyTime::max());
    }

    void cut() override
    {
        expired_ = true;
        ErrorCode ignored;
        socket().close(ignored);
    }

    /// On a worker: handles the request, or makes the next piece of a stream.
    void run(std::shared_ptr<Job> self) noexcept override
    {
        if (streaming_) {
            next_piece();
        } else {
            core_.live->queued.fetch_sub(1, std::memory_order_relaxed);
            response_ = core_.service.handle(request_, plan_);
            if (response_.hold) return start_hold(std::move(self));
        }
        resume_on_shard(std::move(self));
    }

private:
    enum class Phase { Handshake, Idle, Header, Body, Running, Write, Linger };

    /// Counts a request as running until its answer has left or its connection broke.
    struct RunningCount {
        RunningCount() = default;
        RunningCount(const RunningCount&) = delete;
        RunningCount& operator=(const RunningCount&) = delete;

        ~RunningCount() { end(); }

        void begin(LiveCounts& counts)
        {
            live = &counts;
            live->running.fetch_add(1, std::memory_order_relaxed);
        }

        void end()
        {
            if (live != nullptr) live->running.fetch_sub(1, std::memory_order_relaxed);
            live = nullptr;
        }

        LiveCounts* live = nullptr;
    };

    const Deadlines& deadlines() const { return core_.options.deadlines; }

    tcp::socket& socket()
    {
        if constexpr (kTls) {
            return stream_.next_layer();
        } else {
            return stream_;
        }
    }

    void cancel()
    {
        ErrorCode ignored;
        socket().cancel(ignored);
    }

    void enter(Phase phase, std::chrono::milliseconds limit)
    {
        phase_ = phase;
        deadline_ = std::chrono::steady_clock::now() + limit;
    }

    void enter_without_deadline(Phase phase)
    {
        phase_ = phase;
        deadline_ = SteadyTime::max();
    }

    std::string_view unread() const { return {buffer_.data() + begin_, end_ - begin_}; }

    void consume(std::size_t bytes)
    {
        // What was read may be a resident's card: it does not stay in the buffer of an idle connection.
        wipe(std::as_writable_bytes(std::span(buffer_.data() + begin_, bytes)));
        begin_ += bytes;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    /// No coroutine itself, and serve_tls() is one of its own: g++ 12 lays out the frame of a coroutine that
    /// begins with a discarded `if constexpr` wrongly and then jumps into nowhere.
    asio::awaitable<void> begin()
    {
        if constexpr (kTls) {
            return serve_tls();
        } else {
            return serve();
        }
    }

    asio::awaitable<void> serve_tls()
    {
        // A handshake costs a hundred times an answer: who is over the caps does not get one.
        if (turned_away_) co_return;
        enter(Phase::Handshake, deadlines().handshake);
        ErrorCode failed;
        co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                         asio::redirect_error(asio::use_awaitable, failed));
        if (failed) {
            core_.counters.handshake_failures.add();
            co_return;
        }
        co_await serve();
    }

    asio::awaitable<void> serve()
    {
        if (turned_away_) {
            co_await answer_turned_away();
            co_return;
        }
        // The first request must come soon, the next ones may take their time.
        enter(Phase::Idle, deadlines().header);
        // Not `while (co_await serve_one())` with a break: g++ 12 lays out that frame wrongly and jumps into
        // nowhere.
        bool more = true;
        while (more) {
            more = co_await serve_one();
            more = more && !core_.draining.load(std::memory_order_relaxed);
            enter(Phase::Idle, deadlines().idle);
        }
    }

    /// False when the connection is to be closed; everything has been said then.
    asio::awaitable<bool> serve_one()
    {
        const std::size_t head_size = co_await read_head();
        if (head_size == 0) co_return false;
        const SteadyTime started = std::chrono::steady_clock::now();
        auto parsed = parse_head(unread().substr(0, head_size), core_.options.head);
        consume(head_size);
        if (const auto* fault = std::get_if<FramingFault>(&parsed)) {
            co_await answer_fault(*fault);
            co_return false;
        }
        Head& head = std::get<Head>(parsed);
        if (!is_our_host(*head.headers.find("host"))) {
            co_await answer_misdirected();
            co_return false;
        }
        if (core_.draining.load(std::memory_order_relaxed)) {
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
                if (!co_await read_body(content_length, chunked)) co_return false;
            }
            running.begin(*core_.live);
            co_await handle();
        }
        const int status = response_.status;
        keep = keep && !core_.draining.load(std::memory_order_relaxed);
        const bool written = co_await write_response(keep);
        const auto took = std::chrono::steady_clock::now() - started;
        core_.service.finished(
            request_, plan_, status, sent_, std::chrono::duration_cast<std::chrono::microseconds>(took));
        running.end();
        wipe(request_.body);
        wipe(response_.body);
        request_ = Request();
        response_ = Response();
        if (written && !keep) co_await linger();
        co_return written&& keep;
    }

    void make_request(Head& head)
    {
        request_.method = head.method;
        request_.path = std::move(head.path);
        request_.query = std::move(head.query);
        request_.headers = std::move(head.headers);
        request_.peer = peer_;
        request_.secure = kTls;
        request_.arrived = core_.clock.now();
        request_.trace_id = shard_.trace_id();
    }

    bool is_our_host(std::string_view host) const
    {
        const auto& hosts = core_.options.hosts;
        if (hosts.empty()) return true;
        for (const std::string& ours : hosts)
            if (equals_ignoring_case(ours, host)) return true;
        return false;
    }

    /// The size of the head, or 0 when the connection is to be closed.
    asio::awaitable<std::size_t> read_head()
    {
        scanner_.reset();
        if (begin_ != end_) enter(Phase::Header, deadlines().header);
        while (true) {
            const auto found = scanner_.scan(unread());
            if (const auto* size = std::get_if<std::size_t>(&found)) co_return *size;
            if (const auto* fault = std::get_if<FramingFault>(&found)) {
                co_await answer_fault(*fault);
                co_return 0;
            }
            make_room();
            ErrorCode failed;
            const std::size_t got =
                co_await stream_.async_read_some(asio::buffer(buffer_.data() + end_, buffer_.size() - end_),
                                                 asio::redirect_error(asio::use_awaitable, failed));
            end_ += got;
            core_.counters.bytes_in.add(got);
            if (expired_ || failed) {
                const bool late = expired_ && phase_ == Phase::Header && !failed_for_good(failed);
                if (late) {
                    core_.counters.header_timeouts.add();
                    co_await answer_too_slow("header");
                }
                co_return 0;
            }
            if (phase_ == Phase::Idle) enter(Phase::Header, deadlines().header);
        }
    }

    static bool failed_for_good(const ErrorCode& failed)
    {
        return failed && failed != asio::error::operation_aborted;
    }

    /// Space behind end_. A head that does not fit in the largest buffer has been refused by the scanner.
    void make_room()
    {
        if (begin_ > 0) {
            std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (buffer_.size() - end_ >= kSmallBuffer / 2) return;
        std::vector<char> larger(std::max<std::size_t>(buffer_.size() * 2, kSmallBuffer));
        std::memcpy(larger.data(), buffer_.data(), end_);
        wipe(std::as_writable_bytes(std::span(buffer_)));
        buffer_.swap(larger);
    }

    asio::awaitable<bool> read_body(std::uint64_t content_length, bool chunked)
    {
        if (content_length > plan_.body_limit) {
            co_await answer_too_large();
            co_return false;
        }
        enter(Phase::Body, deadlines().body_grace);
        body_began_ = std::chrono::steady_clock::now();
        if (chunked) co_return co_await read_chunks();
        const std::size_t size = static_cast<std::size_t>(content_length);
        const std::size_t here = std::min(size, end_ - begin_);
        request_.body.assign(unread().substr(0, here));
        consume(here);
        // Grown as bytes come, not as they are announced: a header costs the sender less than memory costs
        // us.
        while (request_.body.size() < size) {
            const std::size_t have = request_.body.size();
            request_.body.resize(std::min(size, have + kBodyStep));
            const std::size_t got =
                co_await read_some(request_.body.data() + have, request_.body.size() - have);
            request_.body.resize(have + got);
            if (got == 0) co_return co_await give_up_body();
            moved(request_.body.size());
        }
        co_return true;
    }

    asio::awaitable<bool> read_chunks()
    {
        ChunkedReader reader(plan_.body_limit);
        std::size_t all = 0;
        while (true) {
            std::string_view input = unread();
            const std::size_t before = input.size();
            const auto fault = reader.feed(input, request_.body);
            all += before - input.size();
            consume(before - input.size());
            if (fault) {
                co_await answer_fault(*fault);
                co_return false;
            }
            if (reader.done()) co_return true;
            make_room();
            const std::size_t got = co_await read_some(buffer_.data() + end_, buffer_.size() - end_);
            end_ += got;
            if (got == 0) co_return co_await give_up_body();
            moved(all + got);
        }
    }

    /// 0 when the other side has gone or was too slow.
    asio::awaitable<std::size_t> read_some(char* to, std::size_t size)
    {
        ErrorCode failed;
        const std::size_t got = co_await stream_.async_read_some(
            asio::buffer(to, size), asio::redirect_error(asio::use_awaitable, failed));
        core_.counters.bytes_in.add(got);
        co_return failed || expired_ ? 0 : got;
    }

    void moved(std::size_t bytes)
    {
        deadline_ = body_began_ + deadlines().body_grace +
                    std::chrono::milliseconds(bytes * 1000 / std::max<std::size_t>(deadlines().body_rate, 1));
    }

    asio::awaitable<bool> give_up_body()
    {
        if (expired_) {
            core_.counters.body_timeouts.add();
            co_await answer_too_slow("body");
        }
        co_return false;
    }

    asio::awaitable<void> handle()
    {
        enter_without_deadline(Phase::Running);
        if (plan_.run_on == RunOn::IoThread) {
            response_ = core_.service.handle(request_, plan_);
            invariant(!response_.hold, "a held answer comes from a worker");
            co_return;
        }
        co_await on_worker([this] {
            core_.live->queued.fetch_add(1, std::memory_order_relaxed);
            if (core_.pool.submit(this->shared_from_this())) return;
            core_.live->queued.fetch_sub(1, std::memory_order_relaxed);
            core_.counters.queue_full.add();
            response_ = core_.service.refuse(503, Refusal{"server.busy", ""});
            resume_on_shard(this->shared_from_this());
        });
        if (not_durable_.exchange(false))
            response_ = core_.service.refuse(503, Refusal{"server.not_recorded", ""});
    }

    /// Starts something elsewhere and waits until resume_on_shard.
    template <class Start>
    asio::awaitable<void> on_worker(Start start)
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
    void resume_on_shard(std::shared_ptr<Job> self)
    {
        asio::post(shard_.io,
                   [waiting = std::move(suspended_), job = std::move(self)]() mutable { waiting->resume(); });
    }

    /// The answer waits until its record is durable. A release that is dropped uncalled counts as "not
    /// durable".
    void start_hold(std::shared_ptr<Job> self)
    {
        struct Gate {
            Gate(Connection& c, std::shared_ptr<Job> j) : connection(c), job(std::move(j)) {}

            ~Gate() { open(false); }

            void open(bool durable)
            {
                if (used.exchange(true)) return;
                if (!durable) connection.not_durable_ = true;
                Connection& held = connection;
                held.resume_on_shard(std::move(job));
            }

            Connection& connection;
            std::shared_ptr<Job> job;
            std::atomic<bool> used{false};
        };

        auto gate = std::make_shared<Gate>(*this, std::move(self));
        const Hold hold = std::move(response_.hold);
        response_.hold = nullptr;
        try {
            hold([gate](bool durable) { gate->open(durable); });
        } catch (const std::exception&) {
            gate->open(false);
        }
    }

    void next_piece() noexcept
    {
        piece_.clear();
        try {
            more_pieces_ = response_.stream(piece_);
            stream_broke_ = false;
        } catch (const std::exception&) {
            // The status line has left: all we can still do is not to end the body, so that nobody takes it
            // for whole.
            stream_broke_ = true;
            more_pieces_ = false;
        }
    }

    void write_head(bool keep)
    {
        out_ = "HTTP/1.1 ";
        out_ += std::to_string(response_.status);
        out_ += ' ';
        out_ += reason_phrase(response_.status);
        out_ += "\r\nDate: ";
        out_ += shard_.http_date();
        out_ += "\r\n";
        out_ += core_.service.common_headers();
        for (const auto& [name, value] : response_.headers.all()) {
            invariant(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
                      "a header value is one line");
            out_ += name;
            out_ += ": ";
            out_ += value;
            out_ += "\r\n";
        }
        if (response_.stream) {
            out_ += "Transfer-Encoding: chunked\r\n";
        } else if (response_.status != 204 && response_.status != 304) {
            out_ += "Content-Length: ";
            out_ += std::to_string(response_.body_view().size());
            out_ += "\r\n";
        }
        out_ += keep ? "\r\n" : "Connection: close\r\n\r\n";
    }

    asio::awaitable<bool> write_response(bool keep)
    {
        sent_ = 0;
        write_head(keep);
        const bool no_body =
            request_.method == Method::Head || response_.status == 204 || response_.status == 304;
        const std::string_view body =
            no_body || response_.stream ? std::string_view() : response_.body_view();
        // One segment for the usual answer; a large body is not copied.
        if (body.size() <= kJoinBelow) {
            out_ += body;
            if (!co_await write_all(out_, {})) co_return false;
        } else if (!co_await write_all(out_, body)) {
            co_return false;
        }
        wipe(out_);
        sent_ = body.size();
        if (response_.stream && !no_body) co_return co_await write_stream();
        co_return true;
    }

    asio::awaitable<bool> write_stream()
    {
        streaming_ = true;
        do {
            enter_without_deadline(Phase::Running);
            co_await on_worker([this] {
                if (core_.pool.submit_continuation(this->shared_from_this())) return;
                stream_broke_ = true;
                resume_on_shard(this->shared_from_this());
            });
            if (stream_broke_) break;
            if (piece_.empty()) continue;
            char size[24];
            const int digits = std::snprintf(size, sizeof size, "%zx\r\n", piece_.size());
            out_.assign(size, static_cast<std::size_t>(digits));
            sent_ += piece_.size();
            piece_ += "\r\n";
            if (!co_await write_all(out_, piece_)) {
                stream_broke_ = true;
                break;
            }
        } while (more_pieces_);
        streaming_ = false;
        wipe(piece_);
        if (stream_broke_) co_return false;
        out_ = "0\r\n\r\n";
        co_return co_await write_all(out_, {});
    }

    asio::awaitable<bool> write_all(std::string_view first, std::string_view second)
    {
        enter(Phase::Write, deadlines().write_grace);
        const SteadyTime began = std::chrono::steady_clock::now();
        std::size_t written = 0;
        while (!first.empty() || !second.empty()) {
            const std::array<asio::const_buffer, 2> buffers{asio::buffer(first), asio::buffer(second)};
            ErrorCode failed;
            const std::size_t n =
                co_await stream_.async_write_some(buffers, asio::redirect_error(asio::use_awaitable, failed));
            core_.counters.bytes_out.add(n);
            if (expired_) core_.counters.write_timeouts.add();
            if (failed || expired_) co_return false;
            const std::size_t from_first = std::min(n, first.size());
            first.remove_prefix(from_first);
            second.remove_prefix(n - from_first);
            written += n;
            deadline_ =
                began + deadlines().write_grace +
                std::chrono::milliseconds(written * 1000 / std::max<std::size_t>(deadlines().write_rate, 1));
        }
        co_return true;
    }

    // These are no coroutines: g++ 12 cannot make an initializer list inside one.
    asio::awaitable<void> answer_fault(const FramingFault& fault)
    {
        core_.counters.faults.add();
        Facts facts{{"what", std::string(fault.what)}};
        return answer_and_close(fault.status, Refusal{fault.code, "", std::move(facts)});
    }

    asio::awaitable<void> answer_too_slow(std::string_view phase)
    {
        return answer_fault(FramingFault{408, "request.too_slow", phase});
    }

    asio::awaitable<void> answer_too_large()
    {
        return answer_fault(FramingFault{413, "request.body_too_large", "body_bytes"});
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

    void refuse_not_recorded() { response_ = core_.service.refuse(503, Refusal{"server.not_recorded", ""}); }

    asio::awaitable<void> answer_and_close(int status, Refusal why)
    {
        // The reader that expired was cancelled; the writer gets time of its own.
        expired_ = false;
        response_ = core_.service.refuse(status, why);
        request_.method = Method::Get;
        const bool written = co_await write_response(false);
        if (written) co_await linger();
    }

    /// Says that no more will come and waits a moment for the other side to close: closing at once with bytes
    /// unread would send a reset, and a reset can overtake the answer.
    asio::awaitable<void> linger()
    {
        enter(Phase::Linger, deadlines().linger);
        ErrorCode failed;
        if constexpr (kTls) {
            co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, failed));
        }
        socket().shutdown(tcp::socket::shutdown_send, failed);
        std::size_t swallowed = 0;
        char sink[4096];
        failed = {};
        while (!failed && !expired_ && swallowed < kLingerBytes) {
            swallowed += co_await socket().async_read_some(asio::buffer(sink),
                                                           asio::redirect_error(asio::use_awaitable, failed));
        }
    }

    static constexpr std::size_t kSmallBuffer = 4096;
    static constexpr std::size_t kBodyStep = 64 * 1024;
    static constexpr std::size_t kJoinBelow = 16 * 1024;
    static constexpr std::size_t kLingerBytes = 1024 * 1024;

    Shard& shard_;
    Core& core_;
    Stream stream_;
    std::string peer_;
    std::optional<TurnedAway> turned_away_;

    Phase phase_ = Phase::Idle;
    SteadyTime deadline_ = SteadyTime::max();
    SteadyTime body_began_{};
    bool expired_ = false;

    HeadScanner scanner_;
    std::vector<char> buffer_ = std::vector<char>(kSmallBuffer);
    std::size_t begin_ = 0;
    std::size_t end_ = 0;

    Request request_;
    Plan plan_;
    Response response_;
    std::unique_ptr<Suspended> suspended_;
    std::atomic<bool> not_durable_{false};

    std::string out_;
    std::size_t sent_ = 0;
    std::string piece_;
    bool streaming_ = false;
    bool more_pieces_ = false;
    bool stream_broke_ = false;
};

}  // namespace junkai::http
