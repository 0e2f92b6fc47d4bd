// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/function_ref.h"

namespace junkai::http {

/// Blocks SIGTERM, SIGINT and SIGHUP in this thread and those it starts, and ignores SIGPIPE. Call it before
/// the first thread.
void block_signals();

/// Waits; calls `reload` at each SIGHUP, returns at SIGTERM or SIGINT with its number.
int wait_for_stop_signal(FunctionRef<void()> reload);

}  // namespace junkai::http
