// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/sha256.h"
#include "domain/ids.h"
#include "storage/scope.h"

#include <optional>
#include <string_view>

/// 取込み: how far a file came, so that it goes on after its last batch and never counts twice.
namespace junkai::storage {

struct ImportRun {
    domain::ImportId id;
    std::uint64_t batches_done = 0;
    bool finished = false;
};

class Imports {
public:
    explicit Imports(const Scope& scope) : scope_(scope) {}

    std::optional<ImportRun> find(std::string_view kind, const crypto::Digest& file);
    ImportRun begin(std::string_view kind, const crypto::Digest& file, domain::OfficerId by);

    /// After batch number `batch` (from 0), in its transaction; throws StorageError when another run was
    /// faster.
    void advance(
        domain::ImportId id, std::uint64_t batch, std::uint64_t rows, std::uint64_t refused, bool finished);

private:
    Scope scope_;
};

}  // namespace junkai::storage
