// SPDX-License-Identifier: Apache-2.0
#include "http/server/chunked.h"

#include <algorithm>

namespace junkai::http {
namespace {

FramingFault malformed(std::string_view what)
{
    return {400, "request.malformed", what};
}

}  // namespace

std::optional<FramingFault> ChunkedReader::take_size_byte(char byte)
{
    unsigned digit = 0;
    if (byte >= '0' && byte <= '9') {
        digit = static_cast<unsigned>(byte - '0');
    } else if (byte >= 'a' && byte <= 'f') {
        digit = static_cast<unsigned>(byte - 'a') + 10;
    } else if (byte >= 'A' && byte <= 'F') {
        digit = static_cast<unsigned>(byte - 'A') + 10;
    } else if (byte == '\r' && digits_ > 0) {
        state_ = State::SizeEnd;
        return std::nullopt;
    } else {
        return malformed(byte == ';' ? "chunk_extension" : "chunk_size");
    }
    if (++digits_ > 8) return malformed("chunk_size");
    remaining_ = remaining_ * 16 + digit;
    return std::nullopt;
}

std::optional<FramingFault> ChunkedReader::feed(std::string_view& input, std::string& body)
{
    while (!input.empty() && state_ != State::Done) {
        if (state_ == State::Data) {
            const std::size_t take =
                std::min<std::size_t>(input.size(), static_cast<std::size_t>(remaining_));
            body.append(input.substr(0, take));
            input.remove_prefix(take);
            remaining_ -= take;
            if (remaining_ == 0) state_ = State::DataCr;
            continue;
        }
        const char byte = input.front();
        input.remove_prefix(1);
        switch (state_) {
        case State::Size:
            if (auto fault = take_size_byte(byte)) return fault;
            break;
        case State::SizeEnd:
            if (byte != '\n') return malformed("chunk_size");
            if (remaining_ > limit_ || body.size() > limit_ - remaining_)
                return FramingFault{413, "request.body_too_large", "body_bytes"};
            state_ = remaining_ == 0 ? State::LastCr : State::Data;
            digits_ = 0;
            break;
        case State::DataCr:
            if (byte != '\r') return malformed("chunk_end");
            state_ = State::DataLf;
            break;
        case State::DataLf:
            if (byte != '\n') return malformed("chunk_end");
            state_ = State::Size;
            break;
        case State::LastCr:
            if (byte != '\r') return malformed("trailer");
            state_ = State::LastLf;
            break;
        case State::LastLf:
            if (byte != '\n') return malformed("trailer");
            state_ = State::Done;
            break;
        case State::Data:
        case State::Done:
            break;
        }
    }
    return std::nullopt;
}

}  // namespace junkai::http
