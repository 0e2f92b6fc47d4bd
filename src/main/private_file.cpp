// SPDX-License-Identifier: Apache-2.0
#include "main/private_file.h"

#include "base/errors.h"

#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace junkai {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

class Judge {
public:
    void look_at(const fs::path& path)
    {
        struct stat status {};

        // What has gone meanwhile (a file beside the database) is open to nobody; a link has no mode of its
        // own.
        if (lstat(path.c_str(), &status) != 0 || S_ISLNK(status.st_mode)) return;
        const std::string name = fs::weakly_canonical(path).string();
        if (!seen_.insert(name).second) return;
        if ((status.st_mode & kOthers) != 0)
            found.push_back({name, fmt::format("{:04o}", static_cast<unsigned>(status.st_mode & 07777U))});
    }

    std::vector<OpenToOthers> found;

private:
    std::set<std::string> seen_;
};

}  // namespace

void keep_to_ourselves()
{
    umask(kOthers);
}

void write_private(const fs::path& file, const std::string& text)
{
    const int out =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    bool good = out >= 0;
    for (std::size_t written = 0; good && written < text.size();) {
        const ssize_t part = ::write(out, text.data() + written, text.size() - written);
        good = part > 0;
        if (good) written += static_cast<std::size_t>(part);
    }
    good = good && ::fsync(out) == 0;
    if (out >= 0) good = ::close(out) == 0 && good;
    if (!good) throw StorageError("書けません: " + file.string());
}

std::vector<OpenToOthers> find_open_to_others(const std::vector<fs::path>& places)
{
    Judge judge;
    for (const fs::path& place : places) {
        if (!fs::exists(place)) continue;
        judge.look_at(place);
        if (!fs::is_directory(place)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(place))
            judge.look_at(entry.path());
    }
    return std::move(judge.found);
}

void warn_of_open_files(const fs::path& store, const Settings& settings)
{
    std::vector<fs::path> places{store, settings.vault, settings.passphrase_file};
    places.insert(places.end(), settings.mirrors.begin(), settings.mirrors.end());
    for (const OpenToOthers& one : find_open_to_others(places))
        std::printf("注意: 他の利用者が読める権限です (%s): %s。chmod go-rwx で閉じてください\n",
                    one.mode.c_str(),
                    one.path.c_str());
}

}  // namespace junkai
