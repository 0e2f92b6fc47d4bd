// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace junkai::kit {

/// An SQLite disk that fails on command: the name to give to SqliteOptions::vfs. It stands in front of the
/// real one and fails the n-th write or sync of its files. One test at a time.
class FaultVfs {
public:
    enum class Call { Write, Sync };
    enum class Lasting { Once, UntilDisarmed };

    static const char* name();

    /// The n-th (from 1) call of that kind from now on answers `code` (SQLITE_FULL, SQLITE_IOERR_WRITE, …).
    static void arm(Call call, int n, int code, Lasting lasting = Lasting::Once);
    static void disarm();

    /// Whether the armed fault has struck.
    static bool struck();
};

}  // namespace junkai::kit
