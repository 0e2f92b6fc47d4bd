// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace junkai::http {

/// What was received and not yet read: a small buffer that grows with a large head and is wiped as it is
/// consumed, since it may have held a resident's card.
class Inbox {
public:
    Inbox() = default;
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;

    std::string_view unread() const { return {buffer_.data() + begin_, end_ - begin_}; }

    bool empty() const { return begin_ == end_; }

    void consume(std::size_t bytes)
    {
        wipe(std::as_writable_bytes(std::span(buffer_.data() + begin_, bytes)));
        begin_ += bytes;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    /// Space for what comes next; received() says how much of it was used. A head that does not fit in the
    /// largest buffer has been refused by the scanner.
    std::span<char> room()
    {
        if (begin_ > 0) {
            std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (buffer_.size() - end_ < kSmall / 2) grow();
        return std::span(buffer_).subspan(end_);
    }

    void received(std::size_t bytes) { end_ += bytes; }

private:
    void grow()
    {
        std::vector<char> larger(std::max<std::size_t>(buffer_.size() * 2, kSmall));
        std::memcpy(larger.data(), buffer_.data(), end_);
        wipe(std::as_writable_bytes(std::span(buffer_)));
        buffer_.swap(larger);
    }

    static constexpr std::size_t kSmall = 4096;

    std::vector<char> buffer_ = std::vector<char>(kSmall);
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace junkai::http
