// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include "base/text/utf8.h"

#include <algorithm>
#include <array>

namespace junkai::http {
namespace {

// RFC 3986: unreserved, sub-delims, ":", "@", "/", "?" and "%". Everything else must be escaped.
constexpr std::array<bool, 256> make_target_characters()
{
    std::array<bool, 256> allowed{};
    for (unsigned char c = 'a'; c <= 'z'; ++c)
        allowed[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c)
        allowed[c] = true;
    for (unsigned char c = '0'; c <= '9'; ++c)
        allowed[c] = true;
    for (const char c : std::string_view("-._~!$&'()*+,;=:@/?%"))
        allowed[static_cast<unsigned char>(c)] = true;
    return allowed;
}

constexpr auto kTargetCharacters = make_target_characters();

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// `plus_is_space` as HTML forms and URLSearchParams write a query.
std::optional<std::string> decode(std::string_view text, bool plus_is_space)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        out.push_back(c);
    }
    if (!is_valid_utf8(out)) return std::nullopt;
    return out;
}

bool decode_path(std::string_view text, std::string& path, std::string_view& what)
{
    std::size_t begin = 1;
    path.reserve(text.size());
    while (true) {
        const std::size_t end = std::min(text.find('/', begin), text.size());
        const auto segment = decode(text.substr(begin, end - begin), false);
        if (!segment) return what = "path_escape", false;
        if (segment->find_first_of("/\\") != std::string::npos) return what = "path_slash", false;
        if (*segment == "." || *segment == "..") return what = "path_dots", false;
        if (segment->empty() && end != text.size()) return what = "path_empty_segment", false;
        path.push_back('/');
        path += *segment;
        if (end == text.size()) return true;
        begin = end + 1;
    }
}

bool decode_query(std::string_view text, Query& query, std::string_view& what)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t equals = std::min(part.find('='), part.size());
        auto name = decode(part.substr(0, equals), true);
        auto value = decode(part.substr(std::min(equals + 1, part.size())), true);
        if (!name || !value) return what = "query_escape", false;
        if (name->empty()) return what = "query_name_empty", false;
        if (query.find(*name)) return what = "query_name_twice", false;
        query.add(std::move(*name), std::move(*value));
    }
    return true;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text, std::string_view& what)
{
    if (text.empty() || text.front() != '/') return what = "target_form", std::nullopt;
    for (const char c : text)
        if (!kTargetCharacters[static_cast<unsigned char>(c)]) return what = "target_character", std::nullopt;
    Target target;
    const std::size_t mark = std::min(text.find('?'), text.size());
    if (!decode_path(text.substr(0, mark), target.path, what)) return std::nullopt;
    if (mark < text.size() && !decode_query(text.substr(mark + 1), target.query, what)) return std::nullopt;
    return target;
}

std::string to_lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

}  // namespace junkai::http
