// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/errors.h"
#include "db/open.h"
#include "db/postgres/wire.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct pg_conn;

namespace junkai::db::postgres {

/// The server undid the work for a reason that a second run may not meet: serialization failure or deadlock.
class RerunNeeded : public StorageUnavailable {
public:
    using StorageUnavailable::StorageUnavailable;
};

/// The connection is gone; work not yet committed is undone.
class ConnectionLost : public StorageUnavailable {
public:
    using StorageUnavailable::StorageUnavailable;
};

/// The server takes no writes in this transaction: it was begun as a read, or the server is a standby.
class ReadOnly : public StorageError {
public:
    using StorageError::StorageError;
};

struct ClearResult {
    void operator()(pg_result* result) const noexcept;
};

using ResultPtr = std::unique_ptr<pg_result, ClearResult>;

/// One libpq connection with its prepared statements. Used by one thread at a time.
class Connection {
public:
    /// `session_name`: what the server calls this connection; "" leaves it to the connection string.
    Connection(const std::string& conninfo,
               const PostgresOptions& options,
               const std::string& session_name = {});
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Starts a transaction; it travels with the first statement, so that it costs no round trip of its own.
    void begin(const char* begin_text);

    void commit();
    /// Ends a transaction that only read: its answer is looked at when the next one begins, which finds out
    /// then if the connection was lost.
    void end_read();
    /// Never throws: a connection that cannot roll back is bad and says so.
    void roll_back() noexcept;

    ResultPtr run(const Statement& statement, std::span<const Value> values);
    std::int64_t bulk(const Statement& statement, std::span<const Value> rows);

    /// Text without parameters, several statements allowed.
    void prepare_only(const Statement& statement) { prepared(statement); }

    void script(const char* text);

    bool usable() const;

private:
    struct Prepared {
        std::string name;
        std::vector<Oid> types;
    };

    struct TextHash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    const Prepared& prepared(const Statement& statement);
    ResultPtr send(const Prepared& statement, const Parameters& values, const char* doing);
    std::int64_t pipeline(const Prepared& statement, std::span<const Value> rows, const char* doing);
    ResultPtr sync_pipeline(int results, std::int64_t& changed, const char* doing);
    void flush_begin();
    void finish_ending();
    void sent(int ok, const char* doing);
    [[noreturn]] void fail(const pg_result* result, const char* doing);

    struct Finish {
        void operator()(pg_conn* connection) const noexcept;
    };

    std::unique_ptr<pg_conn, Finish> handle_;
    const char* begin_ = nullptr;  // not sent yet
    bool ending_ = false;          // a COMMIT is sent, its answer not yet read
    Parameters parameters_;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> cache_;
};

/// Rows that an INSERT, UPDATE or DELETE changed; 0 for anything else.
std::int64_t rows_changed(const pg_result* result);

}  // namespace junkai::db::postgres
