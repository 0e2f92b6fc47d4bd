// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace junkai::kit {

/// A new empty folder with a short path (unix sockets allow about 100 characters), removed with all it holds.
class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    const std::string& path() const { return path_; }

    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

}  // namespace junkai::kit
