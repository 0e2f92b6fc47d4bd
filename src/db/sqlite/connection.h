// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "db/open.h"

#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace junkai::db::sqlite {

enum class Role { Writer, Reader };

/// Transaction control as prepared statements: parsing them anew would cost more than running them.
inline constexpr Statement kBegin{"BEGIN", "BEGIN", "", 0};
inline constexpr Statement kBeginImmediate{"BEGIN IMMEDIATE", "BEGIN IMMEDIATE", "", 0};
inline constexpr Statement kCommit{"COMMIT", "COMMIT", "", 0};
inline constexpr Statement kRollback{"ROLLBACK", "ROLLBACK", "", 0};
inline constexpr Statement kSavepoint{"SAVEPOINT", "SAVEPOINT unit", "", 0};
inline constexpr Statement kRelease{"RELEASE", "RELEASE unit", "", 0};
inline constexpr Statement kRollbackTo{"ROLLBACK TO", "ROLLBACK TO unit", "", 0};

/// One sqlite3 handle, set up the house way, with its prepared statements. Used by one thread at a time.
class Connection {
public:
    Connection(const std::string& path, const SqliteOptions& options, Role role);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Rows changed by a statement whose rows do not matter.
    std::int64_t execute(const Statement& statement, std::span<const Value> values = {});
    /// Rows handed over.
    std::int64_t query(const Statement& statement, std::span<const Value> values, OnRow on_row);
    std::int64_t bulk(const Statement& statement, std::span<const Value> rows);

    void prepare_only(const Statement& statement) { cached(statement); }

    void script(const char* text);

    /// False once SQLite has rolled a transaction back by itself, as it does after some I/O errors.
    bool in_transaction() const;

private:
    struct Prepared {
        sqlite3_stmt* handle = nullptr;
        std::vector<int> slots;  // where $1, $2, … stand, in the order of their numbers
        bool busy = false;
    };

    class Use;

    struct TextHash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    Prepared prepare(const Statement& statement) const;
    Prepared& cached(const Statement& statement);
    std::int64_t run(const Statement& statement, std::span<const Value> values, const OnRow* on_row);
    [[noreturn]] void fail(int code, const char* doing) const;
    std::string unique_name(std::string_view columns) const;

    sqlite3* handle_ = nullptr;
    Role role_;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> cache_;
};

}  // namespace junkai::db::sqlite
