// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/server/framing.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace junkai::http {

/// Decodes a chunked body while it arrives. Sizes are one to eight hexadecimal digits and nothing else on
/// their line; chunk extensions and trailer fields are refused: nobody needs them here, and they are where
/// readers disagree.
class ChunkedReader {
public:
    explicit ChunkedReader(std::size_t body_limit) : limit_(body_limit) {}

    /// Takes what it can from the front of `input` and appends the data to `body`; a fault ends the
    /// connection.
    std::optional<FramingFault> feed(std::string_view& input, std::string& body);

    bool done() const { return state_ == State::Done; }

private:
    enum class State { Size, SizeEnd, Data, DataCr, DataLf, LastCr, LastLf, Done };

    std::optional<FramingFault> take_size_byte(char byte);

    std::size_t limit_;
    State state_ = State::Size;
    std::uint64_t remaining_ = 0;
    unsigned digits_ = 0;
};

}  // namespace junkai::http
