// SPDX-License-Identifier: Apache-2.0
#include "kit/temp_dir.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace junkai::kit {

TempDir::TempDir() : path_("/tmp/jk-XXXXXX")
{
    if (mkdtemp(path_.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "mkdtemp");
}

TempDir::~TempDir()
{
    std::error_code ignored;  // a leftover folder in /tmp is no reason to fail a test
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace junkai::kit
