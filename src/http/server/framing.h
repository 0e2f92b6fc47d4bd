// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "http/message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace junkai::http {

/// The gate in front of everything: the one reader of request heads. It knows one spelling of a request and
/// refuses each of the others, so that no proxy, cache or log in front of us can have read a message
/// differently (request smuggling). Whatever it refuses is answered with exactly this status and the
/// connection is closed.
struct FramingFault {
    int status;
    Literal code;
    /// A fixed word that says which border was crossed; becomes the fact "what" of the problem.
    std::string_view what;
};

struct HeadLimits {
    std::size_t head_bytes = 16 * 1024;
    std::size_t target_bytes = 4096;
    std::size_t header_fields = 100;
};

/// A head that passed: what to read next is said by exactly one of content_length and chunked.
struct Head {
    Method method = Method::Get;
    std::string path;
    Query query;
    Headers headers;
    std::uint64_t content_length = 0;
    bool chunked = false;
    bool keep_alive = true;
};

/// Finds the end of a head while its bytes arrive and refuses at the first byte that cannot be part of one,
/// so that a client that sends bare line feeds gets its answer at once and not after the deadline.
class HeadScanner {
public:
    explicit HeadScanner(const HeadLimits& limits) : limits_(limits) {}

    /// `buffer` begins with the request and only grows between calls. The size of the head including the
    /// blank line, nothing while more is needed, or the fault.
    std::variant<std::monostate, std::size_t, FramingFault> scan(std::string_view buffer);

    void reset() { *this = HeadScanner(limits_); }

private:
    HeadLimits limits_;
    std::size_t seen_ = 0;
    std::size_t lines_ = 0;
    std::size_t line_begin_ = 0;
};

/// Reads a whole head, blank line included, that the scanner has passed.
std::variant<Head, FramingFault> parse_head(std::string_view block, const HeadLimits& limits);

}  // namespace junkai::http
