// SPDX-License-Identifier: Apache-2.0
// Malformed requests over real sockets: each gets exactly one answer, this status, this code, this reason,
// and a closed connection; nothing of it, and nothing behind it on the connection, is ever acted upon.
#include "test_site.h"
#include "tls_peer.h"

#include "http/server/chunked.h"
#include "http/server/framing.h"

namespace junkai::http::test {
namespace {

struct Row {
    const char* name;
    std::string bytes;
    int status;
    const char* what;
};

void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.name;
}

using namespace std::string_literals;

// A request line and headers, with Host where it is not the point.
std::string with(std::string_view headers)
{
    return "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) + "\r\n";
}

std::string posted(std::string_view headers, std::string_view body)
{
    return "POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Type: "
           "application/json\r\n" +
           std::string(headers) + "\r\n" + std::string(body);
}

// A body of five bytes that says of what it is made.
std::string typed(std::string_view headers)
{
    return "POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 5\r\n" +
           std::string(headers) + "\r\nabcde";
}

std::string chunked(std::string_view body)
{
    return posted("Transfer-Encoding: chunked\r\n", body);
}

std::string line(std::string_view request_line)
{
    return std::string(request_line) + "\r\nHost: localhost\r\n\r\n";
}

std::string many_headers(int count)
{
    std::string headers;
    for (int i = 0; i < count; ++i)
        headers += "X-" + std::to_string(i) + ": 1\r\n";
    return headers;
}

const std::string kSmuggled = "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

// One row a line; clang-format would pad each of them to the longest.
// clang-format off
const std::vector<Row> kRows{
    // Content-Length against Transfer-Encoding
    {"CL then TE",
     posted("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400, "length_and_encoding"},
    {"TE then CL",
     posted("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400, "length_and_encoding"},
    {"CL 0 and TE",
     posted("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400, "length_and_encoding"},
    {"two CL, different", posted("Content-Length: 5\r\nContent-Length: 6\r\n", "abcdef"), 400, "header_twice"},
    {"two CL, equal", posted("Content-Length: 5\r\nContent-Length: 5\r\n", "abcde"), 400, "header_twice"},
    {"two CL, other case", posted("Content-Length: 5\r\ncontent-length: 5\r\n", "abcde"), 400, "header_twice"},
    {"listed CL", posted("Content-Length: 5, 5\r\n", "abcde"), 400, "content_length"},
    {"CL +5", posted("Content-Length: +5\r\n", "abcde"), 400, "content_length"},
    {"CL -5", posted("Content-Length: -5\r\n", "abcde"), 400, "content_length"},
    {"CL 0x5", posted("Content-Length: 0x5\r\n", "abcde"), 400, "content_length"},
    {"CL 5.0", posted("Content-Length: 5.0\r\n", "abcde"), 400, "content_length"},
    {"CL 1e1", posted("Content-Length: 1e1\r\n", "abcdeabcde"), 400, "content_length"},
    {"CL 05", posted("Content-Length: 05\r\n", "abcde"), 400, "content_length"},
    {"CL empty", posted("Content-Length:\r\n", ""), 400, "content_length"},
    {"CL with a space inside", posted("Content-Length: 1 0\r\n", "abcdeabcde"), 400, "content_length"},
    {"CL of twenty digits", posted("Content-Length: 18446744073709551621\r\n", "abcde"), 400, "content_length"},
    {"CL with a comma behind", posted("Content-Length: 5,\r\n", "abcde"), 400, "content_length"},
    {"CL with a semicolon behind", posted("Content-Length: 5;\r\n", "abcde"), 400, "content_length"},
    {"CL in Arabic digits", posted("Content-Length: \xd9\xa5\r\n", "abcde"), 400, "content_length"},
    {"CL in quotes", posted("Content-Length: \"5\"\r\n", "abcde"), 400, "content_length"},
    {"CL 00", posted("Content-Length: 00\r\n", ""), 400, "content_length"},
    {"CL of sixteen digits", posted("Content-Length: 1000000000000000\r\n", ""), 400, "content_length"},
    {"CL of fifteen digits", posted("Content-Length: 100000000000000\r\n", ""), 413, "body_bytes"},
    {"CL folded", posted("Content-Length:\r\n 5\r\n", "abcde"), 400, "folded_header"},
    {"CL beyond the route's limit", posted("Content-Length: 10001\r\n", ""), 413, "body_bytes"},
    {"TE gzip", posted("Transfer-Encoding: gzip\r\n", ""), 501, "transfer_encoding"},
    {"TE gzip, chunked", posted("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501, "transfer_encoding"},
    {"TE chunked, chunked", posted("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), 501, "transfer_encoding"},
    {"TE chunked, identity",
     posted("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 501, "transfer_encoding"},
    {"TE chunked, gzip", posted("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"), 501, "transfer_encoding"},
    {"TE with a comma in front", posted("Transfer-Encoding: ,chunked\r\n", "0\r\n\r\n"), 501, "transfer_encoding"},
    {"TE folded", posted("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"), 400, "folded_header"},
    {"TE gzip, then TE chunked",
     posted("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400, "header_twice"},
    {"TE identity", posted("Transfer-Encoding: identity\r\n", ""), 501, "transfer_encoding"},
    {"TE xchunked", posted("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), 501, "transfer_encoding"},
    {"TE quoted", posted("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), 501, "transfer_encoding"},
    {"TE with a parameter", posted("Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n"), 501, "transfer_encoding"},
    {"TE empty", posted("Transfer-Encoding:\r\n", "0\r\n\r\n"), 501, "transfer_encoding"},
    {"two TE",
     posted("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400, "header_twice"},
    {"TE behind a vertical tab",
     posted("Transfer-Encoding: \x0b" "chunked\r\n", "0\r\n\r\n"), 400, "control_character"},
    {"a body on GET", with("Content-Length: 3\r\n") + "abc", 400, "body_not_expected"},
    {"a body on HEAD", "HEAD /v1/hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", 400,
     "body_not_expected"},
    {"chunks on GET", with("Transfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400, "body_not_expected"},
    // chunks
    {"chunk size +5", chunked("+5\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size 0x5", chunked("0x5\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size -1", chunked("-1\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size with a space", chunked("5 \r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size after a space", chunked(" 5\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size empty", chunked("\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size of nine digits", chunked("000000005\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size g", chunked("g\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size ended by a bare LF", chunked("5\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size ended by a bare CR", chunked("5\rabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size of sixteen digits", chunked("ffffffffffffffff\r\na\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size 5_0", chunked("5_0\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size ended by CR CR LF", chunked("5\r\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size with a tab", chunked("5\t\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk size with a NUL", chunked("5\0\r\nabcde\r\n0\r\n\r\n"s), 400, "chunk_size"},
    {"chunk extension after a space", chunked("5 ;a=b\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_size"},
    {"chunk extension with a line end in quotes",
     chunked("5;a=\"\r\n\"\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_extension"},
    {"chunk extension", chunked("5;a=b\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_extension"},
    {"chunk extension on the last", chunked("5\r\nabcde\r\n0;x\r\n\r\n"), 400, "chunk_extension"},
    {"chunk longer than it says", chunked("3\r\nabcde\r\n0\r\n\r\n"), 400, "chunk_end"},
    {"chunk data ended by a bare LF", chunked("5\r\nabcde\n0\r\n\r\n"), 400, "chunk_end"},
    {"chunk without its end", chunked("5\r\nabcde0\r\n\r\n"), 400, "chunk_end"},
    {"chunk ended by CR alone", chunked("5\r\nabcde\r0\r\n\r\n"), 400, "chunk_end"},
    {"trailer that frames", chunked("0\r\nContent-Length: 5\r\n\r\nabcde"), 400, "trailer"},
    {"trailer field", chunked("5\r\nabcde\r\n0\r\nX: y\r\n\r\n"), 400, "trailer"},
    {"last chunk ended by a bare LF", chunked("5\r\nabcde\r\n0\r\n\n"), 400, "trailer"},
    {"one chunk beyond the limit", chunked("2711\r\n"), 413, "body_bytes"},
    {"chunk of four gigabytes", chunked("ffffffff\r\n"), 413, "body_bytes"},
    {"chunks that grow beyond the limit",
     chunked("2710\r\n" + std::string(10'000, 'a') + "\r\n1\r\nb"), 413, "body_bytes"},
    // line ends and bytes
    {"bare LF after the request line", "GET /v1/hello HTTP/1.1\nHost: localhost\r\n\r\n", 400, "bare_lf"},
    {"bare LF after a header", with("X: 1\nY: 2\r\n"), 400, "bare_lf"},
    {"bare LF at the end", "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\n", 400, "bare_lf"},
    {"only bare LF", "GET /v1/hello HTTP/1.1\nHost: localhost\n\n", 400, "bare_lf"},
    {"bare CR in a value", with("X: 1\rY: 2\r\n"), 400, "bare_cr"},
    {"bare CR at the end", "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\r\n", 400, "bare_cr"},
    {"NUL in a value", with("X: a\0b\r\n"s), 400, "control_character"},
    {"NUL in a name", with("X\0: a\r\n"s), 400, "control_character"},
    {"NUL in the target", line("GET /v1/he\0llo HTTP/1.1"s), 400, "control_character"},
    {"escape in a value", with("X: \x1b[2J\r\n"), 400, "control_character"},
    {"DEL in a value", with("X: \x7f\r\n"), 400, "control_character"},
    {"blank line first", "\r\n" + get("/v1/hello"), 400, "leading_blank_line"},
    {"LF first", "\n" + get("/v1/hello"), 400, "bare_lf"},
    {"bare CR after the request line", "GET /v1/hello HTTP/1.1\rHost: localhost\r\n\r\n", 400, "bare_cr"},
    {"two line ends in CR CR LF", "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\r\n", 400, "bare_cr"},
    {"vertical tab in the request line", line("GET\v/v1/hello HTTP/1.1"), 400, "control_character"},
    {"form feed in a value", with("X: a\fb\r\n"), 400, "control_character"},
    {"an SSLv2 hello", "\x80\x2e\x01\x03\x01\r\n\r\n"s, 400, "control_character"},
    {"a TLS hello on the plain port", "\x16\x03\x01\x02\x00\x01"s, 400, "control_character"},
    // header fields
    {"space before the colon", with("X : 1\r\n"), 400, "header_name"},
    {"tab before the colon", with("X\t: 1\r\n"), 400, "header_name"},
    {"TE with a space before the colon", posted("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400, "header_name"},
    {"folded by a space", with("X: 1\r\n 2\r\n"), 400, "folded_header"},
    {"folded by a tab", with("X: 1\r\n\t2\r\n"), 400, "folded_header"},
    {"folded Host", "GET /v1/hello HTTP/1.1\r\n Host: localhost\r\n\r\n", 400, "folded_header"},
    {"folded in the middle of Host", "GET /v1/hello HTTP/1.1\r\nHost: local\r\n host\r\n\r\n", 400, "folded_header"},
    {"a line of spaces", with("   \r\n"), 400, "folded_header"},
    {"Host with a space before the colon", "GET /v1/hello HTTP/1.1\r\nHost : localhost\r\n\r\n", 400, "header_name"},
    {"space inside a name", with("X Y: 1\r\n"), 400, "header_name"},
    {"a name in quotes", with("\"X\": 1\r\n"), 400, "header_name"},
    {"no colon", with("Nonsense\r\n"), 400, "header_without_colon"},
    {"empty name", with(": 1\r\n"), 400, "header_name"},
    {"bracket in a name", with("X[1]: 1\r\n"), 400, "header_name"},
    {"kanji in a name", with("氏名: 1\r\n"), 400, "header_name"},
    {"two cookies", with("Cookie: a=1\r\nCookie: a=2\r\n"), 400, "header_twice"},
    {"two content types",
     posted("Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"), 400, "header_twice"},
    {"two authorizations", with("Authorization: a\r\nAuthorization: b\r\n"), 400, "header_twice"},
    {"two versions to match", with("If-Match: \"1\"\r\nIf-Match: \"2\"\r\n"), 400, "header_twice"},
    {"two keys of one act",
     posted("Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 2\r\n", "{}"), 400, "header_twice"},
    {"two sayings of the browser", with("Sec-Fetch-Site: none\r\nSec-Fetch-Site: same-origin\r\n"), 400, "header_twice"},
    {"two origins", with("Origin: http://localhost\r\nOrigin: http://evil\r\n"), 400, "header_twice"},
    {"101 headers", with(many_headers(100)), 431, "header_fields"},
    {"2,000 headers", with(many_headers(2000)), 431, "header_fields"},
    {"a header of 100 kB", with("X: " + std::string(100'000, 'a') + "\r\n"), 431, "head_bytes"},
    {"a head of 17 kB",
     with("X: " + std::string(9'000, 'a') + "\r\nY: " + std::string(9'000, 'a') + "\r\n"), 431, "head_bytes"},
    // Host
    {"no Host", "GET /v1/hello HTTP/1.1\r\n\r\n", 400, "host_missing"},
    {"two Hosts", with("Host: localhost\r\n"), 400, "header_twice"},
    {"two Hosts, different", with("Host: evil\r\n"), 400, "header_twice"},
    {"empty Host", "GET /v1/hello HTTP/1.1\r\nHost:\r\n\r\n", 400, "host"},
    {"Host with a path", "GET /v1/hello HTTP/1.1\r\nHost: localhost/x\r\n\r\n", 400, "host"},
    {"Host with a user", "GET /v1/hello HTTP/1.1\r\nHost: a@localhost\r\n\r\n", 400, "host"},
    {"listed Host", "GET /v1/hello HTTP/1.1\r\nHost: a, b\r\n\r\n", 400, "host"},
    {"Host with a bad port", "GET /v1/hello HTTP/1.1\r\nHost: localhost:80x\r\n\r\n", 400, "host"},
    {"Host of spaces", "GET /v1/hello HTTP/1.1\r\nHost:  \t \r\n\r\n", 400, "host"},
    {"Host with an empty port", "GET /v1/hello HTTP/1.1\r\nHost: localhost:\r\n\r\n", 400, "host"},
    {"Host with a port of nine digits", "GET /v1/hello HTTP/1.1\r\nHost: localhost:000000080\r\n\r\n", 400, "host"},
    {"Host of a port alone", "GET /v1/hello HTTP/1.1\r\nHost: :80\r\n\r\n", 400, "host"},
    {"Host with a scheme", "GET /v1/hello HTTP/1.1\r\nHost: http://localhost\r\n\r\n", 400, "host"},
    {"Host with an escape", "GET /v1/hello HTTP/1.1\r\nHost: local%68ost\r\n\r\n", 400, "host"},
    {"Host with a space", "GET /v1/hello HTTP/1.1\r\nHost: localhost evil\r\n\r\n", 400, "host"},
    {"half an IPv6 Host", "GET /v1/hello HTTP/1.1\r\nHost: [::1\r\n\r\n", 400, "host"},
    {"IPv6 Host with words behind", "GET /v1/hello HTTP/1.1\r\nHost: [::1]evil\r\n\r\n", 400, "host"},
    {"Host with a dot behind", "GET /v1/hello HTTP/1.1\r\nHost: localhost.\r\n\r\n", 421, nullptr},
    {"Host that begins like ours", "GET /v1/hello HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", 421, nullptr},
    {"Host of another name", "GET /v1/hello HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, nullptr},
    // the request line
    {"absolute form", line("GET http://localhost/v1/hello HTTP/1.1"), 400, "target_form"},
    {"absolute form of another host", line("GET http://evil/v1/hello HTTP/1.1"), 400, "target_form"},
    {"absolute form of TLS", line("GET https://localhost/v1/hello HTTP/1.1"), 400, "target_form"},
    {"authority form", line("GET localhost:443 HTTP/1.1"), 400, "target_form"},
    {"authority form of CONNECT's cousin", line("POST localhost HTTP/1.1"), 400, "target_form"},
    {"asterisk for GET", line("GET * HTTP/1.1"), 400, "target_form"},
    {"empty target", line("GET  HTTP/1.1"), 400, "target_form"},
    {"asterisk form", line("OPTIONS * HTTP/1.1"), 400, "target_form"},
    {"CONNECT", line("CONNECT localhost:443 HTTP/1.1"), 501, "method"},
    {"TRACE", line("TRACE /v1/hello HTTP/1.1"), 501, "method"},
    {"lower-case method", line("get /v1/hello HTTP/1.1"), 501, "method"},
    {"method with a colon", line("GE:T /v1/hello HTTP/1.1"), 400, "method"},
    {"no method", line(" /v1/hello HTTP/1.1"), 400, "method"},
    {"method of WebDAV", line("PROPFIND /v1/hello HTTP/1.1"), 501, "method"},
    {"method of a megabyte's beginning", line(std::string(3'000, 'A') + " /v1/hello HTTP/1.1"), 501, "method"},
    {"HTTP/0.9", "GET /v1/hello\r\n", 400, "request_line"},
    {"HTTP/0.9 with its number", line("GET /v1/hello HTTP/0.9"), 505, "version"},
    {"HTTP/3.0", line("GET /v1/hello HTTP/3.0"), 505, "version"},
    {"HTTP/1.10", line("GET /v1/hello HTTP/1.10"), 400, "version"},
    {"a space behind the version", line("GET /v1/hello HTTP/1.1 "), 400, "version"},
    {"another protocol", line("GET /v1/hello ICAP/1.0"), 400, "version"},
    {"mail", "EHLO localhost\r\n\r\n", 400, "request_line"},
    {"secure shell", "SSH-2.0-OpenSSH_9.2\r\n\r\n", 400, "request_line"},
    {"no version", line("GET /v1/hello"), 400, "request_line"},
    {"HTTP/1.0", line("GET /v1/hello HTTP/1.0"), 505, "version"},
    {"HTTP/1.2", line("GET /v1/hello HTTP/1.2"), 505, "version"},
    {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "version"},
    {"http/1.1 in small letters", line("GET /v1/hello http/1.1"), 400, "version"},
    {"HTTP/01.1", line("GET /v1/hello HTTP/01.1"), 400, "version"},
    {"two spaces", line("GET  /v1/hello HTTP/1.1"), 400, "version"},
    {"space in the target", line("GET /v1/he llo HTTP/1.1"), 400, "version"},
    {"tab for a space", line("GET\t/v1/hello HTTP/1.1"), 400, "request_line"},
    {"fragment", line("GET /v1/hello#x HTTP/1.1"), 400, "target_character"},
    {"backslash", line("GET /v1\\hello HTTP/1.1"), 400, "target_character"},
    {"raw kanji", line("GET /v1/住所 HTTP/1.1"), 400, "target_character"},
    {"half an escape", line("GET /v1/hello%4 HTTP/1.1"), 400, "path_escape"},
    {"escape that is no hex", line("GET /v1/hello%zz HTTP/1.1"), 400, "path_escape"},
    {"escaped NUL", line("GET /v1/hello%00 HTTP/1.1"), 400, "path_escape"},
    {"escaped line end", line("GET /v1/hello%0d%0a HTTP/1.1"), 400, "path_escape"},
    {"escape that is no UTF-8", line("GET /v1/%ff HTTP/1.1"), 400, "path_escape"},
    {"escaped overlong slash", line("GET /v1/%c0%af HTTP/1.1"), 400, "path_escape"},
    {"escaped overlong slash of three bytes", line("GET /v1/%e0%80%af HTTP/1.1"), 400, "path_escape"},
    {"escaped overlong NUL", line("GET /v1/%c0%80 HTTP/1.1"), 400, "path_escape"},
    {"escaped half of a surrogate pair", line("GET /v1/%ed%a0%80 HTTP/1.1"), 400, "path_escape"},
    {"escape beyond Unicode", line("GET /v1/%f4%90%80%80 HTTP/1.1"), 400, "path_escape"},
    {"escape of a lone continuation", line("GET /v1/%81 HTTP/1.1"), 400, "path_escape"},
    {"escape of Shift_JIS", line("GET /v1/%8f%5a%8f%8a HTTP/1.1"), 400, "path_escape"},
    {"escape in the way of IIS", line("GET /v1/%u002e%u002e/hello HTTP/1.1"), 400, "path_escape"},
    {"escape of nothing", line("GET /v1/hello% HTTP/1.1"), 400, "path_escape"},
    {"escape of an escape's sign only", line("GET /v1/%%32%66 HTTP/1.1"), 400, "path_escape"},
    {"escaped DEL", line("GET /v1/%7f HTTP/1.1"), 400, "path_escape"},
    {"raw NUL escape in a query", line("GET /v1/hello?a=%00 HTTP/1.1"), 400, "query_escape"},
    {"overlong in a query", line("GET /v1/hello?a=%c0%ae HTTP/1.1"), 400, "query_escape"},
    {"a query's name that is no escape", line("GET /v1/hello?%zz=1 HTTP/1.1"), 400, "query_escape"},
    {"an empty part of a query", line("GET /v1/hello?a=1&&b=2 HTTP/1.1"), 400, "query_name_empty"},
    {"dots at the end", line("GET /v1/hello/.. HTTP/1.1"), 400, "path_dots"},
    {"dots at the root", line("GET /.. HTTP/1.1"), 400, "path_dots"},
    {"half-escaped dots", line("GET /v1/.%2e/hello HTTP/1.1"), 400, "path_dots"},
    {"dots and an escaped slash", line("GET /v1/..%2fhello HTTP/1.1"), 400, "path_slash"},
    {"quotation mark", line("GET /v1/\"hello\" HTTP/1.1"), 400, "target_character"},
    {"angle brackets", line("GET /v1/<script> HTTP/1.1"), 400, "target_character"},
    {"raw Shift_JIS", line("GET /v1/\x8f\x5a HTTP/1.1"), 400, "target_character"},
    {"escaped slash", line("GET /v1%2fhello HTTP/1.1"), 400, "path_slash"},
    {"escaped backslash", line("GET /v1%5chello HTTP/1.1"), 400, "path_slash"},
    {"dots", line("GET /v1/../hello HTTP/1.1"), 400, "path_dots"},
    {"escaped dots", line("GET /v1/%2e%2E/hello HTTP/1.1"), 400, "path_dots"},
    {"one dot", line("GET /v1/./hello HTTP/1.1"), 400, "path_dots"},
    {"double slash", line("GET //evil/hello HTTP/1.1"), 400, "path_empty_segment"},
    {"a query name twice", line("GET /v1/hello?a=1&a=2 HTTP/1.1"), 400, "query_name_twice"},
    {"a query name twice, escaped", line("GET /v1/hello?a=1&%61=2 HTTP/1.1"), 400, "query_name_twice"},
    {"an empty query name", line("GET /v1/hello?=1 HTTP/1.1"), 400, "query_name_empty"},
    {"a broken query", line("GET /v1/hello?a=%e3%81 HTTP/1.1"), 400, "query_escape"},
    {"a target of 5 kB", line("GET /" + std::string(5'000, 'a') + " HTTP/1.1"), 414, "target"},
    {"a target of 20 kB", line("GET /" + std::string(20'000, 'a') + " HTTP/1.1"), 414, "target"},
    {"a target of 100 kB", line("GET /" + std::string(100'000, 'a') + " HTTP/1.1"), 414, "target"},
    {"a query of 100 kB", line("GET /v1/hello?a=" + std::string(100'000, 'a') + " HTTP/1.1"), 414, "target"},
    {"a header's name of 100 kB", with(std::string(100'000, 'a') + ": 1\r\n"), 431, "head_bytes"},
    // what a body is made of: known from the head, so the body is never read
    {"a body of plain text", typed("Content-Type: text/plain\r\n"), 415, nullptr},
    {"a body of a form", typed("Content-Type: application/x-www-form-urlencoded\r\n"), 415, nullptr},
    {"a body of parts", typed("Content-Type: multipart/form-data; boundary=x\r\n"), 415, nullptr},
    {"a body of no type", typed(""), 415, nullptr},
    {"a body of an empty type", typed("Content-Type:\r\n"), 415, nullptr},
    {"a type that begins like ours", typed("Content-Type: application/json-patch+json\r\n"), 415, nullptr},
    {"two types in a list", typed("Content-Type: text/plain, application/json\r\n"), 415, nullptr},
    {"our type behind another", typed("Content-Type: text/plain; application/json\r\n"), 415, nullptr},
    {"JSON in UTF-16", typed("Content-Type: application/json; charset=utf-16\r\n"), 415, nullptr},
    {"JSON in Shift_JIS", typed("Content-Type: application/json; charset=Shift_JIS\r\n"), 415, nullptr},
    {"JSON in UTF-7 behind UTF-8", typed("Content-Type: application/json; charset=utf-8; charset=utf-7\r\n"), 415, nullptr},
    {"JSON with a boundary", typed("Content-Type: application/json; boundary=x\r\n"), 415, nullptr},
    {"a body in gzip", typed("Content-Type: application/json\r\nContent-Encoding: gzip\r\n"), 415, nullptr},
    // what we do not do
    {"Expect", posted("Expect: 100-continue\r\nContent-Length: 2\r\n", "{}"), 417, "expect"},
    {"unknown Expect", with("Expect: 200-ok\r\n"), 417, "expect"},
    {"Upgrade to h2c",
     with("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n"), 400, "upgrade"},
    {"Upgrade to WebSocket", with("Connection: Upgrade\r\nUpgrade: websocket\r\n"), 400, "upgrade"},
    {"Upgrade to TLS", with("Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n"), 400, "upgrade"},
    {"Upgrade without Connection", with("Upgrade: websocket\r\n"), 400, "upgrade"},
    {"Connection: upgrade alone", with("Connection: upgrade\r\n"), 400, "connection"},
    {"Connection names the framing", with("Connection: keep-alive, Content-Length\r\n"), 400, "connection"},
    {"two Connections", with("Connection: close\r\nConnection: keep-alive\r\n"), 400, "header_twice"},
    {"Connection names a header", with("Connection: close, Cookie\r\n"), 400, "connection"},
};

// clang-format on

class Framing : public ::testing::TestWithParam<Row> {
protected:
    static void SetUpTestSuite()
    {
        site = std::make_unique<TestSite>();
        site->options.hosts = {"localhost"};
        site->start();
    }

    static void TearDownTestSuite() { site.reset(); }

    static std::unique_ptr<TestSite> site;
};

std::unique_ptr<TestSite> Framing::site;

// The code that goes with each status of the gate; a fault's own word is the fact "what".
std::string code_of(const Row& row)
{
    switch (row.status) {
    case 400:
        return "request.malformed";
    case 413:
        return "request.body_too_large";
    case 414:
        return "request.target_too_long";
    case 415:
        return "request.media_type";
    case 417:
        return "request.expectation";
    case 421:
        return "request.misdirected";
    case 431:
        return "request.head_too_large";
    case 501:
        return row.what == "method"s ? "request.method_unknown" : "request.encoding_unknown";
    case 505:
        return "request.version_not_supported";
    default:
        return "no such status";
    }
}

void expect_one_refusal(const Row& row, const std::string& answer)
{
    EXPECT_EQ(status_in(answer), row.status) << answer;
    EXPECT_NE(answer.find("\"code\":\"" + code_of(row) + "\""), std::string::npos) << answer;
    const std::string reason = row.what != nullptr ? "\"what\":\"" + std::string(row.what) + "\"" : "";
    EXPECT_NE(answer.find(reason), std::string::npos) << answer;
    EXPECT_NE(answer.find("\r\nConnection: close\r\n"), std::string::npos) << answer;
    EXPECT_NE(answer.find("\r\ncontent-type: application/problem+json\r\n"), std::string::npos) << answer;
    EXPECT_NE(answer.find("\r\nContent-Security-Policy: default-src 'none'"), std::string::npos);
    EXPECT_EQ(answer.find("HTTP/1.1", 9), std::string::npos) << "a second answer:\n" << answer;
    EXPECT_EQ(answer.find("TIMEOUT"), std::string::npos) << "not closed";
}

TEST_P(Framing, IsRefusedAndTheConnectionClosed)
{
    // A second request hides behind the first one: it must never be answered.
    expect_one_refusal(GetParam(), site->exchange(GetParam().bytes + kSmuggled));
    EXPECT_EQ(site->acted, 0) << "something was acted upon";
}

TEST_P(Framing, IsRefusedInPiecesToo)
{
    // Cut in two places, once inside of the head: what is read must not depend on how the network packs it.
    const std::string& bytes = GetParam().bytes;
    RawClient client = site->client();
    client.send(std::string_view(bytes).substr(0, bytes.size() / 3));
    std::this_thread::yield();
    client.send(bytes.substr(bytes.size() / 3) + kSmuggled);
    expect_one_refusal(GetParam(), client.read_to_end());
    EXPECT_EQ(site->acted, 0) << "something was acted upon";
}

std::string name_of(const ::testing::TestParamInfo<Row>& row)
{
    std::string name = std::to_string(row.index) + "_";
    for (const char c : std::string(row.param.name))
        name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Malformed, Framing, ::testing::ValuesIn(kRows), name_of);

TEST(FramingOverTls, TheSameAnswersAndTheSameEnd)
{
    TlsSite site;
    site.options.hosts = {"localhost"};
    site.start();
    // Every seventh row, so that each family has some: the gate behind is the same.
    for (std::size_t i = 0; i < kRows.size(); i += 7) {
        SCOPED_TRACE(kRows[i].name);
        TlsPeer peer(site.server->port());
        ASSERT_TRUE(peer.shake_hands());
        // Here our origin is another one.
        std::string bytes = kRows[i].bytes;
        if (const auto at = bytes.find("Origin: http:"); at != std::string::npos) bytes.insert(at + 12, "s");
        peer.send(bytes + kSmuggled);
        expect_one_refusal(kRows[i], peer.read_to_end());
    }
    EXPECT_EQ(site.acted, 0);
}

TEST(FramingBehindAGoodOne, OnlyTheGoodOneIsActedUpon)
{
    TestSite site;
    site.options.hosts = {"localhost"};
    site.start();
    int good = 0;
    for (std::size_t i = 0; i < kRows.size(); i += 5) {
        SCOPED_TRACE(kRows[i].name);
        RawClient client = site.client();
        client.send(post("/v1/echo", "first") + kRows[i].bytes + kSmuggled);
        EXPECT_TRUE(client.read_answer().ends_with("\r\n\r\nfirst"));
        expect_one_refusal(kRows[i], client.read_to_end());
        EXPECT_EQ(site.acted, ++good);
    }
}

TEST(FramingUnfinished, WhatBreaksOffIsNotActedUpon)
{
    TestSite site;
    site.start();
    const std::string whole[] = {
        get("/v1/hello"), post("/v1/echo", "{\"a\":1}"), chunked("3\r\nabc\r\n0\r\n\r\n")};
    for (const std::string& bytes : whole) {
        for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
            RawClient client = site.client();
            client.send(std::string_view(bytes).substr(0, cut));
            client.finish_sending();
            ASSERT_EQ(client.read_to_end(), "") << "after " << cut << " bytes of\n" << bytes;
        }
    }
    EXPECT_EQ(site.acted, 0);
}

TEST(FramingBorders, WhatIsJustAllowedPasses)
{
    TestSite site;
    site.start();
    // clang-format off
    const Row rows[] = {
        {"100 headers", with(many_headers(99)), 200, nullptr},
        {"a target of 4,096 bytes", line("GET /" + std::string(4'095, 'a') + " HTTP/1.1"), 404, nullptr},
        {"the largest body", post("/v1/echo", std::string(10'000, 'a')), 200, nullptr},
        {"the largest chunked body", chunked("2710\r\n" + std::string(10'000, 'a') + "\r\n0\r\n\r\n"), 200, nullptr},
        {"eight digits of a size", chunked("00000005\r\nabcde\r\n0\r\n\r\n"), 200, nullptr},
        {"a size in capitals", chunked("A\r\n0123456789\r\n0\r\n\r\n"), 200, nullptr},
        {"several zeros at the end", chunked("1\r\na\r\n000\r\n\r\n"), 200, nullptr},
        {"an empty chunked body", chunked("0\r\n\r\n"), 200, nullptr},
        {"chunked in capitals", posted("Transfer-Encoding: CHUNKED\r\n", "1\r\na\r\n0\r\n\r\n"), 200, nullptr},
        {"no space after the colon", with("X:1\r\n"), 200, nullptr},
        {"spaces around a value", with("X: \t 1 \t \r\n"), 200, nullptr},
        {"an empty value", with("X:\r\n"), 200, nullptr},
        {"foreign cookies in UTF-8", with("Cookie: a=\xe3\x81\x82\r\n"), 200, nullptr},
        {"IPv6 Host", "GET /v1/hello HTTP/1.1\r\nHost: [::1]:8443\r\n\r\n", 200, nullptr},
        {"escaped kana in a query", line("GET /v1/hello?q=%E3%81%82+x HTTP/1.1"), 200, nullptr},
        {"an escape that is escaped", line("GET /v1/%252e%252e/hello HTTP/1.1"), 404, nullptr},
        {"CL 0 on GET", with("Content-Length: 0\r\n"), 200, nullptr},
        {"Connection: keep-alive", with("Connection: Keep-Alive, TE\r\nTE: trailers\r\n"), 200, nullptr},
        {"JSON in UTF-8, said so", typed("Content-Type: application/JSON; charset=\"UTF-8\"\r\n"), 200, nullptr},
        {"JSON in UTF-8 without quotes", typed("Content-Type: application/json;charset=utf-8\r\n"), 200, nullptr},
        {"a body as it is", typed("Content-Type: application/json\r\nContent-Encoding: identity\r\n"), 200, nullptr},
    };
    // clang-format on
    for (const Row& row : rows) {
        RawClient client = site.client();
        client.send(row.bytes);
        EXPECT_EQ(status_in(client.read_answer()), row.status) << row.name;
    }
}

TEST(FramingBorders, BytesMayComeOneByOne)
{
    const std::string head = with("X: 1\r\n");
    HeadScanner scanner{HeadLimits{}};
    for (std::size_t n = 1; n < head.size(); ++n)
        ASSERT_TRUE(std::holds_alternative<std::monostate>(scanner.scan(std::string_view(head).substr(0, n))))
            << n;
    const auto found = scanner.scan(head);
    ASSERT_TRUE(std::holds_alternative<std::size_t>(found));
    EXPECT_EQ(std::get<std::size_t>(found), head.size());

    const std::string chunks = "5\r\nabcde\r\nA\r\n0123456789\r\n0\r\n\r\nNEXT";
    ChunkedReader reader(100);
    std::string body;
    std::size_t used = 0;
    while (!reader.done()) {
        std::string_view one(chunks.data() + used, 1);
        ASSERT_FALSE(reader.feed(one, body));
        ++used;
    }
    EXPECT_EQ(body, "abcde0123456789");
    EXPECT_EQ(chunks.substr(used), "NEXT");
}

}  // namespace
}  // namespace junkai::http::test
