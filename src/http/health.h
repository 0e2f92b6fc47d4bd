// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/metrics.h"
#include "http/router.h"

#include <functional>
#include <string>

namespace junkai::http {

/// Whether work can be done: empty, or the fixed word of what is missing ("vault", "mirror", "store").
using ReadyCheck = std::function<std::string()>;

/// /healthz (the process lives), /readyz (200 or 503 with the word) and /metrics. `ready` runs on a worker
/// and may ask the database. /metrics holds no personal data, and is still for loopback peers only unless
/// `metrics_for_all`.
std::vector<Route> health_routes(const Metrics& metrics, ReadyCheck ready, bool metrics_for_all = false);

}  // namespace junkai::http
