// SPDX-License-Identifier: Apache-2.0
#include "db/postgres/wire.h"

#include "base/invariant.h"

#include <fmt/core.h>
#include <libpq-fe.h>
#include <limits>

namespace junkai::db::postgres {

namespace {

// From the server's pg_type.dat; these numbers are part of its protocol and never change.
enum : Oid {
    kBool = 16,
    kBytea = 17,
    kName = 19,
    kInt8 = 20,
    kInt2 = 21,
    kInt4 = 23,
    kText = 25,
    kBpchar = 1042,
    kVarchar = 1043,
    kNumeric = 1700,
    kByteaArray = 1001,
    kInt2Array = 1005,
    kInt4Array = 1007,
    kTextArray = 1009,
    kInt8Array = 1016,
};

bool is_text(Oid type)
{
    return type == kText || type == kVarchar || type == kBpchar || type == kName;
}

Oid element_of(Oid array)
{
    switch (array) {
    case kByteaArray:
        return kBytea;
    case kInt2Array:
        return kInt2;
    case kInt4Array:
        return kInt4;
    case kTextArray:
        return kText;
    case kInt8Array:
        return kInt8;
    default:
        return 0;
    }
}

void put_big_endian(char* out, std::uint64_t value, std::size_t width)
{
    for (std::size_t i = 0; i < width; ++i)
        out[i] = static_cast<char>(value >> (8 * (width - 1 - i)));
}

std::uint64_t get_big_endian(std::string_view in)
{
    std::uint64_t value = 0;
    for (const char c : in)
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

std::size_t integer_width(Oid type)
{
    switch (type) {
    case kBool:
        return 1;
    case kInt2:
        return 2;
    case kInt4:
        return 4;
    case kInt8:
        return 8;
    default:
        return 0;
    }
}

bool fits(std::int64_t value, Oid type)
{
    switch (type) {
    case kBool:
        return value == 0 || value == 1;
    case kInt2:
        return value == static_cast<std::int16_t>(value);
    case kInt4:
        return value == static_cast<std::int32_t>(value);
    default:
        return true;
    }
}

/// Writes an integer into `out` and says how long it is.
std::size_t encode_integer(std::int64_t value, Oid type, char* out)
{
    const std::size_t width = integer_width(type);
    invariant(width > 0, "an integer was given where the statement takes none");
    invariant(fits(value, type), "an integer does not fit the type of its parameter");
    put_big_endian(out, static_cast<std::uint64_t>(value), width);
    return width;
}

/// Where an encoded array names the type of its elements.
constexpr std::size_t kElementTypeAt = 8;

bool is_encoded_array(std::string_view data, Oid type)
{
    return is_array(type) && data.size() > kElementTypeAt + 4 &&
           get_big_endian(data.substr(kElementTypeAt, 4)) == element_of(type);
}

/// The bytes of a text, bytea or encoded array value, after a look at the type.
std::string_view plain(const Value& value, Oid type)
{
    const std::string_view data = text_of(value.data());
    const bool right =
        value.kind() == Value::Kind::Text ? is_text(type) : type == kBytea || is_encoded_array(data, type);
    invariant(right, "text was given where bytes are taken, or bytes for text, or either for an integer");
    return data;
}

void append_int32(std::string& out, std::int64_t value)
{
    char bytes[4];
    put_big_endian(bytes, static_cast<std::uint64_t>(value), 4);
    out.append(bytes, 4);
}

void append_element(std::string& out, const Value& value, Oid type)
{
    if (value.kind() == Value::Kind::Null) {
        append_int32(out, -1);
        return;
    }
    char integer[8];
    const std::string_view data =
        value.kind() == Value::Kind::Integer
            ? std::string_view(integer, encode_integer(value.integer(), type, integer))
            : plain(value, type);
    append_int32(out, static_cast<std::int64_t>(data.size()));
    out.append(data);
}

/// sum() of a BIGINT is NUMERIC: digits in base 10,000, weight of the first, sign, decimals.
std::int64_t decode_numeric(std::string_view raw)
{
    const auto word = [&](std::size_t i) { return static_cast<int>(get_big_endian(raw.substr(2 * i, 2))); };
    const int digits = word(0);
    const int weight = static_cast<std::int16_t>(word(1));
    invariant(word(2) == 0 || word(2) == 0x4000, "a number is not finite");
    invariant(digits == 0 || (weight >= digits - 1 && weight <= 4),
              "a number is not a 64-bit integer: cast it in SQL");
    std::int64_t value = 0;
    bool overflow = false;
    for (int i = 0; digits > 0 && i <= weight; ++i) {
        const int digit = i < digits ? word(static_cast<std::size_t>(4 + i)) : 0;
        overflow |= __builtin_mul_overflow(value, std::int64_t{10000}, &value);
        overflow |= __builtin_add_overflow(value, std::int64_t{digit}, &value);
    }
    invariant(!overflow, "a number is not a 64-bit integer: cast it in SQL");
    return word(2) == 0 ? value : -value;
}

}  // namespace

void Parameters::encode(std::span<const Value> values, std::span<const Oid> types)
{
    invariant(values.size() == types.size(), "a statement got a wrong number of values");
    clear(values.size());
    integers_.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Value& value = values[i];
        if (value.kind() == Value::Kind::Null) {
            add(nullptr, 0);
        } else if (value.kind() == Value::Kind::Integer) {
            add(integers_[i].data(), encode_integer(value.integer(), types[i], integers_[i].data()));
        } else {
            const std::string_view data = plain(value, types[i]);
            add(data.empty() ? "" : data.data(), data.size());
        }
    }
}

void Parameters::encode_columns(std::span<const Value> rows, std::span<const Oid> array_types)
{
    const std::size_t width = array_types.size();
    invariant(width > 0 && rows.size() % width == 0, "bulk rows do not fit the statement");
    clear(width);
    arrays_.assign(width, {});
    for (std::size_t column = 0; column < width; ++column) {
        const Oid element = element_of(array_types[column]);
        invariant(element != 0, "a bulk statement takes arrays for some parameters only");
        arrays_[column] = encode_array(rows, column, width, element);
        add(arrays_[column].data(), arrays_[column].size());
    }
}

void Parameters::clear(std::size_t count)
{
    data_.clear();
    lengths_.clear();
    formats_.assign(count, 1);
}

void Parameters::add(const char* data, std::size_t length)
{
    invariant(length < std::numeric_limits<int>::max(), "a value is larger than 2 GiB");
    data_.push_back(data);
    lengths_.push_back(static_cast<int>(length));
}

bool is_array(Oid type)
{
    return element_of(type) != 0;
}

std::string encode_array(std::span<const Value> rows, std::size_t column, std::size_t width, Oid element_type)
{
    constexpr std::int64_t kMayHoldNulls = 1;
    std::string out;
    append_int32(out, 1);  // dimensions
    append_int32(out, kMayHoldNulls);
    append_int32(out, element_type);
    append_int32(out, static_cast<std::int64_t>(rows.size() / width));
    append_int32(out, 1);  // the first index
    for (std::size_t at = column; at < rows.size(); at += width)
        append_element(out, rows[at], element_type);
    invariant(out.size() < std::numeric_limits<int>::max(), "a bulk column is larger than 2 GiB");
    return out;
}

Oid type_of(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Integer:
        return kInt8;
    case Value::Kind::Text:
        return kText;
    case Value::Kind::Bytes:
        return kBytea;
    case Value::Kind::Null:
        break;
    }
    throw InvariantError("a key that is asked for is null");
}

