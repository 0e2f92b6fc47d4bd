// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "ledger/log.h"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace junkai::ledger {

/// Records reads. Many requests share one transaction and one fsync; none is answered before its entry is
/// durable.
class Appender {
public:
    /// Told once, on the appender's own thread, when the entry is durable (null) or why it is not. Hands on
    /// and returns; must not throw.
    using Recorded = std::function<void(const std::exception_ptr& failure)>;

    /// `limit`: entries that may wait; beyond it append() throws StorageUnavailable at once.
    explicit Appender(db::Database& database, std::size_t limit = 4096);
    /// Records what waits, then ends.
    ~Appender();
    Appender(const Appender&) = delete;
    Appender& operator=(const Appender&) = delete;

    /// Returns when the entry is durable; throws what its transaction threw.
    void append(const Uuid& station, const Entry& entry, BytesView detail = {});

    /// Returns at once: whoever answers holds the answer until `then` was told.
    void append_later(const Uuid& station, const Entry& entry, Bytes detail, Recorded then);

private:
    struct Waiting {
        Prepared entry;
        Recorded then;
    };

    void run();
    void commit(const std::vector<Waiting>& batch);

    db::Database& database_;
    const std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable work_;
    std::vector<Waiting> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace junkai::ledger
