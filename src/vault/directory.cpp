// SPDX-License-Identifier: Apache-2.0
#include "vault/directory.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace junkai::vault {
namespace {

constexpr std::string_view kUnfinished = ".new";

class File {
public:
    explicit File(int number) : number_(number) {}

    File(const File&) = delete;
    File& operator=(const File&) = delete;

    ~File()
    {
        if (number_ >= 0) close(number_);
    }

    int number() const { return number_; }

    bool good() const { return number_ >= 0; }

private:
    int number_;
};

std::string reason(const std::string& what, const std::string& where, int error)
{
    return what + " " + where + ": " + std::strerror(error);
}

bool write_all(int file, BytesView bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace

Directory::Directory(std::filesystem::path path, Steps steps)
    : path_(std::move(path)), steps_(std::move(steps))
{
}

Directory::~Directory()
{
    if (lock_ >= 0) close(lock_);
}

void Directory::step(std::string_view what, const std::string& name) const
{
    if (steps_) steps_(std::string(what) + " " + (path_.filename() / name).string());
}

void Directory::make()
{
    std::error_code error;
    std::filesystem::create_directories(path_.parent_path(), error);
    if (mkdir(path_.c_str(), 0700) != 0 && errno != EEXIST)
        throw StorageUnavailable(reason("cannot make", path_.string(), errno));
    const File parent(::open(path_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.good()) fsync(parent.number());
}

std::optional<Bytes> Directory::find(const std::string& name) const
{
    const std::string path = path_of(name);
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.good()) {
        if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
        throw StorageUnavailable(reason("cannot open", path, errno));
    }

    struct stat about {};

    if (fstat(file.number(), &about) != 0) throw StorageUnavailable(reason("cannot read", path, errno));
    Bytes out(static_cast<std::size_t>(about.st_size));
    std::size_t have = 0;
    while (have < out.size()) {
        const ssize_t count = read(file.number(), out.data() + have, out.size() - have);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw StorageUnavailable(reason("cannot read", path, errno));
        if (count == 0) break;
        have += static_cast<std::size_t>(count);
    }
    out.resize(have);
    return out;
}

void Directory::replace(const std::string& name, BytesView content)
{
    const std::string unfinished = name + std::string(kUnfinished);
    const File directory(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.good()) throw StorageUnavailable(reason("cannot open", path_.string(), errno));
    step("create", name);
    {
        const File file(openat(directory.number(),
                               unfinished.c_str(),
                               O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
                               0600));
        if (!file.good()) throw StorageUnavailable(reason("cannot create", path_of(unfinished), errno));
        const std::size_t half = content.size() / 2;
        bool written = write_all(file.number(), content.first(half));
        step("finish", name);
        written = written && write_all(file.number(), content.subspan(half));
        step("flush", name);
        if (!written || fsync(file.number()) != 0) {
            const int error = errno;
            unlinkat(directory.number(), unfinished.c_str(), 0);
            throw StorageUnavailable(reason("cannot write", path_of(unfinished), error));
        }
    }
    step("rename", name);
    if (renameat(directory.number(), unfinished.c_str(), directory.number(), name.c_str()) != 0)
        throw StorageUnavailable(reason("cannot rename to", path_of(name), errno));
    step("flush directory of", name);
    if (fsync(directory.number()) != 0) throw UncertainWrite(reason("cannot flush", path_.string(), errno));
    step("after", name);
}

void Directory::overwrite(const std::string& name, BytesView content)
{
    step("overwrite", name);
    const File file(::open(path_of(name).c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.good() || !write_all(file.number(), content) || fsync(file.number()) != 0)
        throw StorageUnavailable(reason("cannot overwrite", path_of(name), errno));
}

void Directory::remove(const std::string& name)
{
    step("remove", name);
    if (unlink(path_of(name).c_str()) != 0) {
        if (errno == ENOENT) return;
        throw StorageUnavailable(reason("cannot remove", path_of(name), errno));
    }
    const File directory(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.good() || fsync(directory.number()) != 0)
        throw UncertainWrite(reason("cannot flush", path_.string(), errno));
}

std::optional<std::uintmax_t> Directory::size_of(const std::string& name) const
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path_ / name, error);
    return error ? std::nullopt : std::optional(size);
}

std::vector<std::string> Directory::names() const
{
    std::vector<std::string> out;
    std::error_code error;
    std::filesystem::directory_iterator entry(path_, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        out.push_back(entry->path().filename().string());
    return out;
}

bool Directory::lock()
{
    // A directory that was unmounted and came back has another lock file than the one held.
    const int file = ::open(path_of("lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) throw StorageUnavailable(reason("cannot open", path_of("lock"), errno));

    struct stat now {};

    struct stat held {};

    if (lock_ >= 0 && fstat(file, &now) == 0 && fstat(lock_, &held) == 0 && now.st_ino == held.st_ino &&
        now.st_dev == held.st_dev) {
        close(file);
        return true;
    }
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        close(file);
        return false;
    }
    if (lock_ >= 0) close(lock_);
    lock_ = file;
    return true;
}

}  // namespace junkai::vault
