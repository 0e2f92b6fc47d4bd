// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "ledger/entry.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace junkai::ledger {

/// Records reads. Many requests share one transaction and one fsync; none answers before its entry is
/// durable.
class Appender {
public:
    /// `limit`: entries that may wait; beyond it append() throws StorageUnavailable at once.
    explicit Appender(db::Database& database, std::size_t limit = 4096);
    ~Appender();
    Appender(const Appender&) = delete;
    Appender& operator=(const Appender&) = delete;

    /// Returns when the entry is durable; throws what its transaction threw.
    void append(const Uuid& station, const Entry& entry, BytesView detail = {});

private:
    struct Waiting {
        const Uuid* station;
        const Entry* entry;
        BytesView detail;
        bool done = false;
        std::exception_ptr error = nullptr;
    };

    void run();
    void commit(const std::deque<Waiting*>& batch);

    db::Database& database_;
    const std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable work_;
    std::condition_variable finished_;
    std::deque<Waiting*> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace junkai::ledger
