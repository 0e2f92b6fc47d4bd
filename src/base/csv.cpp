// SPDX-License-Identifier: Apache-2.0
#include "base/csv.h"

namespace junkai {

CsvReader::CsvReader(CsvLimits limits) : limits_(limits)
{
}

void CsvReader::feed(std::string_view chunk, OnRow on_row)
{
    for (const char c : chunk) {
        // The LF of a CRLF belongs to the line end that its CR was, except inside quotes, where both are
        // text.
        const bool second_half = c == '\n' && after_cr_;
        after_cr_ = c == '\r';
        if (second_half) {
            if (state_ == State::Quoted) append(c);
            continue;
        }
        step(c, on_row);
        if (c == '\n' || c == '\r') {
            ++here_.line;
            here_.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++here_.column;
        }
    }
}

void CsvReader::finish(OnRow on_row)
{
    if (state_ == State::Quoted) fail(Literal("csv.unclosed_quote"), spans_.back().place);
    if (row_begun_) end_row(on_row);
}

void CsvReader::step(char c, OnRow& on_row)
{
    const bool line_end = c == '\n' || c == '\r';
    if (!row_begun_) {
        if (line_end) return;  // an empty line
        row_begun_ = true;
        row_place_ = here_;
        begin_field(here_);
    }
    if (c == '\0' && state_ != State::Broken) return fail(Literal("csv.nul_character"), here_);
    switch (state_) {
    case State::FieldStart:
        if (c == '"') {
            state_ = State::Quoted;
            return;
        }
        state_ = State::Plain;
        [[fallthrough]];
    case State::Plain:
        if (line_end) return end_row(on_row);
        if (c == ',') return end_field();
        if (c == '"') return fail(Literal("csv.quote_in_field"), here_);
        return append(c);
    case State::Quoted:
        if (c == '"') {
            state_ = State::QuoteInQuoted;
            return;
        }
        return append(c);
    case State::QuoteInQuoted:
        if (line_end) return end_row(on_row);
        if (c == ',') return end_field();
        if (c != '"') return fail(Literal("csv.text_after_quote"), here_);
        state_ = State::Quoted;
        return append(c);
    case State::Broken:
        // The record is lost; the next line is a fresh start.
        if (line_end) end_row(on_row);
        return;
    }
}

void CsvReader::append(char c)
{
    Span& span = spans_.back();
    if (text_.size() - span.begin >= limits_.field_bytes)
        return fail(Literal("csv.field_too_long"), span.place);
    text_ += c;
    span.end = text_.size();
}

void CsvReader::begin_field(CsvPlace place)
{
    spans_.push_back({text_.size(), text_.size(), place});
    state_ = State::FieldStart;
}

void CsvReader::end_field()
{
    // Called at the comma: the next field begins one character further on.
    const CsvPlace next{here_.line, here_.column + 1};
    if (spans_.size() >= limits_.fields) return fail(Literal("csv.too_many_fields"), next);
    begin_field(next);
}

void CsvReader::end_row(OnRow& on_row)
{
    fields_.clear();
    for (const Span& span : spans_)
        fields_.push_back({std::string_view(text_).substr(span.begin, span.end - span.begin), span.place});
    on_row(CsvRow{row_place_, fields_, problem_});
    text_.clear();
    spans_.clear();
    problem_.reset();
    row_begun_ = false;
    state_ = State::FieldStart;
}

void CsvReader::fail(Literal code, CsvPlace place)
{
    problem_.emplace(CsvProblem{code, place});
    state_ = State::Broken;
}

std::string csv_line(std::span<const std::string> fields)
{
    std::string out;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += ',';
        const std::string& field = fields[i];
        // A record of one empty field would be an empty line, which readers pass over.
        const bool lone_empty = fields.size() == 1 && field.empty();
        if (!lone_empty && field.find_first_of(",\"\r\n") == std::string::npos) {
            out += field;
            continue;
        }
        out += '"';
        for (const char c : field)
            out.append(c == '"' ? 2 : 1, c);
        out += '"';
    }
    return out + "\r\n";
}

}  // namespace junkai
