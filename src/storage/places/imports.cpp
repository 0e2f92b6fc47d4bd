// SPDX-License-Identifier: Apache-2.0
#include "storage/places/imports.h"

#include "base/errors.h"
#include "sql/places.h"

namespace junkai::storage {

using domain::ImportId;

std::optional<ImportRun> Imports::find(std::string_view kind, const crypto::Digest& file)
{
    return scope_.transaction.find(
        sql::places::kFindImport, {scope_.station, kind, BytesView(file)}, [](const db::Row& row) {
            return ImportRun{row.id<ImportId>(0), static_cast<std::uint64_t>(row.integer(1)), row.flag(4)};
        });
}

ImportRun Imports::begin(std::string_view kind, const crypto::Digest& file, domain::OfficerId by)
{
    const ImportRun run{ImportId::make(scope_.now, scope_.random)};
    scope_.transaction.execute(sql::places::kInsertImport,
                               {scope_.station, run.id, kind, BytesView(file), by, scope_.now});
    return run;
}

void Imports::advance(
    ImportId id, std::uint64_t batch, std::uint64_t rows, std::uint64_t refused, bool finished)
{
    const std::int64_t changed = scope_.transaction.execute(sql::places::kAdvanceImport,
                                                            {scope_.station,
                                                             id,
                                                             static_cast<std::int64_t>(rows),
                                                             static_cast<std::int64_t>(refused),
                                                             finished,
                                                             scope_.now,
                                                             static_cast<std::int64_t>(batch)});
    if (changed != 1) throw StorageError("another import of the same file is at work");
}

}  // namespace junkai::storage
