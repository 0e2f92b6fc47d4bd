// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "app/places/place_rows.h"

#include <functional>
#include <istream>

namespace junkai::app {

struct ImportCounts {
    std::uint64_t rows = 0;
    /// Dwellings made now; in a dry run, rows that could be.
    std::uint64_t made = 0;
    /// There before, under the same key: left as they are.
    std::uint64_t known = 0;
    std::uint64_t refused = 0;
    std::uint64_t batches = 0;
    /// Batches that an earlier run of the same file had done.
    std::uint64_t resumed = 0;
};

struct ImportOptions {
    /// Checks everything and writes nothing.
    bool dry_run = false;
    /// Told each wrong row, in the order of the file.
    std::function<void(const ImportProblem&)> report = nullptr;
    /// Told after each batch how many bytes of the file are read.
    std::function<void(std::uint64_t)> progress = nullptr;
};

/// 住戸の一覧を取り込む (4-1a). CSV with a head line, UTF-8 or CP932; columns by name (docs/manual): 鍵,
/// 巡連区, 町字, 番地 are needed; 住居表示, 建物, 部屋, 住戸種別, 世帯種別 may be there. Memory holds one
/// batch of 1,000 rows. A batch is one unit of work: all its good rows or none. The same file again changes
/// nothing; one that was cut off goes on after its last batch. Refused as a whole: a file that is not
/// readable as text, lacks a needed column or has one that is not known.
Result<ImportCounts>
import_places(App& app, const Caller& caller, std::istream& file, const ImportOptions& options);

}  // namespace junkai::app