bool ResultRow::is_null(int column) const
{
    invariant(column >= 0 && column < PQnfields(result_), "a row has no such column");
    return PQgetisnull(result_, row_, column) != 0;
}

std::int64_t ResultRow::integer(int column) const
{
    const std::string_view in = raw(column);
    switch (PQftype(result_, column)) {
    case kBool:
        return in[0] != 0 ? 1 : 0;
    case kInt2:
        return static_cast<std::int16_t>(get_big_endian(in));
    case kInt4:
        return static_cast<std::int32_t>(get_big_endian(in));
    case kInt8:
        return static_cast<std::int64_t>(get_big_endian(in));
    case kNumeric:
        return decode_numeric(in);
    default:
        throw InvariantError("a column that should hold an integer does not");
    }
}

std::string_view ResultRow::text(int column) const
{
    const std::string_view in = raw(column);
    invariant(is_text(PQftype(result_, column)), "a column that should hold text does not");
    return in;
}

BytesView ResultRow::bytes(int column) const
{
    const std::string_view in = raw(column);
    invariant(PQftype(result_, column) == kBytea, "a column that should hold bytes does not");
    return bytes_of(in);
}

std::string_view ResultRow::raw(int column) const
{
    invariant(!is_null(column), "a column is null where its reader expects a value");
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

}  // namespace junkai::db::postgres
