// SPDX-License-Identifier: Apache-2.0
#include "http/server/framing.h"

#include "http/target.h"

#include <algorithm>
#include <array>

namespace junkai::http {
namespace {

constexpr std::array<bool, 256> make_token_characters()
{
    std::array<bool, 256> allowed{};
    for (unsigned char c = 'a'; c <= 'z'; ++c)
        allowed[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c)
        allowed[c] = true;
    for (unsigned char c = '0'; c <= '9'; ++c)
        allowed[c] = true;
    for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
        allowed[static_cast<unsigned char>(c)] = true;
    return allowed;
}

constexpr auto kTokenCharacters = make_token_characters();

// Fields that have one value: a second one is two opinions about the same request.
constexpr std::string_view kSingletons[] = {"host",
                                            "content-length",
                                            "transfer-encoding",
                                            "content-type",
                                            "connection",
                                            "cookie",
                                            "authorization",
                                            "origin",
                                            "if-match",
                                            "idempotency-key",
                                            "sec-fetch-site",
                                            "sec-fetch-mode",
                                            "sec-fetch-dest"};

FramingFault malformed(std::string_view what)
{
    return {400, "request.malformed", what};
}

bool is_token(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return kTokenCharacters[static_cast<unsigned char>(c)];
    });
}

bool is_digits(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<FramingFault> check_version(std::string_view version)
{
    if (version == "HTTP/1.1") return std::nullopt;
    const bool shaped = version.size() == 8 && version.starts_with("HTTP/") &&
                        is_digits(version.substr(5, 1)) && version[6] == '.' &&
                        is_digits(version.substr(7, 1));
    if (shaped) return FramingFault{505, "request.version_not_supported", "version"};
    return malformed("version");
}

std::optional<FramingFault> read_request_line(std::string_view line, const HeadLimits& limits, Head& head)
{
    const std::size_t first = line.find(' ');
    if (first == std::string_view::npos) return malformed("request_line");
    const std::size_t second = line.find(' ', first + 1);
    if (second == std::string_view::npos) return malformed("request_line");
    const std::string_view method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, second - first - 1);
    const std::string_view version = line.substr(second + 1);
    if (!is_token(method)) return malformed("method");
    if (auto fault = check_version(version)) return fault;
    const auto known = parse_method(method);
    if (!known) return FramingFault{501, "request.method_unknown", "method"};
    head.method = *known;
    if (target.size() > limits.target_bytes) return FramingFault{414, "request.target_too_long", "target"};
    std::string_view what;
    auto parsed = parse_target(target, what);
    if (!parsed) return malformed(what);
    head.path = std::move(parsed->path);
    head.query = std::move(parsed->query);
    return std::nullopt;
}

std::optional<FramingFault> read_field(std::string_view line, Headers& headers)
{
    if (line.front() == ' ' || line.front() == '\t') return malformed("folded_header");
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("header_without_colon");
    const std::string_view name = line.substr(0, colon);
    if (!is_token(name)) return malformed("header_name");
    headers.add(to_lower(name), std::string(trim(line.substr(colon + 1))));
    return std::nullopt;
}

bool is_host(std::string_view host)
{
    std::string_view port;
    if (host.starts_with('[')) {
        const std::size_t close = host.find(']');
        if (close == std::string_view::npos || close < 3) return false;
        const std::string_view inside = host.substr(1, close - 1);
        if (inside.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return false;
        port = host.substr(close + 1);
    } else {
        const std::size_t colon = std::min(host.find(':'), host.size());
        const std::string_view name = host.substr(0, colon);
        const auto allowed = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                   c == '.' || c == '_';
        };
        if (name.empty() || !std::all_of(name.begin(), name.end(), allowed)) return false;
        port = host.substr(colon);
    }
    if (port.empty()) return true;
    return port.size() <= 6 && is_digits(port.substr(1)) && port.front() == ':';
}

std::optional<FramingFault> check_singletons(const Headers& headers)
{
    for (const std::string_view name : kSingletons)
        if (headers.count(name) > 1) return malformed("header_twice");
    const auto host = headers.find("host");
    if (!host) return malformed("host_missing");
    if (!is_host(*host)) return malformed("host");
    return std::nullopt;
}

