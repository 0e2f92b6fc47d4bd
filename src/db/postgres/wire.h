// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"

#include <array>
#include <span>
#include <string>
#include <vector>

struct pg_result;

/// PostgreSQL's binary formats, as far as this project's columns go: integers, text, bytea, boolean, and
/// arrays of them.
namespace junkai::db::postgres {

using Oid = unsigned int;

/// Parameters of one execution, encoded as the types that the server inferred for the statement. Because the
/// server names the type, a null needs none, and an integer goes out in the width its column has.
class Parameters {
public:
    /// Throws InvariantError when a value does not fit its type: the statement and its caller disagree. An
    /// array comes as the bytes of encode_array().
    void encode(std::span<const Value> values, std::span<const Oid> types);

    /// `rows` turned into one array per parameter, for statements over unnest().
    void encode_columns(std::span<const Value> rows, std::span<const Oid> array_types);

    int count() const { return static_cast<int>(data_.size()); }

    const char* const* data() const { return data_.data(); }

    const int* lengths() const { return lengths_.data(); }

    const int* formats() const { return formats_.data(); }

private:
    void clear(std::size_t count);
    void add(const char* data, std::size_t length);

    std::vector<const char*> data_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::vector<std::array<char, 8>> integers_;
    std::vector<std::string> arrays_;
};

bool is_array(Oid type);

/// One column of `rows` as an array of such elements; bound as bytes where the statement takes an array.
std::string
encode_array(std::span<const Value> rows, std::size_t column, std::size_t width, Oid element_type);

/// The column type that a value goes into by its kind alone; not for null.
Oid type_of(const Value& value);

/// One row of a binary result.
class ResultRow final : public Row {
public:
    explicit ResultRow(const pg_result* result) : result_(result) {}

    void move_to(int row) { row_ = row; }

    bool is_null(int column) const override;
    std::int64_t integer(int column) const override;
    std::string_view text(int column) const override;
    BytesView bytes(int column) const override;

private:
    std::string_view raw(int column) const;

    const pg_result* result_;
    int row_ = 0;
};

}  // namespace junkai::db::postgres
