// SPDX-License-Identifier: Apache-2.0
#include "db/postgres/connection.h"

#include "base/invariant.h"

#include <cstdlib>
#include <fmt/core.h>
#include <libpq-fe.h>
#include <string_view>

namespace junkai::db::postgres {

namespace {

constexpr int kBinary = 1;
/// Rows sent before their answers are read: both socket buffers together hold far more than the answers to
/// these.
constexpr std::size_t kPipelineRows = 200;

std::string_view field(const PGresult* result, int code)
{
    const char* text = result ? PQresultErrorField(result, code) : nullptr;
    return text ? text : "";
}

bool is_good(const PGresult* result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

ConstraintError::Kind constraint_kind(std::string_view state)
{
    if (state == "23505" || state == "23P01") return ConstraintError::Kind::Unique;
    if (state == "23502") return ConstraintError::Kind::NotNull;
    if (state == "23503") return ConstraintError::Kind::ForeignKey;
    return ConstraintError::Kind::Check;
}

std::string constraint_name(const PGresult* result, std::string_view state)
{
    if (state != "23502") return std::string(field(result, PG_DIAG_CONSTRAINT_NAME));
    return fmt::format("{}.{}", field(result, PG_DIAG_TABLE_NAME), field(result, PG_DIAG_COLUMN_NAME));
}

}  // namespace

void ClearResult::operator()(pg_result* result) const noexcept
{
    PQclear(result);
}

void Connection::Finish::operator()(pg_conn* connection) const noexcept
{
    PQfinish(connection);
}

Connection::Connection(const std::string& conninfo,
                       const PostgresOptions& options,
                       const std::string& session_name)
{
    // A key that comes after the connection string wins over it.
    const char* name_key = session_name.empty() ? "fallback_application_name" : "application_name";
    const char* keys[] = {"dbname", "client_encoding", name_key, nullptr};
    const char* values[] = {
        conninfo.c_str(), "UTF8", session_name.empty() ? "junkai" : session_name.c_str(), nullptr};
    handle_.reset(PQconnectdbParams(keys, values, 1));
    if (PQstatus(handle_.get()) != CONNECTION_OK) {
        // libpq's words name host, port and database; a password never.
        throw StorageUnavailable(
            fmt::format("cannot connect to PostgreSQL: {}", PQerrorMessage(handle_.get())));
    }
    PQsetNoticeProcessor(
        handle_.get(), [](void*, const char*) {}, nullptr);
    if (PQserverVersion(handle_.get()) < 150000) throw StorageError("PostgreSQL 15 or later is needed");
    // A commit that is acknowledged is flushed, whatever the server's configuration says.
    script(fmt::format("SET statement_timeout = {0}; SET lock_timeout = {0};"
                       "SET idle_in_transaction_session_timeout = {1};"
                       "SET standard_conforming_strings = on; SET TimeZone = 'UTC'; SET bytea_output = 'hex';"
                       "SELECT set_config('synchronous_commit', 'on', false)"
                       " WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')",
                       options.statement_timeout.count(),
                       4 * options.statement_timeout.count())
               .c_str());
}

Connection::~Connection() = default;

bool Connection::usable() const
{
    return PQstatus(handle_.get()) == CONNECTION_OK &&
           (ending_ || PQtransactionStatus(handle_.get()) == PQTRANS_IDLE);
}

void Connection::begin(const char* begin_text)
{
    finish_ending();
    begin_ = begin_text;
}

void Connection::commit()
{
    if (begin_) {
        begin_ = nullptr;  // nothing was ever sent
        return;
    }
    const ResultPtr result(PQexec(handle_.get(), "COMMIT"));
    if (!is_good(result.get())) fail(result.get(), "COMMIT");
    // The answer to the COMMIT of a broken transaction is a polite "ROLLBACK".
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
        throw StorageError("COMMIT: the server rolled back");
}

void Connection::end_read()
{
    if (begin_) {
        begin_ = nullptr;  // nothing was ever sent
        return;
    }
    sent(PQsendQuery(handle_.get(), "COMMIT"), "COMMIT");
    ending_ = true;
}

void Connection::finish_ending()
{
    if (!ending_) return;
    ending_ = false;
    ResultPtr bad;
    while (ResultPtr result{PQgetResult(handle_.get())})
        if (!is_good(result.get())) bad = std::move(result);
    if (bad || PQstatus(handle_.get()) != CONNECTION_OK) fail(bad.get(), "COMMIT");
}

void Connection::roll_back() noexcept
{
    begin_ = nullptr;
    if (PQstatus(handle_.get()) != CONNECTION_OK) return;
    if (PQpipelineStatus(handle_.get()) != PQ_PIPELINE_OFF) {
        handle_.reset();  // answers of a broken pipeline are still on their way
        return;
    }
    if (PQtransactionStatus(handle_.get()) != PQTRANS_IDLE) PQclear(PQexec(handle_.get(), "ROLLBACK"));
}

ResultPtr Connection::run(const Statement& statement, std::span<const Value> values)
{
    const Prepared& known = prepared(statement);
    parameters_.encode(values, known.types);
    return send(known, parameters_, statement.name);
}

std::int64_t Connection::bulk(const Statement& statement, std::span<const Value> rows)
{
    if (rows.empty()) return 0;
    const Prepared& known = prepared(statement);
    if (!known.types.empty() && is_array(known.types.front())) {
        parameters_.encode_columns(rows, known.types);
        return rows_changed(send(known, parameters_, statement.name).get());
    }
    std::int64_t changed = 0;
    const std::size_t step = kPipelineRows * known.types.size();
    for (std::size_t at = 0; at < rows.size(); at += step) {
        changed += pipeline(known, rows.subspan(at, std::min(step, rows.size() - at)), statement.name);
    }
    return changed;
}

void Connection::script(const char* text)
{
    flush_begin();
    const ResultPtr result(PQexec(handle_.get(), text));
    if (!is_good(result.get())) fail(result.get(), "a script");
}

const Connection::Prepared& Connection::prepared(const Statement& statement)
{
    const auto found = cache_.find(std::string_view(statement.postgres));
    if (found != cache_.end()) return found->second;
    // Inside a transaction a text that does not parse must break it here as it does on SQLite.
    flush_begin();
    Prepared made{fmt::format("s{}", cache_.size()), {}};
    ResultPtr result(PQprepare(handle_.get(), made.name.c_str(), statement.postgres, 0, nullptr));
    if (!is_good(result.get())) fail(result.get(), statement.name);
    result.reset(PQdescribePrepared(handle_.get(), made.name.c_str()));
    if (!is_good(result.get())) fail(result.get(), statement.name);
    for (int i = 0; i < PQnparams(result.get()); ++i)
        made.types.push_back(PQparamtype(result.get(), i));
    if (made.types.size() != static_cast<std::size_t>(statement.parameters)) {
        throw InvariantError(
            fmt::format("{} does not have {} parameters", statement.name, statement.parameters));
    }
    return cache_.emplace(statement.postgres, std::move(made)).first->second;
}

ResultPtr Connection::send(const Prepared& statement, const Parameters& values, const char* doing)
{
    PGconn* const handle = handle_.get();
    if (begin_ && PQstatus(handle) == CONNECTION_OK) {
        PQenterPipelineMode(handle);
        sent(PQsendQueryParams(handle, begin_, 0, nullptr, nullptr, nullptr, nullptr, kBinary), doing);
        begin_ = nullptr;
        sent(PQsendQueryPrepared(handle,
                                 statement.name.c_str(),
                                 values.count(),
                                 values.data(),
                                 values.lengths(),
                                 values.formats(),
                                 kBinary),
             doing);
        std::int64_t changed = 0;
        return sync_pipeline(2, changed, doing);
    }
    ResultPtr result(PQexecPrepared(handle,
                                    statement.name.c_str(),
                                    values.count(),
                                    values.data(),
                                    values.lengths(),
                                    values.formats(),
                                    kBinary));
    if (!is_good(result.get())) fail(result.get(), doing);
    return result;
}

std::int64_t Connection::pipeline(const Prepared& statement, std::span<const Value> rows, const char* doing)
{
    flush_begin();
    const std::size_t width = statement.types.size();
    PQenterPipelineMode(handle_.get());
    for (std::size_t at = 0; at < rows.size(); at += width) {
        parameters_.encode(rows.subspan(at, width), statement.types);
        sent(PQsendQueryPrepared(handle_.get(),
                                 statement.name.c_str(),
                                 parameters_.count(),
                                 parameters_.data(),
                                 parameters_.lengths(),
                                 parameters_.formats(),
                                 kBinary),
             doing);
    }
    std::int64_t changed = 0;
    sync_pipeline(static_cast<int>(rows.size() / width), changed, doing);
    return changed;
}

/// Reads all answers of the pipeline and leaves it; the last answer, or a throw for the first bad one.
ResultPtr Connection::sync_pipeline(int results, std::int64_t& changed, const char* doing)
{
    PGconn* const handle = handle_.get();
    sent(PQpipelineSync(handle), doing);
    ResultPtr last;
    ResultPtr bad;
    for (int i = 0; i < results; ++i) {
        // Each answer is followed by a null that ends it.
        while (ResultPtr result{PQgetResult(handle)}) {
            if (!is_good(result.get()) && !bad) {
                bad = std::move(result);
                continue;
            }
            changed += rows_changed(result.get());
            last = std::move(result);
        }
        if (PQstatus(handle) != CONNECTION_OK) fail(bad.get(), doing);
    }
    const ResultPtr sync(PQgetResult(handle));
    if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC || PQexitPipelineMode(handle) == 0)
        fail(bad.get(), doing);
    if (bad) fail(bad.get(), doing);
    return last;
}

void Connection::flush_begin()
{
    if (!begin_) return;
    const ResultPtr result(PQexec(handle_.get(), begin_));
    begin_ = nullptr;
    if (!is_good(result.get())) fail(result.get(), "BEGIN");
}

void Connection::sent(int ok, const char* doing)
{
    if (ok == 0) fail(nullptr, doing);
}

/// The message has the statement's name and the SQLSTATE. The server's own words may repeat a value (classes
/// 22 and 23) and are left out for those.
void Connection::fail(const pg_result* result, const char* doing)
{
    const std::string_view state = field(result, PG_DIAG_SQLSTATE);
    const bool quotes_values = state.starts_with("22") || state.starts_with("23");
    const std::string what = fmt::format("{}: SQLSTATE {}{}{}",
                                         doing,
                                         state,
                                         quotes_values ? "" : " ",
                                         quotes_values ? "" : field(result, PG_DIAG_MESSAGE_PRIMARY));
    if (state == "40001" || state == "40P01") throw RerunNeeded(what);
    if (state == "25006") throw ReadOnly(what);
    // The server is stopping or has crashed (57P0x), or is out of reach. What has no SQLSTATE is libpq's own:
    // a write that failed leaves its status good until somebody reads, so nobody shall use the handle again.
    if (state.empty()) handle_.reset();
    if (state.starts_with("57P") || state.starts_with("08") || PQstatus(handle_.get()) != CONNECTION_OK) {
        throw ConnectionLost(fmt::format("{}: the connection to PostgreSQL was lost ({})", doing, state));
    }
    if (state.starts_with("23"))
        throw ConstraintError(constraint_kind(state), constraint_name(result, state), what);
    if (state == "53100") throw DiskFull(fmt::format("{}: the database's disk has no space", doing));
    // 53: memory, too many connections; 55P03: lock timeout; 57014: statement timeout.
    if (state.starts_with("53") || state == "55P03" || state == "57014") throw StorageUnavailable(what);
    throw StorageError(what);
}

std::int64_t rows_changed(const pg_result* result)
{
    // "INSERT 0 5", "UPDATE 5", "DELETE 5"; a SELECT has a count too, of rows it only read.
    auto* const open = const_cast<PGresult*>(result);
    if (!result || std::string_view(PQcmdStatus(open)).starts_with("SELECT")) return 0;
    return std::strtoll(PQcmdTuples(open), nullptr, 10);
}

}  // namespace junkai::db::postgres