std::optional<FramingFault> read_body_framing(Head& head)
{
    const auto length = head.headers.find("content-length");
    const auto encoding = head.headers.find("transfer-encoding");
    if (length && encoding) return malformed("length_and_encoding");
    if (encoding) {
        // RFC 9112 6.1: a coding that is not understood is 501; "chunked" is the only one we have.
        if (!equals_ignoring_case(*encoding, "chunked"))
            return FramingFault{501, "request.encoding_unknown", "transfer_encoding"};
        head.chunked = true;
    }
    if (length) {
        // "+5", "0x5", "5, 5", "05" and twenty digits all have readers that disagree about them.
        const bool plain =
            is_digits(*length) && length->size() <= 15 && (length->size() == 1 || length->front() != '0');
        if (!plain) return malformed("content_length");
        for (const char c : *length)
            head.content_length = head.content_length * 10 + static_cast<unsigned>(c - '0');
    }
    const bool has_body = head.chunked || head.content_length > 0;
    if (has_body && !is_write(head.method)) return malformed("body_not_expected");
    return std::nullopt;
}

std::optional<FramingFault> read_connection(Head& head)
{
    if (head.headers.count("expect") > 0) return FramingFault{417, "request.expectation", "expect"};
    if (head.headers.count("upgrade") > 0) return malformed("upgrade");
    auto options = head.headers.find("connection");
    while (options) {
        const std::size_t comma = options->find(',');
        const std::string_view option = trim(options->substr(0, comma));
        if (equals_ignoring_case(option, "close")) {
            head.keep_alive = false;
        } else if (!option.empty() && !equals_ignoring_case(option, "keep-alive") &&
                   !equals_ignoring_case(option, "te")) {
            // An option names a header to be dropped by the next hop; nobody honest names others.
            return malformed("connection");
        }
        if (comma == std::string_view::npos) break;
        options->remove_prefix(comma + 1);
    }
    return std::nullopt;
}

std::optional<FramingFault> check_byte(char byte, char before)
{
    const auto c = static_cast<unsigned char>(byte);
    if (before == '\r' && byte != '\n') return malformed("bare_cr");
    if (byte == '\n' && before != '\r') return malformed("bare_lf");
    if ((c < 0x20 && byte != '\r' && byte != '\n' && byte != '\t') || c == 0x7f)
        return malformed("control_character");
    return std::nullopt;
}

}  // namespace

std::variant<std::monostate, std::size_t, FramingFault> HeadScanner::scan(std::string_view buffer)
{
    for (; seen_ < buffer.size(); ++seen_) {
        const char byte = buffer[seen_];
        if (seen_ >= limits_.head_bytes) {
            if (lines_ == 0) return FramingFault{414, "request.target_too_long", "target"};
            return FramingFault{431, "request.head_too_large", "head_bytes"};
        }
        if (auto fault = check_byte(byte, seen_ == 0 ? '\0' : buffer[seen_ - 1])) return *fault;
        if (byte != '\n') continue;
        if (seen_ == 1) return malformed("leading_blank_line");
        if (seen_ - line_begin_ == 1) return ++seen_;
        line_begin_ = seen_ + 1;
        // The request line and one line for each field.
        if (++lines_ > limits_.header_fields + 1)
            return FramingFault{431, "request.head_too_large", "header_fields"};
    }
    return std::monostate{};
}

std::variant<Head, FramingFault> parse_head(std::string_view block, const HeadLimits& limits)
{
    Head head;
    std::size_t end = block.find("\r\n");
    if (end == std::string_view::npos) return malformed("request_line");
    if (auto fault = read_request_line(block.substr(0, end), limits, head)) return *fault;
    while (true) {
        block.remove_prefix(end + 2);
        end = block.find("\r\n");
        if (end == std::string_view::npos) return malformed("head_end");
        if (end == 0) break;
        if (auto fault = read_field(block.substr(0, end), head.headers)) return *fault;
    }
    if (auto fault = check_singletons(head.headers)) return *fault;
    if (auto fault = read_body_framing(head)) return *fault;
    if (auto fault = read_connection(head)) return *fault;
    return head;
}

}  // namespace junkai::http
