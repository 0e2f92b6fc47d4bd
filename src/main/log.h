// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/pipeline.h"

#include <string_view>

namespace junkai {

/// The server's log: one line an event on standard error, English, without personal data. spdlog stays in
/// log.cpp.
void log_info(std::string_view what);
void log_error(std::string_view where, std::string_view what);
void log_access(const http::AccessRecord& record);
void log_incident(const http::IncidentRecord& record);

}  // namespace junkai
