// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"

#include <mutex>

namespace junkai::kit {

/// A database whose n-th statement fails on command, with the real driver under it in the state that such a
/// failure leaves behind. Every statement of every unit counts, whoever asked for it, and so does each
/// commit. Transparent until armed. One test at a time.
class FaultyDatabase final : public db::Database {
public:
    enum class Fault {
        Error,    ///< an I/O error: StorageError
        Busy,     ///< StorageUnavailable
        Full,     ///< DiskFull
        CutOff,   ///< the session is ended in mid-statement; PostgreSQL only
        Unknown,  ///< only at a commit: it arrives, its answer does not
    };

    explicit FaultyDatabase(db::Database& real) : real_(real) {}

    db::Engine engine() const override { return real_.engine(); }

    void write(FunctionRef<void(db::Transaction&)> body) override;
    void read(FunctionRef<void(db::Transaction&)> body) override;

    /// The n-th step (from 1) from now on fails, once.
    void arm(Fault fault, int n);
    void disarm();

    /// Whether the armed fault has struck.
    bool struck() const;

private:
    class Faulty;

    enum class Step { Statement, BeforeCommit, AfterCommit };

    /// True when this step is the one.
    bool strikes(Step step);
    /// Fails as armed; `real` is in the state of a failed statement afterwards.
    [[noreturn]] void fail(db::Transaction* real, const char* doing);

    db::Database& real_;
    mutable std::mutex mutex_;
    bool armed_ = false;
    bool struck_ = false;
    Fault fault_ = Fault::Error;
    int left_ = 0;
};

}  // namespace junkai::kit
