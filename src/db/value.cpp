// SPDX-License-Identifier: Apache-2.0
#include "base/invariant.h"
#include "db/db.h"

#include <algorithm>

namespace junkai::db {

Value::Value(const Uuid& id) : kind_(Kind::Bytes), inline_(id.bytes)
{
    data_ = inline_;
}

Value::Value(Date date) : kind_(Kind::Text)
{
    const std::string text = format_date(date);
    invariant(text.size() <= inline_.size(), "a date is ten characters");
    std::ranges::copy(bytes_of(text), inline_.begin());
    data_ = BytesView(inline_).first(text.size());
}

Value::Value(const Value& other)
    : kind_(other.kind_), integer_(other.integer_), data_(other.data_), inline_(other.inline_)
{
    if (other.data_.data() == other.inline_.data()) data_ = BytesView(inline_).first(other.data_.size());
}

Value& Value::operator=(const Value& other)
{
    kind_ = other.kind_;
    integer_ = other.integer_;
    inline_ = other.inline_;
    const bool own = other.data_.data() == other.inline_.data();
    data_ = own ? BytesView(inline_).first(other.data_.size()) : other.data_;
    return *this;
}

Uuid Row::uuid(int column) const
{
    const auto id = Uuid::from_bytes(bytes(column));
    invariant(id.has_value(), "an id column does not hold 16 bytes");
    return *id;
}

Date Row::date(int column) const
{
    const auto day = parse_date(text(column));
    invariant(day.has_value(), "a date column does not hold a date");
    return *day;
}

}  // namespace junkai::db
