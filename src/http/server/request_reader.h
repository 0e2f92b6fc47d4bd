// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to server.cpp, the only file that pays for Asio.

#include "http/server/chunked.h"
#include "http/server/framing.h"
#include "http/server/inbox.h"
#include "http/server/wire.h"

#include <string>
#include <variant>

namespace junkai::http {

/// The other side has gone: there is nobody to answer.
struct Gone {};

/// A fault, nobody left to tell it to, or (monostate) a whole body.
using BodyRead = std::variant<std::monostate, Gone, FramingFault>;

/// Takes requests out of the bytes of one connection: the head through the framing gate, then its body, each
/// in its time.
template <class Stream>
class RequestReader {
public:
    RequestReader(Core& core, Wire<Stream>& wire) : core_(core), wire_(wire), scanner_(core.options.head) {}

    /// Waits for a head; its size.
    asio::awaitable<std::variant<std::size_t, Gone, FramingFault>> find_head()
    {
        scanner_.reset();
        Deadline& deadline = wire_.deadline();
        if (!inbox_.empty()) deadline.enter(Phase::Header, wire_.limits().header);
        while (true) {
            const auto found = scanner_.scan(inbox_.unread());
            if (const auto* size = std::get_if<std::size_t>(&found)) co_return *size;
            if (const auto* fault = std::get_if<FramingFault>(&found)) co_return *fault;
            const std::size_t got = co_await wire_.receive(inbox_.room());
            inbox_.received(got);
            core_.counters.bytes_in.add(got);
            const ErrorCode& failed = wire_.failure();
            if (deadline.expired() || failed) {
                const bool broken = failed && failed != asio::error::operation_aborted;
                if (!deadline.expired() || deadline.phase() != Phase::Header || broken) co_return Gone{};
                core_.counters.header_timeouts.add();
                co_return too_slow("header");
            }
            if (deadline.phase() == Phase::Idle) deadline.enter(Phase::Header, wire_.limits().header);
        }
    }

    /// Reads the head that find_head() found.
    std::variant<Head, FramingFault> take_head(std::size_t size)
    {
        auto head = parse_head(inbox_.unread().substr(0, size), core_.options.head);
        inbox_.consume(size);
        return head;
    }

    /// Appends to `body`, which is empty, what the head has announced.
    asio::awaitable<BodyRead>
    read_body(std::uint64_t content_length, bool chunked, std::size_t limit, std::string& body)
    {
        if (content_length > limit) co_return FramingFault{413, "request.body_too_large", "body_bytes"};
        wire_.deadline().enter(Phase::Body, wire_.limits().body_grace);
        if (chunked) co_return co_await read_chunks(limit, body);
        const std::size_t size = static_cast<std::size_t>(content_length);
        const std::size_t here = std::min(size, inbox_.unread().size());
        body.assign(inbox_.unread().substr(0, here));
        inbox_.consume(here);
        // Grown as bytes come, not as they are announced: a header costs the sender less than memory costs
        // us.
        while (body.size() < size) {
            const std::size_t have = body.size();
            body.resize(std::min(size, have + kStep));
            const std::size_t got = co_await wire_.receive(std::span(body).subspan(have));
            core_.counters.bytes_in.add(got);
            body.resize(have + got);
            if (has_ended(got)) co_return give_up();
            wire_.deadline().moved(body.size(), wire_.limits().body_rate);
        }
        co_return BodyRead{};
    }

private:
    asio::awaitable<BodyRead> read_chunks(std::size_t limit, std::string& body)
    {
        ChunkedReader reader(limit);
        std::size_t all = 0;
        while (true) {
            std::string_view input = inbox_.unread();
            const std::size_t before = input.size();
            const auto fault = reader.feed(input, body);
            all += before - input.size();
            inbox_.consume(before - input.size());
            if (fault) co_return *fault;
            if (reader.done()) co_return BodyRead{};
            const std::size_t got = co_await wire_.receive(inbox_.room());
            core_.counters.bytes_in.add(got);
            if (has_ended(got)) co_return give_up();
            inbox_.received(got);
            wire_.deadline().moved(all + got, wire_.limits().body_rate);
        }
    }

    bool has_ended(std::size_t got) { return wire_.failure() || got == 0 || wire_.deadline().expired(); }

    /// The other side has gone or was too slow.
    BodyRead give_up()
    {
        if (!wire_.deadline().expired()) return Gone{};
        core_.counters.body_timeouts.add();
        return too_slow("body");
    }

    static FramingFault too_slow(std::string_view phase) { return {408, "request.too_slow", phase}; }

    static constexpr std::size_t kStep = 64 * 1024;

    Core& core_;
    Wire<Stream>& wire_;
    HeadScanner scanner_;
    Inbox inbox_;
};

}  // namespace junkai::http
