// SPDX-License-Identifier: Apache-2.0
#include "base/invariant.h"
#include "http/server/chunked.h"
#include "http/server/framing.h"
#include "http/target.h"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/range/iterator_range.hpp>

#include <cstdint>
#include <string>

namespace {

using namespace junkai;
using namespace junkai::http;
namespace beast = boost::beast::http;

// Byte by byte or at once, the scanner finds the same end or the same fault.
void check_scanner(std::string_view bytes)
{
    HeadScanner whole{HeadLimits{}};
    const auto at_once = whole.scan(bytes);
    HeadScanner scanner{HeadLimits{}};
    for (std::size_t n = 1; n <= bytes.size(); ++n) {
        const auto found = scanner.scan(bytes.substr(0, n));
        if (std::holds_alternative<std::monostate>(found)) continue;
        invariant(found.index() == at_once.index(), "pieces made a difference");
        if (const auto* size = std::get_if<std::size_t>(&found))
            invariant(*size == std::get<std::size_t>(at_once) && *size == n, "another end");
        return;
    }
    invariant(std::holds_alternative<std::monostate>(at_once), "pieces hid what the whole showed");
}

// Whatever passes our gate another strict reader understands, and understands as we do.
void check_against_beast(std::string_view block, const Head& head)
{
    beast::request_parser<beast::empty_body> parser;
    parser.header_limit(64 * 1024);
    parser.body_limit(boost::none);
    parser.eager(false);
    boost::system::error_code failed;
    parser.put(boost::asio::buffer(block.data(), block.size()), failed);
    if (failed == beast::error::need_more) failed = {};
    invariant(!failed && parser.is_header_done(), "Beast refuses what we accept");
    const auto& other = parser.get();
    invariant(other.version() == 11, "another version");
    invariant(std::string_view(other.method_string()) == method_name(head.method), "another method");
    invariant(parser.chunked() == head.chunked, "another framing");
    invariant(parser.content_length().value_or(0) == head.content_length || head.chunked, "another length");
    invariant(parser.keep_alive() == head.keep_alive, "another end of the connection");
    // Beast keeps fields of one name together, so they are compared name by name.
    std::size_t fields = 0;
    for (const auto& field : other) {
        const std::string name = to_lower(std::string_view(field.name_string()));
        std::size_t nth = 0;
        for (const auto& same : boost::make_iterator_range(other.equal_range(field.name_string()))) {
            if (&same == &field) break;
            ++nth;
        }
        const std::string* ours = nullptr;
        for (const auto& [own_name, own_value] : head.headers.all())
            if (own_name == name && nth-- == 0) ours = &own_value;
        invariant(ours != nullptr && field.value() == boost::beast::string_view(*ours), "another value");
        ++fields;
    }
    invariant(fields == head.headers.all().size(), "another number of fields");
    invariant(head.path.starts_with('/') && head.path.find("/../") == std::string::npos,
              "a path that climbs");
    invariant(head.path.find('\0') == std::string::npos, "a NUL in a path");
}

void check_chunks(std::string_view block, std::string_view rest)
{
    constexpr std::size_t kLimit = 4096;
    ChunkedReader reader(kLimit);
    std::string body;
    std::string_view input = rest;
    const auto fault = reader.feed(input, body);
    invariant(body.size() <= kLimit, "more than the limit");
    ChunkedReader slow(kLimit);
    std::string slow_body;
    bool slow_fault = false;
    std::size_t used = 0;
    while (used < rest.size() && !slow.done() && !slow_fault) {
        std::string_view one = rest.substr(used++, 1);
        slow_fault = slow.feed(one, slow_body).has_value();
    }
    invariant(slow.done() == reader.done() && slow_body == body && slow_fault == fault.has_value(),
              "pieces made a difference");
    if (!reader.done()) return;
    const std::size_t consumed = rest.size() - input.size();
    invariant(used == consumed, "another end");

    beast::request_parser<beast::string_body> parser;
    parser.header_limit(64 * 1024);
    parser.eager(true);
    const std::string message = std::string(block) + std::string(rest.substr(0, consumed));
    boost::system::error_code failed;
    std::size_t at = 0;
    while (at < message.size() && !failed && !parser.is_done())
        at += parser.put(boost::asio::buffer(message.data() + at, message.size() - at), failed);
    invariant(!failed && parser.is_done(), "Beast does not see the end");
    invariant(at == message.size() && parser.get().body() == body, "Beast sees another body");
}

}  // namespace

/// The gate: never crashes, does not depend on how bytes arrive, and agrees with Boost.Beast on all it
/// accepts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check_scanner(bytes);
    HeadScanner scanner{HeadLimits{}};
    const auto end = scanner.scan(bytes);
    const auto* head_size = std::get_if<std::size_t>(&end);
    if (head_size == nullptr) return 0;
    const std::string_view block = bytes.substr(0, *head_size);
    const auto parsed = parse_head(block, HeadLimits{});
    const auto* head = std::get_if<Head>(&parsed);
    if (head == nullptr) return 0;
    check_against_beast(block, *head);
    if (head->chunked) check_chunks(block, bytes.substr(*head_size));
    return 0;
}
