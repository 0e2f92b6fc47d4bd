// SPDX-License-Identifier: Apache-2.0
#include "db/errors.h"
#include "db/nesting.h"
#include "db/open.h"
#include "db/sqlite/writer.h"

#include <condition_variable>
#include <mutex>

namespace junkai::db {

namespace sqlite {

namespace {

/// The reader connections; the last one given back is the first one used, its page cache is the warmest.
class Readers {
public:
    Readers(const std::string& path, const SqliteOptions& options) : wait_(options.reader_wait)
    {
        for (int i = 0; i < options.readers; ++i) {
            idle_.push_back(std::make_unique<Connection>(path, options, Role::Reader));
        }
    }

    std::unique_ptr<Connection> take()
    {
        std::unique_lock lock(mutex_);
        if (!given_back_.wait_for(lock, wait_, [&] { return !idle_.empty(); })) {
            throw StorageUnavailable("no reader of the store became free in time");
        }
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }

    void give_back(std::unique_ptr<Connection> connection)
    {
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(std::move(connection));
        }
        given_back_.notify_one();
    }

private:
    std::chrono::milliseconds wait_;
    std::mutex mutex_;
    std::condition_variable given_back_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

/// A reader for the length of a body, in one snapshot.
class Reading {
public:
    explicit Reading(Readers& readers) : readers_(readers), connection_(readers.take()) {}

    ~Reading()
    {
        try {
            if (connection_->in_transaction()) connection_->execute(kRollback);
        } catch (const StorageError&) {
            // Nothing can be lost by a read; the connection reports its trouble at its next BEGIN.
        }
        readers_.give_back(std::move(connection_));
    }

    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    Connection& connection() { return *connection_; }

private:
    Readers& readers_;
    std::unique_ptr<Connection> connection_;
};

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(const std::string& path, const SqliteOptions& options)
        : lock_(path), writer_(*this, path, options), readers_(path, options)
    {
    }

    Engine engine() const override { return Engine::Sqlite; }

    void write(FunctionRef<void(Transaction&)> body) override { writer_.run(body); }

    void read(FunctionRef<void(Transaction&)> body) override
    {
        NestingGuard::check(*this);
        const NestingGuard inside(*this);
        AfterCommit after;
        {
            Reading reading(readers_);
            reading.connection().execute(kBegin);
            SqliteTransaction transaction(reading.connection());
            body(transaction);
            transaction.finish();
            after = transaction.take_after_commit();
        }
        for (const auto& then : after)
            then();
    }

private:
    LockFile lock_;
    Writer writer_;
    Readers readers_;
};

}  // namespace

}  // namespace sqlite

std::unique_ptr<Database> open_sqlite(const std::string& path, const SqliteOptions& options)
{
    return std::make_unique<sqlite::SqliteDatabase>(path, options);
}

}  // namespace junkai::db
