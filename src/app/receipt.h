// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ledger/entry.h"

#include <functional>
#include <optional>

namespace junkai::app {

struct App;

/// 閲覧の記録 that is still to be made durable. Work::read leaves it to a caller who brings a receipt, so
/// that no thread waits for the disk; whoever answers then holds the answer until the entry is durable.
class Receipt {
public:
    /// Whether a read left its entry here: nothing of its answer may leave before record() said so.
    bool is_due() const { return due_.has_value(); }

    /// Calls `then` once, from another thread. Throws StorageUnavailable when too many wait already.
    void record(App& app, std::function<void(bool durable)> then);

private:
    friend class Work;

    struct Due {
        Uuid station;
        ledger::Entry entry;
        Bytes detail;
    };

    std::optional<Due> due_;
};

}  // namespace junkai::app
