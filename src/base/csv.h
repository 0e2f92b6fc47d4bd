// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/function_ref.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace junkai {

/// A place in a file as a person finds it: line and column count from 1, the column in characters.
struct CsvPlace {
    std::uint64_t line = 1;
    std::uint64_t column = 1;
};

struct CsvField {
    std::string_view text;  // valid until the callback returns
    CsvPlace place;         // where the field begins, its quote included
};

/// csv.unclosed_quote, csv.text_after_quote, csv.quote_in_field, csv.field_too_long, csv.too_many_fields,
/// csv.nul_character.
struct CsvProblem {
    Literal code;
    CsvPlace place;
};

/// One record. With a problem, the fields read until then; the reader goes on with the next line.
struct CsvRow {
    CsvPlace place;
    std::span<const CsvField> fields;
    std::optional<CsvProblem> problem;
};

struct CsvLimits {
    std::size_t field_bytes = 64 * 1024;
    std::size_t fields = 1024;
};

/// RFC 4180, read piece by piece: memory holds one record and no more. Line ends are CRLF, LF or CR; empty
/// lines are passed over. Takes UTF-8 without a byte order mark; what the bytes mean is not looked at.
class CsvReader {
public:
    using OnRow = FunctionRef<void(const CsvRow&)>;

    explicit CsvReader(CsvLimits limits = {});

    void feed(std::string_view chunk, OnRow on_row);

    /// The file is over: the last line may lack its end.
    void finish(OnRow on_row);

private:
    enum class State { FieldStart, Plain, Quoted, QuoteInQuoted, Broken };

    struct Span {
        std::size_t begin;
        std::size_t end;
        CsvPlace place;
    };

    void step(char c, OnRow& on_row);
    void append(char c);
    void begin_field(CsvPlace place);
    void end_field();
    void end_row(OnRow& on_row);
    void fail(Literal code, CsvPlace place);

    CsvLimits limits_;
    State state_ = State::FieldStart;
    CsvPlace here_;
    CsvPlace row_place_;
    bool after_cr_ = false;
    bool row_begun_ = false;
    std::string text_;         // of the fields of this record, one after the other
    std::vector<Span> spans_;  // where each lies in text_
    std::vector<CsvField> fields_;
    std::optional<CsvProblem> problem_;
};

/// One record with CRLF, quoted where it must be.
std::string csv_line(std::span<const std::string> fields);

}  // namespace junkai
