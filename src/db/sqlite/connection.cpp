// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite/connection.h"

#include "base/invariant.h"
#include "db/errors.h"

#include <algorithm>
#include <fmt/core.h>
#include <sqlite3.h>

namespace junkai::db::sqlite {

namespace {

const Statement kIndexOfColumns{
    "db.index_of_columns",
    "SELECT l.name, l.origin"
    "  FROM pragma_index_list($1) AS l"
    " WHERE l.\"unique\" = 1"
    "   AND (SELECT group_concat($1 || '.' || i.name, ', ')"
    "          FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) AS i) = $2",
    "",
    2};

class StatementRow final : public Row {
public:
    explicit StatementRow(sqlite3_stmt* statement) : statement_(statement) {}

    bool is_null(int column) const override { return type(column) == SQLITE_NULL; }

    std::int64_t integer(int column) const override
    {
        invariant(type(column) == SQLITE_INTEGER, "a column that should hold an integer does not");
        return sqlite3_column_int64(statement_, column);
    }

    std::string_view text(int column) const override
    {
        invariant(type(column) == SQLITE_TEXT, "a column that should hold text does not");
        const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

    BytesView bytes(int column) const override
    {
        invariant(type(column) == SQLITE_BLOB, "a column that should hold bytes does not");
        const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
        return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

private:
    int type(int column) const
    {
        invariant(column >= 0 && column < sqlite3_column_count(statement_), "a row has no such column");
        return sqlite3_column_type(statement_, column);
    }

    sqlite3_stmt* statement_;
};

// Not called bind: for a std::string argument the compiler would prefer std::bind.
int bind_value(sqlite3_stmt* statement, int slot, const Value& value)
{
    // Without an address SQLite would bind NULL for empty text and bytes.
    const void* data = value.data().empty() ? static_cast<const void*>("") : value.data().data();
    switch (value.kind()) {
    case Value::Kind::Null:
        return sqlite3_bind_null(statement, slot);
    case Value::Kind::Integer:
        return sqlite3_bind_int64(statement, slot, value.integer());
    case Value::Kind::Text:
        return sqlite3_bind_text64(
            statement, slot, static_cast<const char*>(data), value.data().size(), SQLITE_STATIC, SQLITE_UTF8);
    case Value::Kind::Bytes:
        return sqlite3_bind_blob64(statement, slot, data, value.data().size(), SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

}  // namespace

/// Marks a prepared statement as running; a statement that runs itself again from its own rows gets a copy.
class Connection::Use {
public:
    Use(Connection& connection, const Statement& statement)
    {
        Prepared& shared = connection.cached(statement);
        if (shared.busy) copy_ = connection.prepare(statement);
        prepared_ = shared.busy ? &copy_ : &shared;
        prepared_->busy = true;
    }

    ~Use()
    {
        sqlite3_reset(prepared_->handle);
        sqlite3_clear_bindings(prepared_->handle);
        prepared_->busy = false;
        sqlite3_finalize(copy_.handle);
    }

    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    const Prepared& operator*() const { return *prepared_; }

private:
    Prepared copy_;
    Prepared* prepared_;
};

Connection::Connection(const std::string& path, const SqliteOptions& options, Role role) : role_(role)
{
    // Each connection has one user at a time, so SQLite's own mutex would only cost.
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
    const int code = sqlite3_open_v2(path.c_str(), &handle_, flags, vfs);
    if (code != SQLITE_OK) {
        const std::string why = sqlite3_errstr(code);
        sqlite3_close(handle_);
        throw StorageError(fmt::format("cannot open the SQLite store {}: {}", path, why));
    }
    try {
        sqlite3_busy_timeout(handle_, 5000);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        script(fmt::format("PRAGMA journal_mode = WAL;"
                           "PRAGMA synchronous = FULL;"
                           "PRAGMA temp_store = MEMORY;"
                           "PRAGMA foreign_keys = ON;"
                           "PRAGMA cell_size_check = ON;"
                           "PRAGMA secure_delete = ON;"
                           "PRAGMA cache_size = -{};"
                           "PRAGMA mmap_size = {};"
                           "PRAGMA wal_autocheckpoint = 2000;"
                           "PRAGMA journal_size_limit = 67108864;"
                           "PRAGMA query_only = {}",
                           options.cache_kib,
                           options.mmap_bytes,
                           role == Role::Reader ? 1 : 0)
                   .c_str());
    } catch (...) {
        sqlite3_close(handle_);
        throw;
    }
}

Connection::~Connection()
{
    for (auto& [text, prepared] : cache_)
        sqlite3_finalize(prepared.handle);
    sqlite3_close(handle_);
}

std::int64_t Connection::execute(const Statement& statement, std::span<const Value> values)
{
    return run(statement, values, nullptr);
}

std::int64_t Connection::query(const Statement& statement, std::span<const Value> values, OnRow on_row)
{
    return run(statement, values, &on_row);
}

std::int64_t Connection::bulk(const Statement& statement, std::span<const Value> rows)
{
    const auto width = static_cast<std::size_t>(statement.parameters);
    std::int64_t changed = 0;
    for (std::size_t at = 0; at < rows.size(); at += width)
        changed += run(statement, rows.subspan(at, width), nullptr);
    return changed;
}

void Connection::script(const char* text)
{
    const int code = sqlite3_exec(handle_, text, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code, "a script");
}

bool Connection::in_transaction() const
{
    return sqlite3_get_autocommit(handle_) == 0;
}

std::int64_t Connection::run(const Statement& statement, std::span<const Value> values, const OnRow* on_row)
{
    invariant(values.size() == static_cast<std::size_t>(statement.parameters),
              "a statement got a wrong number of values");
    const Use use(*this, statement);
    const auto& [handle, slots, busy] = *use;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int code = bind_value(handle, slots[i], values[i]);
        if (code != SQLITE_OK) fail(code, statement.name);
    }
    std::int64_t rows = 0;
    const StatementRow row(handle);
    int code = sqlite3_step(handle);
    for (; code == SQLITE_ROW; code = sqlite3_step(handle)) {
        ++rows;
        if (on_row) (*on_row)(row);
    }
    if (code != SQLITE_DONE) fail(code, statement.name);
    if (on_row) return rows;
    return sqlite3_stmt_readonly(handle) ? 0 : sqlite3_changes64(handle_);
}

Connection::Prepared& Connection::cached(const Statement& statement)
{
    const auto found = cache_.find(std::string_view(statement.sqlite));
    if (found != cache_.end()) return found->second;
    return cache_.emplace(statement.sqlite, prepare(statement)).first->second;
}

Connection::Prepared Connection::prepare(const Statement& statement) const
{
    Prepared prepared;
    const int code = sqlite3_prepare_v3(
        handle_, statement.sqlite, -1, SQLITE_PREPARE_PERSISTENT, &prepared.handle, nullptr);
    if (code != SQLITE_OK) fail(code, statement.name);
    const int count = sqlite3_bind_parameter_count(prepared.handle);
    for (int i = 1; i <= statement.parameters; ++i) {
        prepared.slots.push_back(
            sqlite3_bind_parameter_index(prepared.handle, fmt::format("${}", i).c_str()));
    }
    if (count != statement.parameters || std::ranges::count(prepared.slots, 0) > 0) {
        sqlite3_finalize(prepared.handle);
        throw InvariantError(
            fmt::format("{} does not have {} parameters", statement.name, statement.parameters));
    }
    return prepared;
}

void Connection::fail(int code, const char* doing) const
{
    // Only now, before another call changes it. SQLite's messages name tables and columns, never values.
    const std::string message = sqlite3_errmsg(handle_);
    const std::string what = fmt::format("{}: {}", doing, message);
    const auto after_colon = [&] { return message.substr(std::min(message.size(), message.find(": ") + 2)); };
    using Kind = ConstraintError::Kind;
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        throw ConstraintError(Kind::Unique, unique_name(after_colon()), what);
    case SQLITE_CONSTRAINT_CHECK:
        throw ConstraintError(Kind::Check, after_colon(), what);
    case SQLITE_CONSTRAINT_NOTNULL:
        throw ConstraintError(Kind::NotNull, after_colon(), what);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        throw ConstraintError(Kind::ForeignKey, "", what);
    case SQLITE_CONSTRAINT_DATATYPE:
        throw InvariantError(what);
    default:
        break;
    }
    // The shared memory of the WAL grows by extending a file, which fails for this one reason.
    if ((code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE)
        throw DiskFull(fmt::format("{}: the disk has no space", doing));
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
        throw StorageUnavailable(what);
    case SQLITE_READONLY:
        if (role_ == Role::Reader) throw InvariantError(fmt::format("{}: a read changes nothing", doing));
        throw StorageError(what);
    case SQLITE_IOERR:
        throw StorageError(fmt::format("{} (code {})", what, code));
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        throw InvariantError(what);
    default:
        throw StorageError(what);
    }
}

std::string Connection::unique_name(std::string_view columns) const
{
    // "index 'card_live_number'" for an index over expressions, else "card.station_id, card.number".
    if (columns.starts_with("index '")) return std::string(columns.substr(7, columns.size() - 8));
    const std::string table(columns.substr(0, columns.find('.')));
    std::string name = table + "_pkey";
    const Prepared lookup = prepare(kIndexOfColumns);
    const std::string all(columns);
    bind_value(lookup.handle, lookup.slots[0], table);
    bind_value(lookup.handle, lookup.slots[1], all);
    if (sqlite3_step(lookup.handle) == SQLITE_ROW) {
        const StatementRow row(lookup.handle);
        if (row.text(1) == "c") name = row.text(0);
        if (row.text(1) == "u") {
            name = all;
            for (std::size_t at = 0; (at = name.find(", " + table + ".", at)) != std::string::npos;) {
                name.replace(at, table.size() + 3, "_");
            }
            name[table.size()] = '_';
            name += "_key";
        }
    }
    sqlite3_finalize(lookup.handle);
    return name;
}

}  // namespace junkai::db::sqlite
