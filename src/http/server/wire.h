// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to server.cpp, the only file that pays for Asio.

#include "http/server/deadline.h"
#include "http/server/shard.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <span>
#include <string_view>
#include <type_traits>

namespace junkai::http {

using ErrorCode = boost::system::error_code;
using TlsStream = asio::ssl::stream<tcp::socket>;

/// The bytes of one connection, plain or TLS, each wait under the deadline of the phase: the only place that
/// knows which of the two it is.
template <class Stream>
class Wire {
public:
    static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

    template <class... Args>
    explicit Wire(Core& core, Args&&... args) : core_(core), stream_(std::forward<Args>(args)...)
    {
    }

    Deadline& deadline() { return deadline_; }

    const Deadlines& limits() const { return core_.options.deadlines; }

    /// False when the other side does not speak our TLS, or took too long.
    asio::awaitable<bool> shake_hands()
    {
        deadline_.enter(Phase::Handshake, limits().handshake);
        ErrorCode failed;
        co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                         asio::redirect_error(asio::use_awaitable, failed));
        if (failed) core_.counters.handshake_failures.add();
        co_return !failed;
    }

    /// How many bytes came; failure() says why there are none. No coroutine, which saves each request a
    /// frame.
    asio::awaitable<std::size_t> receive(std::span<char> to)
    {
        return stream_.async_read_some(asio::buffer(to.data(), to.size()),
                                       asio::redirect_error(asio::use_awaitable, failure_));
    }

    /// Of the last receive().
    const ErrorCode& failure() const { return failure_; }

    /// False when the other side has gone or does not read.
    asio::awaitable<bool> send(std::string_view first, std::string_view second)
    {
        deadline_.enter(Phase::Write, limits().write_grace);
        std::size_t written = 0;
        while (!first.empty() || !second.empty()) {
            const std::array<asio::const_buffer, 2> buffers{asio::buffer(first), asio::buffer(second)};
            ErrorCode failed;
            const std::size_t n =
                co_await stream_.async_write_some(buffers, asio::redirect_error(asio::use_awaitable, failed));
            core_.counters.bytes_out.add(n);
            if (deadline_.expired()) core_.counters.write_timeouts.add();
            if (failed || deadline_.expired()) co_return false;
            const std::size_t from_first = std::min(n, first.size());
            first.remove_prefix(from_first);
            second.remove_prefix(n - from_first);
            written += n;
            deadline_.moved(written, limits().write_rate);
        }
        co_return true;
    }

    /// Says that no more will come and waits a moment for the other side to close: closing at once with bytes
    /// unread would send a reset, and a reset can overtake the answer.
    asio::awaitable<void> linger()
    {
        deadline_.enter(Phase::Linger, limits().linger);
        ErrorCode failed;
        if constexpr (kTls) {
            co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, failed));
        }
        socket().shutdown(tcp::socket::shutdown_send, failed);
        std::size_t swallowed = 0;
        char sink[4096];
        failed = {};
        while (!failed && !deadline_.expired() && swallowed < kLingerBytes) {
            swallowed += co_await socket().async_read_some(asio::buffer(sink),
                                                           asio::redirect_error(asio::use_awaitable, failed));
        }
    }

    /// Ends the waits that are under way.
    void cancel()
    {
        ErrorCode ignored;
        socket().cancel(ignored);
    }

    void close()
    {
        ErrorCode ignored;
        socket().close(ignored);
    }

private:
    tcp::socket& socket()
    {
        if constexpr (kTls) {
            return stream_.next_layer();
        } else {
            return stream_;
        }
    }

    static constexpr std::size_t kLingerBytes = 1024 * 1024;

    Core& core_;
    Stream stream_;
    Deadline deadline_;
    ErrorCode failure_;
};

}  // namespace junkai::http
