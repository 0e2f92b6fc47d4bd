// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/function_ref.h"
#include "base/id.h"
#include "base/time.h"

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// One Database over two drivers (SQLite, PostgreSQL). SQL is named text from sql/queries, never put
/// together.
namespace junkai::db {

enum class Engine { Sqlite, Postgres };

/// A named statement of sql/queries, made at build time; the two texts differ only where the engines do.
struct Statement {
    const char* name;
    const char* sqlite;
    const char* postgres;
    int parameters;
};

/// A parameter: null, integer, text or bytes. Text and bytes are borrowed and must outlive the call.
class Value {
public:
    enum class Kind { Null, Integer, Text, Bytes };

    Value(std::nullptr_t) : kind_(Kind::Null) {}  // NOLINT(google-explicit-constructor)

    Value(std::int64_t number)
        : kind_(Kind::Integer), integer_(number) {}  // NOLINT(google-explicit-constructor)

    Value(int number) : kind_(Kind::Integer), integer_(number) {}  // NOLINT(google-explicit-constructor)

    Value(std::uint32_t number)
        : kind_(Kind::Integer), integer_(number) {}  // NOLINT(google-explicit-constructor)

    Value(bool flag) : kind_(Kind::Integer), integer_(flag ? 1 : 0) {}  // NOLINT(google-explicit-constructor)

    Value(std::string_view text)
        : kind_(Kind::Text), data_(bytes_of(text)) {}  // NOLINT(google-explicit-constructor)

    Value(const std::string& text) : Value(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)

    Value(const char* text) : Value(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)

    Value(BytesView bytes) : kind_(Kind::Bytes), data_(bytes) {}  // NOLINT(google-explicit-constructor)

    Value(const Bytes& bytes) : Value(BytesView(bytes)) {}  // NOLINT(google-explicit-constructor)

    Value(Instant at) : Value(to_micros(at)) {}  // NOLINT(google-explicit-constructor)

    Value(const Uuid& id);  // NOLINT(google-explicit-constructor)
    Value(Date date);       // NOLINT(google-explicit-constructor)

    template <class Tag>
    Value(const Id<Tag>& id) : Value(id.uuid())  // NOLINT(google-explicit-constructor)
    {
    }

    template <class T>
    Value(const std::optional<T>& maybe)  // NOLINT(google-explicit-constructor)
        : Value(maybe ? Value(*maybe) : Value(nullptr))
    {
    }

    Value(const Value& other);
    Value& operator=(const Value& other);
    ~Value() = default;

    Kind kind() const { return kind_; }

    std::int64_t integer() const { return integer_; }

    BytesView data() const { return data_; }

private:
    Kind kind_;
    std::int64_t integer_ = 0;
    BytesView data_;
    std::array<std::byte, 16> inline_{};  // ids and dates carry their own bytes
};

/// One row of an answer, valid until the callback returns. Columns are counted from 0. A wrong type or an
/// unexpected null is an InvariantError: the statement and its reader disagree.
class Row {
public:
    virtual ~Row() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual BytesView bytes(int column) const = 0;

    bool flag(int column) const { return integer(column) != 0; }

    Uuid uuid(int column) const;
    Date date(int column) const;

    Instant instant(int column) const { return from_micros(integer(column)); }

    template <class AnId>
    AnId id(int column) const
    {
        return AnId(uuid(column));
    }

    /// `row.maybe(3, &db::Row::date)`: nullopt for null.
    template <class T>
    std::optional<T> maybe(int column, T (Row::*read)(int) const) const
    {
        return is_null(column) ? std::nullopt : std::optional<T>((this->*read)(column));
    }
};

using Values = std::initializer_list<Value>;
using OnRow = FunctionRef<void(const Row&)>;

/// What a body runs in. Every failure throws StorageError; a broken UNIQUE or CHECK throws ConstraintError
/// (errors.h). After a failed statement only the end of the attempt() or transaction around it may follow, on
/// both engines.
class Transaction {
public:
    virtual ~Transaction() = default;

    Engine engine() const { return engine_; }

    /// Runs a statement that answers no rows (or whose rows do not matter); the number of rows changed.
    std::int64_t execute(const Statement& statement, Values values = {})
    {
        return execute(statement, std::span(values.begin(), values.size()));
    }

    virtual std::int64_t execute(const Statement& statement, std::span<const Value> values) = 0;

    /// Runs a statement and hands over each row; the number of rows.
    std::int64_t query(const Statement& statement, Values values, OnRow on_row)
    {
        return query(statement, std::span(values.begin(), values.size()), on_row);
    }

    virtual std::int64_t query(const Statement& statement, std::span<const Value> values, OnRow on_row) = 0;

    /// The first row read by `read`, or nothing.
    template <class Read>
    auto find(const Statement& statement, Values values, Read read)
        -> std::optional<decltype(read(std::declval<const Row&>()))>
    {
        std::optional<decltype(read(std::declval<const Row&>()))> found;
        query(statement, values, [&](const Row& row) {
            if (!found) found.emplace(read(row));
        });
        return found;
    }

    /// Runs one statement for many rows: `rows` holds the parameters of the first row, then of the second,
    /// and so on. The number of rows changed; the way for imports. SQLite steps one prepared statement;
    /// PostgreSQL sends all rows in one pipeline, or, when the postgres text takes arrays (`SELECT … FROM
    /// unnest($1::bytea[], $2::text[])`), each column as one array, which is about as fast as COPY and still
    /// allows ON CONFLICT.
    virtual std::int64_t bulk(const Statement& statement, std::span<const Value> rows) = 0;

    /// Prepares a statement without running it: for the check that every one fits the schema.
    virtual void prepare(const Statement& statement) = 0;

    /// Several statements in one text, without parameters or answers: for migrations only.
    virtual void script(const char* text) = 0;

    /// Runs `body` in a savepoint: kept when it returns true, undone when it returns false or throws
    /// (rethrown).
    virtual bool attempt(FunctionRef<bool()> body) = 0;

    /// Called once the whole transaction is durable, on the thread that asked for it, before write() returns;
    /// never after a rollback. For the in-memory index and caches. Must not throw. Dropped with the savepoint
    /// it was made in.
    virtual void after_commit(std::function<void()> then) = 0;

protected:
    explicit Transaction(Engine engine) : engine_(engine) {}

private:
    Engine engine_;
};

class Database {
public:
    virtual ~Database() = default;
    virtual Engine engine() const = 0;

    /// Runs `body` in a write transaction and returns when it is durable. Many callers share one commit
    /// (SQLite: one writer thread, a savepoint each; PostgreSQL: a pooled connection each). If `body` throws,
    /// only its own work is undone and the exception is rethrown here. `body` may run more than once
    /// (PostgreSQL: serialization failure, deadlock) and may run on another thread: it must touch nothing but
    /// the transaction and what it captured. Throws StorageUnavailable when the queue is full or the disk has
    /// no space.
    virtual void write(FunctionRef<void(Transaction&)> body) = 0;

    /// Runs `body` over one consistent snapshot that it cannot change.
    virtual void read(FunctionRef<void(Transaction&)> body) = 0;
};

}  // namespace junkai::db
