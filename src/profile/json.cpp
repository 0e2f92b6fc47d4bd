// SPDX-License-Identifier: Apache-2.0
#include "profile/json.h"

#include "base/errors.h"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

namespace junkai::profile {

namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxDepth = 24;

/// Builds the tree from the parser's events. Boost's own value type would keep the last of two equal keys in
/// silence.
struct Builder {
    // What basic_parser asks of its handler.
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    using error_code = boost::json::error_code;
    using string_view = boost::json::string_view;

    std::string file;
    Json root;
    std::vector<Json*> open;  // containers being filled; a pointer stays good because only the last one grows
    std::string key;
    std::string text;
    std::string problem;

    bool on_document_begin(error_code&) { return true; }

    bool on_document_end(error_code&) { return true; }

    bool on_object_begin(error_code&) { return push(Json{Json::Object{}, file}); }

    bool on_object_end(std::size_t, error_code&) { return pop(); }

    bool on_array_begin(error_code&) { return push(Json{Json::List{}, file}); }

    bool on_array_end(std::size_t, error_code&) { return pop(); }

    bool on_key_part(string_view part, std::size_t, error_code&) { return collect(part); }

    bool on_key(string_view part, std::size_t, error_code& ec)
    {
        collect(part);
        key = std::move(text);
        text.clear();
        if (open.back()->find(key)) {
            problem = "the key \"" + key + "\" stands twice in one object";
            ec = boost::json::make_error_code(boost::json::error::syntax);
            return false;
        }
        // The member exists from here on, so that a later equal key is seen.
        std::get<Json::Object>(open.back()->value).emplace_back(key, Json{nullptr, file});
        return true;
    }

    bool on_string_part(string_view part, std::size_t, error_code&) { return collect(part); }

    bool on_string(string_view part, std::size_t, error_code&)
    {
        collect(part);
        put(Json{std::move(text), file});
        text.clear();
        return true;
    }

    bool on_number_part(string_view, error_code&) { return true; }

    bool on_int64(std::int64_t number, string_view, error_code&) { return put(Json{number, file}); }

    bool on_uint64(std::uint64_t, string_view, error_code& ec) { return too_large(ec); }

    bool on_double(double number, string_view, error_code& ec)
    {
        return std::isfinite(number) ? put(Json{number, file}) : too_large(ec);
    }

    bool on_bool(bool flag, error_code&) { return put(Json{flag, file}); }

    bool on_null(error_code&) { return put(Json{nullptr, file}); }

    bool on_comment_part(string_view, error_code&) { return true; }

    bool on_comment(string_view, error_code&) { return true; }

private:
    bool collect(string_view part)
    {
        text.append(part.data(), part.size());
        return true;
    }

    bool too_large(error_code& ec)
    {
        problem = "a number is out of range";
        ec = boost::json::make_error_code(boost::json::error::exponent_overflow);
        return false;
    }

    Json& place()
    {
        if (open.empty()) return root;
        if (auto* list = std::get_if<Json::List>(&open.back()->value)) return list->emplace_back();
        return std::get<Json::Object>(open.back()->value).back().second;
    }

    bool put(Json value)
    {
        place() = std::move(value);
        return true;
    }

    bool push(Json container)
    {
        Json& spot = place();
        spot = std::move(container);
        open.push_back(&spot);
        return true;
    }

    bool pop()
    {
        open.pop_back();
        return true;
    }
};

std::string place_of(std::string_view text, std::size_t offset)
{
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    return std::to_string(line);
}

}  // namespace

const Json* Json::find(std::string_view key) const
{
    const auto* members = std::get_if<Object>(&value);
    if (!members) return nullptr;
    const auto found =
        std::find_if(members->begin(), members->end(), [&](const Member& m) { return m.first == key; });
    return found == members->end() ? nullptr : &found->second;
}

Json parse_json(const std::string& file, std::string_view text)
{
    boost::json::parse_options options;
    options.max_depth = kMaxDepth;
    boost::json::basic_parser<Builder> parser(options);
    parser.handler().file = file;
    boost::json::error_code ec;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && text.substr(used).find_first_not_of(" \t\r\n") != std::string_view::npos) {
        ec = boost::json::make_error_code(boost::json::error::extra_data);
    }
    if (ec) {
        const std::string& problem = parser.handler().problem;
        throw ProfileError(file + ":" + place_of(text, used) + ": " +
                           (problem.empty() ? ec.message() : problem));
    }
    return std::move(parser.handler().root);
}

Json load_json(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) throw ProfileError(file + ": cannot be read");
    if (text.view().size() > kMaxFileBytes) throw ProfileError(file + ": is larger than a megabyte");
    return parse_json(file, text.view());
}

Json overlay(Json base, const Json& over)
{
    auto* members = std::get_if<Json::Object>(&base.value);
    const auto* changes = std::get_if<Json::Object>(&over.value);
    if (!members || !changes) return over;
    for (const auto& [key, change] : *changes) {
        const auto old = std::find_if(
            members->begin(), members->end(), [&k = key](const Json::Member& m) { return m.first == k; });
        if (old == members->end()) {
            members->emplace_back(key, change);
        } else {
            old->second = overlay(std::move(old->second), change);
        }
    }
    // A key that is missing is missed in the file that was laid on top.
    base.file = over.file;
    return base;
}

}  // namespace junkai::profile
