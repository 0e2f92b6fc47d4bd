// SPDX-License-Identifier: Apache-2.0
#include "db/reserve.h"

#include "db/errors.h"

#include <chrono>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace junkai::db {

namespace {

bool& may_use_reserve()
{
    thread_local bool may = false;
    return may;
}

/// The file that holds the space.
class Ballast {
public:
    Ballast(std::string path, std::uint64_t bytes) : path_(std::move(path)), bytes_(bytes) { fill(); }

    /// Whether the space is there, if need be by taking it again.
    bool whole()
    {
        const std::lock_guard lock(mutex_);
        const auto now = Steady::now();
        if (!whole_ && now - tried_ >= std::chrono::seconds(1)) fill();
        return whole_;
    }

    /// Gives the space to the disk. True when there may be some now that was not there before.
    bool spend()
    {
        const std::lock_guard lock(mutex_);
        if (!whole_) return false;
        whole_ = false;
        tried_ = Steady::now();
        return truncate(path_.c_str(), 0) == 0;
    }

private:
    using Steady = std::chrono::steady_clock;

    void fill()
    {
        tried_ = Steady::now();
        const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file < 0) return;

        // With room to spare, or the next act would fill the disk again; and never half, which would only
        // make it fuller.
        struct stat about {};

        struct statvfs disk {};

        const bool known = fstat(file, &about) == 0 && fstatvfs(file, &disk) == 0;
        const bool there = known && static_cast<std::uint64_t>(about.st_blocks) * 512 >= bytes_;
        const bool room = known && std::uint64_t{disk.f_bavail} * disk.f_frsize >= bytes_ + bytes_ / 4;
        whole_ = there || (room && posix_fallocate(file, 0, static_cast<off_t>(bytes_)) == 0);
        if (!whole_ && ftruncate(file, 0) != 0) unlink(path_.c_str());
        close(file);
    }

    const std::string path_;
    const std::uint64_t bytes_;
    std::mutex mutex_;
    bool whole_ = false;
    Steady::time_point tried_;
};

class ReservedDatabase final : public Database {
public:
    ReservedDatabase(std::unique_ptr<Database> real, std::string path, std::uint64_t bytes)
        : real_(std::move(real)), ballast_(std::move(path), bytes)
    {
    }

    Engine engine() const override { return real_->engine(); }

    void write(FunctionRef<void(Transaction&)> body) override
    {
        if (!MayUseReserve::here()) {
            if (!ballast_.whole())
                throw DiskFull("the disk is full: what is left of it is for the recording of reads");
            real_->write(body);
            return;
        }
        try {
            real_->write(body);
        } catch (const DiskFull&) {
            if (!ballast_.spend()) throw;
            real_->write(body);
        }
    }

    void read(FunctionRef<void(Transaction&)> body) override { real_->read(body); }

private:
    std::unique_ptr<Database> real_;
    Ballast ballast_;
};

}  // namespace

std::unique_ptr<Database>
with_reserve(std::unique_ptr<Database> database, std::string path, std::uint64_t bytes)
{
    return std::make_unique<ReservedDatabase>(std::move(database), std::move(path), bytes);
}

MayUseReserve::MayUseReserve() : outer_(std::exchange(may_use_reserve(), true))
{
}

MayUseReserve::~MayUseReserve()
{
    may_use_reserve() = outer_;
}

bool MayUseReserve::here()
{
    return may_use_reserve();
}

}  // namespace junkai::db
