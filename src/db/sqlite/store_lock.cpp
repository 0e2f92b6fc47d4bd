// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite/store_lock.h"

#include "db/errors.h"
#include "db/holder.h"
#include "sql/db.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

namespace junkai::db::sqlite {

namespace {

constexpr std::string_view kLeaseName = "sqlite-store";
constexpr std::chrono::milliseconds kBreath{100};
constexpr std::chrono::milliseconds kNoMoreDue = std::chrono::hours(24);

std::int64_t micros_now()
{
    return to_micros(SystemClock().now());
}

/// Who has the lock file: its one line is the holder, a blank, and since when.
StoreInUse::Held read_holder(int lock_file)
{
    char line[512] = {};
    const ssize_t length = pread(lock_file, line, sizeof line - 1, 0);
    const std::string_view text(line, length > 0 ? static_cast<std::size_t>(length) : 0);
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) return {};
    const std::string_view rest = text.substr(blank + 1);
    return {std::string(text.substr(0, blank)), parse_instant(rest.substr(0, rest.find('\n'))), {}};
}

/// For people and for the message above; a disk that takes no line still has its lock.
void write_holder(int lock_file)
{
    const std::string line = fmt::format("{} {}\n", make_holder(), format_instant(SystemClock().now()));
    if (ftruncate(lock_file, 0) == 0 && pwrite(lock_file, line.data(), line.size(), 0) < 0)
        (void)ftruncate(lock_file, 0);
}

}  // namespace

LockFile::LockFile(const std::string& store)
{
    const std::string path = store + ".lock";
    descriptor_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0)
        throw StorageError(fmt::format("cannot make the lock file {}: {}", path, std::strerror(errno)));
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {
        write_holder(descriptor_);
        return;
    }
    const int why = errno;
    const StoreInUse::Held held = read_holder(descriptor_);
    close(descriptor_);
    if (why == EWOULDBLOCK) throw StoreInUse("the store " + store, held);
    throw StorageError(fmt::format("cannot lock {}: {}", path, std::strerror(why)));
}

LockFile::~LockFile()
{
    // The file stays: removing it would let two processes lock two different files of one name.
    close(descriptor_);
}

StoreLease::StoreLease(Connection& connection, std::chrono::seconds duration)
    : connection_(connection), duration_(duration), holder_(make_holder()),
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

void StoreLease::undo_keep()
{
    // What is lost stays lost: nothing is due any more, every unit hears so from keep().
    next_ = std::chrono::steady_clock::now() + (lost_ ? kNoMoreDue : kBreath);
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
    // In milliseconds: a third of one second is no second, and an idle writer would renew without a pause.
    next_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(duration_) / 3;
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
    StoreInUse::Held other;
    const Value name[] = {kLeaseName};
    std::int64_t expires = 0;
    connection_.query(sql::db::kFindLease, name, [&](const Row& row) {
        expires = row.integer(2);
        other = {std::string(row.text(0)), row.instant(3), row.instant(2)};
    });
    const std::int64_t now = micros_now();
    // We hold the lock file: whoever had it on this machine is dead.
    const std::int64_t over = is_of_this_host(other.holder) ? std::max(now, expires) : now;
    const std::int64_t until = now + std::chrono::microseconds(duration_).count();
    const Value values[] = {kLeaseName, holder_, over, until, now};
    connection_.query(sql::db::kTakeLease, values, [&](const Row& row) { fencing_ = row.integer(0); });
    if (fencing_ == 0) throw StoreInUse("the store", other);
    // In milliseconds: a third of one second is no second, and an idle writer would renew without a pause.
    next_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(duration_) / 3;
}

}  // namespace junkai::db::sqlite
