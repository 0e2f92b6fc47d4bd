// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"

#include <cstdint>
#include <memory>
#include <string>

/// 非常用の空き: space on the database's disk that only the recording of reads may use. A full disk stops
/// every act, but in an emergency a card must still be read, and no read goes unrecorded.
namespace junkai::db {

inline constexpr std::uint64_t kReserveBytes = std::uint64_t{32} << 20;

/// `database` with a file of so many bytes kept at `path`, which must be on the same disk. When a write that
/// may use the reserve meets a full disk, the file gives its space back and the write runs again; from then
/// on all other writes throw DiskFull until the file could be made whole again, which each of them tries (at
/// most once a second).
std::unique_ptr<Database>
with_reserve(std::unique_ptr<Database> database, std::string path, std::uint64_t bytes = kReserveBytes);

/// As long as one lives, writes of this thread may use the reserve.
class MayUseReserve {
public:
    MayUseReserve();
    ~MayUseReserve();
    MayUseReserve(const MayUseReserve&) = delete;
    MayUseReserve& operator=(const MayUseReserve&) = delete;

    static bool here();

private:
    bool outer_;
};

}  // namespace junkai::db
