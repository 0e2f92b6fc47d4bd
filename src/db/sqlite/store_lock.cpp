// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite/store_lock.h"

#include "db/errors.h"
#include "sql/db.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>

namespace junkai::db::sqlite {

namespace {

constexpr std::string_view kLeaseName = "sqlite-store";

/// "host/boot id": the same on every process that shares our kernel, where flock() alone already decides.
std::string machine_name()
{
    char host[256] = {};
    gethostname(host, sizeof host - 1);
    std::string boot;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
    return fmt::format("{}/{}", host, boot);
}

std::string this_host()
{
    const std::string machine = machine_name();
    return machine.substr(0, machine.find('/') + 1);
}

std::int64_t micros_now()
{
    return to_micros(SystemClock().now());
}

}  // namespace

LockFile::LockFile(const std::string& store)
{
    const std::string path = store + ".lock";
    descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0)
        throw StorageError(fmt::format("cannot make the lock file {}: {}", path, std::strerror(errno)));
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    const int why = errno;
    close(descriptor_);
    if (why == EWOULDBLOCK) {
        throw StoreInUse(
            fmt::format("the store {} is open in another process: stop that server first", store));
    }
    throw StorageError(fmt::format("cannot lock {}: {}", path, std::strerror(why)));
}

LockFile::~LockFile()
{
    // The file stays: removing it would let two processes lock two different files of one name.
    close(descriptor_);
}

StoreLease::StoreLease(Connection& connection, std::chrono::seconds duration)
    : connection_(connection), duration_(duration), holder_(fmt::format("{}/{}", machine_name(), getpid())),
      next_(std::chrono::steady_clock::now())
{
}

void StoreLease::take()
{
    if (!table_exists()) return;
    connection_.execute(kBeginImmediate);
    try {
        take_row();
        connection_.execute(kCommit);
    } catch (...) {
        if (connection_.in_transaction()) connection_.execute(kRollback);
        throw;
    }
}

void StoreLease::keep()
{
    if (lost_) throw StorageUnavailable("another process has taken this store; this one writes no more");
    if (!due()) return;
    if (fencing_ == 0) {
        next_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
        if (table_exists()) take_row();
        return;
    }
    const std::int64_t until = micros_now() + std::chrono::microseconds(duration_).count();
    const Value values[] = {kLeaseName, holder_, fencing_, until};
    lost_ = connection_.execute(sql::db::kRenewLease, values) == 0;
    if (lost_) throw StorageUnavailable("another process has taken this store; this one writes no more");
    next_ = std::chrono::steady_clock::now() + duration_ / 3;
}

void StoreLease::release() noexcept
{
    try {
        const Value values[] = {kLeaseName, holder_, fencing_};
        if (fencing_ != 0 && !lost_) connection_.execute(sql::db::kReleaseLease, values);
    } catch (const StorageError&) {
        // The disk is gone or full: the lease ends by itself.
        lost_ = true;
    }
}

bool StoreLease::table_exists()
{
    std::int64_t count = 0;
    const Value name[] = {std::string_view("lease")};
    connection_.query(sql::db::kCountTables, name, [&](const Row& row) { count = row.integer(0); });
    return count > 0;
}

void StoreLease::take_row()
{
    std::string owner;
    const Value name[] = {kLeaseName};
    std::int64_t expires = 0;
    connection_.query(sql::db::kFindLease, name, [&](const Row& row) {
        owner = row.text(0);
        expires = row.integer(2);
    });
    std::int64_t now = micros_now();
    if (owner.starts_with(this_host()))
        now = std::max(now, expires);  // we hold the lock file: that process is dead
    const std::int64_t until = micros_now() + std::chrono::microseconds(duration_).count();
    const Value values[] = {kLeaseName, holder_, now, until};
    connection_.query(sql::db::kTakeLease, values, [&](const Row& row) { fencing_ = row.integer(0); });
    if (fencing_ == 0) throw StoreInUse(fmt::format("the store is held by {} for now", owner));
    next_ = std::chrono::steady_clock::now() + duration_ / 3;
}

}  // namespace junkai::db::sqlite
