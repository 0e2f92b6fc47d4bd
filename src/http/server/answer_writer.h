// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to server.cpp, the only file that pays for Asio.

#include "http/server/hop.h"
#include "http/server/wire.h"

#include <cstdio>
#include <string>

namespace junkai::http {

/// Writes one answer after the other: head and body, or a stream whose next piece is made on a worker when
/// the network has taken the one before.
template <class Stream>
class AnswerWriter {
public:
    AnswerWriter(Shard& shard, Wire<Stream>& wire, Hop& hop)
        : shard_(shard), core_(shard.core), wire_(wire), hop_(hop)
    {
    }

    /// False when the other side could not take all of it. `lane` and `self`: whose turn a stream's pieces
    /// take, and the connection as the workers know it.
    asio::awaitable<bool>
    write(Response& response, bool head_only, bool keep, Lane lane, std::shared_ptr<Job> self)
    {
        sent_ = 0;
        write_head(response, keep);
        const bool no_body = head_only || response.status == 204 || response.status == 304;
        const std::string_view body = no_body || response.stream ? std::string_view() : response.body_view();
        // One segment for the usual answer; a large body is not copied.
        if (body.size() <= kJoinBelow) {
            out_ += body;
            if (!co_await wire_.send(out_, {})) co_return false;
        } else if (!co_await wire_.send(out_, body)) {
            co_return false;
        }
        wipe(out_);
        sent_ = body.size();
        if (response.stream && !no_body) co_return co_await write_stream(response, lane, std::move(self));
        co_return true;
    }

    /// Bytes of the last answer's body.
    std::size_t sent() const { return sent_; }

    bool streaming() const { return streaming_ != nullptr; }

    /// On a worker: makes the next piece of the stream under way.
    void make_piece() noexcept
    {
        piece_.clear();
        try {
            more_pieces_ = streaming_->stream(piece_);
            broke_ = false;
        } catch (const std::exception&) {
            // The status line has left: all we can still do is not to end the body, so that nobody takes it
            // for whole.
            broke_ = true;
            more_pieces_ = false;
        }
    }

private:
    void write_head(const Response& response, bool keep)
    {
        out_ = "HTTP/1.1 ";
        out_ += std::to_string(response.status);
        out_ += ' ';
        out_ += reason_phrase(response.status);
        out_ += "\r\nDate: ";
        out_ += shard_.http_date();
        out_ += "\r\n";
        out_ += core_.service.common_headers();
        for (const auto& [name, value] : response.headers.all()) {
            invariant(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
                      "a header value is one line");
            out_ += name;
            out_ += ": ";
            out_ += value;
            out_ += "\r\n";
        }
        if (response.stream) {
            out_ += "Transfer-Encoding: chunked\r\n";
        } else if (response.status != 204 && response.status != 304) {
            out_ += "Content-Length: ";
            out_ += std::to_string(response.body_view().size());
            out_ += "\r\n";
        }
        out_ += keep ? "\r\n" : "Connection: close\r\n\r\n";
    }

    asio::awaitable<bool> write_stream(Response& response, Lane lane, std::shared_ptr<Job> self)
    {
        streaming_ = &response;
        do {
            wire_.deadline().enter_without_limit(Phase::Running);
            co_await hop_.away([this, lane, &self] {
                if (core_.pool.submit_continuation(lane, self)) return;
                broke_ = true;
                hop_.back(self);
            });
            if (broke_) break;
            if (piece_.empty()) continue;
            char size[24];
            const int digits = std::snprintf(size, sizeof size, "%zx\r\n", piece_.size());
            out_.assign(size, static_cast<std::size_t>(digits));
            sent_ += piece_.size();
            piece_ += "\r\n";
            if (!co_await wire_.send(out_, piece_)) {
                broke_ = true;
                break;
            }
        } while (more_pieces_);
        streaming_ = nullptr;
        wipe(piece_);
        if (broke_) co_return false;
        out_ = "0\r\n\r\n";
        co_return co_await wire_.send(out_, {});
    }

    static constexpr std::size_t kJoinBelow = 16 * 1024;

    Shard& shard_;
    Core& core_;
    Wire<Stream>& wire_;
    Hop& hop_;
    std::string out_;
    std::size_t sent_ = 0;
    std::string piece_;
    Response* streaming_ = nullptr;
    bool more_pieces_ = false;
    bool broke_ = false;
};

}  // namespace junkai::http
