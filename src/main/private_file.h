// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "main/settings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace junkai {

/// From here on whatever this program makes, files and folders, is its own user's alone: the store with what
/// SQLite puts beside it, vault and mirrors, keys, settings, reports.
void keep_to_ourselves();

/// A new file with a secret in it; throws StorageError when it is there already or cannot be written.
void write_private(const std::filesystem::path& file, const std::string& text);

/// Files and folders that others than their owner may read, write or enter, at and below these places.
struct OpenToOthers {
    std::filesystem::path path;
    /// As in ls: 0644.
    std::string mode;
};

std::vector<OpenToOthers> find_open_to_others(const std::vector<std::filesystem::path>& places);

/// For `doctor`: names what of a store a copy tool or a hand has opened to others.
void warn_of_open_files(const std::filesystem::path& store, const Settings& settings);

}  // namespace junkai
