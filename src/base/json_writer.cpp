// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"

#include "base/invariant.h"
#include "base/text/utf8.h"

#include <charconv>
#include <cmath>

namespace junkai {
namespace {

void append_escaped(std::string& out, std::string_view text)
{
    invariant(is_valid_utf8(text), "text that is not UTF-8 was written as JSON");
    constexpr std::string_view kHex = "0123456789abcdef";
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text, done, i - done);
        done = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += kHex[c >> 4];
            out += kHex[c & 0xf];
        }
    }
    out.append(text, done);
}

template <class Number>
void append_number(std::string& out, Number number)
{
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
    out.append(buffer, end.ptr);
}

}  // namespace

std::string JsonWriter::take()
{
    invariant(open_.empty() && !after_key_, "JSON was taken before it was complete");
    return std::move(out_);
}

void JsonWriter::before_value()
{
    if (after_key_) {
        after_key_ = false;
        return;
    }
    invariant(open_.empty() ? out_.empty() : open_.back() == '[', "a JSON value without its key");
    if (!first_) out_ += ',';
    first_ = false;
}

JsonWriter& JsonWriter::begin_object()
{
    before_value();
    out_ += '{';
    open_ += '{';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::end_object()
{
    invariant(!open_.empty() && open_.back() == '{' && !after_key_, "a JSON object ends where none is open");
    out_ += '}';
    open_.pop_back();
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::begin_array()
{
    before_value();
    out_ += '[';
    open_ += '[';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::end_array()
{
    invariant(!open_.empty() && open_.back() == '[', "a JSON array ends where none is open");
    out_ += ']';
    open_.pop_back();
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    invariant(!open_.empty() && open_.back() == '{' && !after_key_, "a JSON key outside an object");
    if (!first_) out_ += ',';
    first_ = false;
    out_ += '"';
    append_escaped(out_, name);
    out_ += "\":";
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text)
{
    before_value();
    out_ += '"';
    append_escaped(out_, text);
    out_ += '"';
    return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number)
{
    before_value();
    append_number(out_, number);
    return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t number)
{
    before_value();
    append_number(out_, number);
    return *this;
}

JsonWriter& JsonWriter::value(bool flag)
{
    before_value();
    out_ += flag ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::value(double number)
{
    invariant(std::isfinite(number), "a number that is not finite was written as JSON");
    before_value();
    append_number(out_, number);
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json)
{
    invariant(!json.empty(), "nothing was given as JSON");
    before_value();
    out_ += json;
    return *this;
}

JsonWriter& JsonWriter::null()
{
    before_value();
    out_ += "null";
    return *this;
}

}  // namespace junkai
