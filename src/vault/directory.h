// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/errors.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::vault {

/// Called with the name of each durable step just before it; a test dies there. Empty in production.
using Steps = std::function<void(std::string_view step)>;

/// It is not known which of two files, the old or the new, will be found after a power failure.
class UncertainWrite : public StorageError {
public:
    using StorageError::StorageError;
};

/// One directory of small files that are replaced whole: after a crash a file is the old one or the new one.
class Directory {
public:
    Directory(std::filesystem::path path, Steps steps);
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    ~Directory();

    /// Makes the directory, for its owner only, if it is not there.
    void make();

    /// Empty when the file or the directory is not there; StorageUnavailable when it cannot be read.
    std::optional<Bytes> find(const std::string& name) const;

    /// Write, flush, rename, flush the directory. Throws StorageUnavailable when nothing has changed; any
    /// other StorageError when it is not known which of the two files will be found after a power failure.
    void replace(const std::string& name, BytesView content);

    /// In place and flushed, for a file that is to be removed.
    void overwrite(const std::string& name, BytesView content);

    /// Flushed too; a file that is not there is well.
    void remove(const std::string& name);

    /// The size, or nothing when it is not there.
    std::optional<std::uintmax_t> size_of(const std::string& name) const;

    std::vector<std::string> names() const;

    /// Takes the lock for as long as this object lives; false when another holds it. Taking it again is well.
    bool lock();

    const std::filesystem::path& path() const { return path_; }

    /// For messages.
    std::string path_of(const std::string& name) const { return (path_ / name).string(); }

private:
    void step(std::string_view what, const std::string& name) const;
    std::filesystem::path path_;
    Steps steps_;
    int lock_ = -1;
};

}  // namespace junkai::vault
